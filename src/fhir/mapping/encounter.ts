import { type Encounter, type Patient, type Period, type Reference } from '@medplum/fhirtypes';
import { type Report } from '../../intake/index.js';
import { type Stay, type StayState } from '../../patients/index.js';
import { clean, coding, concept, localCode } from './concepts.js';
import { toDateTime } from './dates.js';
import { stayIdentifiers } from './identifiers.js';
import { keyIdentifier, siteSystem } from './ids.js';
import { type MappingSettings } from './input.js';
import { personMeta } from './meta.js';
import { HL7 } from './systems.js';

/** HL7 table 0004 (PV1-2) → v3-ActCode. */
const CLASS: Readonly<Record<string, string>> = {
  I: 'IMP',
  E: 'EMER',
  O: 'AMB',
  R: 'AMB',
  P: 'PRENC',
};

/** What movements settled (ADT). */
const STATUS: Readonly<Record<StayState, Encounter['status']>> = {
  planned: 'planned',
  open: 'in-progress',
  closed: 'finished',
  cancelled: 'cancelled',
};

export function toEncounter(
  id: string,
  report: Pick<Report, 'stay' | 'fictitious'>,
  subject: Reference<Patient>,
  settings: MappingSettings,
): Encounter {
  const stay = report.stay.reveal();
  const period = periodOf(stay, settings);
  const hospitalization = hospitalizationOf(stay, settings);
  return {
    resourceType: 'Encounter',
    id,
    meta: personMeta(report, settings),
    identifier: [keyIdentifier(settings, 'Encounter', id), ...stayIdentifiers(stay, settings)],
    status: stay.state ? STATUS[stay.state] : period?.end ? 'finished' : period ? 'in-progress' : 'unknown',
    class: classOf(stay.patientClass),
    ...(stay.specialty?.trim() && { serviceType: concept(stay.specialty.trim()) }),
    subject,
    ...(period && { period }),
    ...(hospitalization && { hospitalization }),
    ...(stay.unit?.trim() && { serviceProvider: { type: 'Organization', display: clean(stay.unit) } }),
  };
}

/** A discharge before its admission is a sender's error: the admission alone is kept. */
export function periodOf({ admission, discharge }: Stay, settings: MappingSettings): Period | undefined {
  const start = toDateTime(admission, settings);
  const end = toDateTime(discharge, settings);
  if (!start && !end) return undefined;
  if (start && end && Date.parse(end.slice(0, 10)) < Date.parse(start.slice(0, 10))) return { start };
  return { ...(start && { start }), ...(end && { end }) };
}

function classOf(patientClass: string | undefined): Encounter['class'] {
  const code = CLASS[patientClass?.trim().toUpperCase() ?? ''];
  return code ? { system: HL7.actCode, code } : { system: HL7.nullFlavor, code: 'UNK' };
}

function hospitalizationOf(stay: Stay, settings: MappingSettings): Encounter['hospitalization'] {
  const mode = (name: string, value: string | undefined) =>
    value?.trim()
      ? concept(value.trim(), coding(siteSystem(settings, 'codes', name), localCode(value)))
      : undefined;
  const admitSource = mode('admission-mode', stay.admissionMode);
  const dischargeDisposition = mode('discharge-mode', stay.dischargeMode);
  if (!admitSource && !dischargeDisposition) return undefined;
  return { ...(admitSource && { admitSource }), ...(dischargeDisposition && { dischargeDisposition }) };
}
