import { type Hl7Message, isoTimestamp, type Segment } from '../../hl7/index.js';
import { ok, type Result } from '../../kernel/index.js';
import { type Stay } from '../../patients/index.js';
import { readIdentifiers } from './identifiers.js';
import { refuse, type Refusal } from './refusals.js';
import { readZbe } from './zbe.js';

/** The stay as PID-18, PV1 and ZBE (IHE France) tell it. PV1 may be absent. */
export function readStay(message: Hl7Message): Result<Stay, Refusal> {
  const pid = message.segment('PID');
  const pv1 = message.segment('PV1');
  const admission = readTime(pv1, 44);
  if (!admission.ok) return admission;
  const discharge = readTime(pv1, 45);
  if (!discharge.ok) return discharge;
  return ok({
    identifiers: readIdentifiers([
      { repetitions: pid?.repetitions(18) ?? [], fallback: 'NDA' },
      { repetitions: pv1?.repetitions(19) ?? [], fallback: 'VN' },
      { repetitions: pv1?.repetitions(50) ?? [], fallback: 'AUTRE' },
    ]),
    ...given({
      // N: not applicable, the PV1 of an identity message.
      patientClass: pv1?.value(2).toUpperCase() === 'N' ? undefined : pv1?.value(2),
      admission: admission.value,
      discharge: discharge.value,
      admissionMode: pv1?.value(14),
      dischargeMode: pv1?.value(36),
      // PAM France names the medical unit in ZBE-7.
      unit: pv1?.value(3) || readZbe(message)?.medicalUnit,
      specialty: pv1?.value(10),
    }),
  });
}

/** ISO, or nothing where the field is empty. */
export function readTime(segment: Segment | undefined, field: number): Result<string | undefined, Refusal> {
  const written = segment?.value(field) ?? '';
  if (!segment || written === '' || /^0{1,24}$/.test(written)) return ok(undefined);
  const iso = isoTimestamp(written);
  if (iso) return ok(iso);
  const place = { segment: segment.name, ordinal: segment.ordinal, field };
  return refuse('HL7_FIELD_FORMAT', place, 'not a date or time of the calendar');
}

/** Without the empty ones. */
export function given<T extends Record<string, string | undefined>>(
  values: T,
): Partial<Record<keyof T, string>> {
  const filled = Object.entries(values).filter(([, value]) => value !== undefined && value !== '');
  return Object.fromEntries(filled) as Partial<Record<keyof T, string>>;
}
