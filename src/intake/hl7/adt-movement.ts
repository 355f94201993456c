import { type Hl7Message, isoTimestamp } from '../../hl7/index.js';
import { ok, type Result } from '../../kernel/index.js';
import { type Movement, type MovementAction, type Stay } from '../../patients/index.js';
import { refuse, type Refusal } from './refusals.js';
import { given, readTime } from './stay.js';
import { readZbe, type Zbe, ZBE_ACTIONS } from './zbe.js';

/** What each event cancels (PAM: a cancel is an event of its own; A11 undoes an admission as a registration). */
const CANCELS: Readonly<Record<string, readonly string[]>> = {
  A11: ['A01', 'A04'],
  A12: ['A02'],
  A13: ['A03'],
};
const MOVES: readonly string[] = ['A01', 'A02', 'A03', 'A04', 'A05', 'A06', 'A07'];
/** Without a stay they would say nothing. */
const OF_A_STAY: readonly string[] = ['A02', 'A03', 'A06', 'A07', 'A11', 'A12', 'A13'];
/** An update of a stay's data: no movement, yet it may correct one. */
const NOTE = 'A08';

/** The movement of a stay that an ADT event tells (ZBE, EVN, PV1); none for an identity message. */
export function readMovement(
  message: Hl7Message,
  event: string,
  stay: Stay,
): Result<Movement | undefined, Refusal> {
  if (OF_A_STAY.includes(event) && stay.identifiers.length === 0) {
    const place = { segment: 'PV1', ordinal: 1, field: 19 };
    return refuse('HL7_FIELD_MISSING', place, 'a stay identifier is required');
  }
  const pv1 = message.segment('PV1');
  const isNote = event === NOTE && pv1 !== undefined;
  if (!isNote && !MOVES.includes(event) && !CANCELS[event]) return ok(undefined);
  const zbe = isNote ? undefined : readZbe(message);
  const action = actionOf(event, zbe);
  if (!action.ok) return action;
  const at = zbe ? readTime(zbe.segment, 2) : ok(undefined);
  if (!at.ok) return at;
  const dates = datesOf(message, { event, stay, zbe, started: at.value });
  return ok({
    ...given({ id: zbe?.id, at: dates.at, recordedAt: dates.recordedAt, nature: zbe?.nature }),
    ...given({ medicalUnit: zbe?.medicalUnit, careUnit: zbe?.careUnit }),
    events: CANCELS[event] ?? [event],
    action: action.value,
    facts: action.value === 'CANCEL' ? {} : factsOf(stay),
  });
}

function actionOf(event: string, zbe: Zbe | undefined): Result<MovementAction, Refusal> {
  const expected: MovementAction = CANCELS[event] ? 'CANCEL' : 'INSERT';
  if (!zbe || zbe.action === '') return ok(expected);
  const place = { segment: 'ZBE', ordinal: 1, field: 4 };
  if (!ZBE_ACTIONS.includes(zbe.action))
    return refuse('HL7_TABLE_VALUE', place, 'INSERT, UPDATE or CANCEL is expected');
  if ((zbe.action === 'CANCEL') !== (expected === 'CANCEL'))
    return refuse('HL7_INCOHERENT', place, 'the event and ZBE-4 do not tell the same');
  return ok(zbe.action as MovementAction);
}

interface Told {
  readonly event: string;
  readonly stay: Stay;
  readonly zbe: Zbe | undefined;
  /** ZBE-2. */
  readonly started: string | undefined;
}

/** EVN dates that are none are left out: they order movements, nothing more. */
function datesOf(message: Hl7Message, { event, stay, zbe, started }: Told) {
  const evn = message.segment('EVN');
  const [recorded, occurred] = [2, 6].map((field) => isoTimestamp(evn?.value(field) ?? ''));
  const stated = event === 'A03' ? stay.discharge : event === NOTE ? undefined : stay.admission;
  const ended = event === 'A03' && zbe ? isoTimestamp(zbe.segment.value(3)) : undefined;
  const moved = event === 'A03' ? (stated ?? ended ?? started ?? occurred) : (started ?? occurred ?? stated);
  const at = CANCELS[event] ? (started ?? occurred) : moved;
  return { at: event === NOTE ? undefined : at, recordedAt: recorded ?? occurred };
}

function factsOf(stay: Stay): Movement['facts'] {
  const { patientClass, admission, discharge, admissionMode, dischargeMode, unit, specialty } = stay;
  return given({ patientClass, admission, discharge, admissionMode, dischargeMode, unit, specialty });
}
