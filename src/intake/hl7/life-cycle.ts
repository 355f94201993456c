import { type Place } from '../../hl7/index.js';
import { ok, type Result } from '../../kernel/index.js';
import { type Availability, type ReportAction, type ReportDraft } from '../report.js';
import { refuse, type Refusal } from './refusals.js';

/** A code and where it stands. */
export interface Told {
  readonly code: string;
  readonly place: Place;
}

export const MDM_EVENTS = 'T01 T02 T03 T04 T05 T06 T07 T08 T09 T10 T11'.split(' ') as readonly MdmEvent[];

type MdmEvent = `T0${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9}` | 'T10' | 'T11';

/** Everything a message says of what happens to a document. Empty codes say nothing. */
export interface LifeCycleFacts {
  readonly event: 'R01' | MdmEvent;
  /** The ANS volet (MSH-21) ties OBX-11 and ORC-1 to the event more tightly than base HL7. */
  readonly isVolet: boolean;
  /** ORC-1. */
  readonly order: Told;
  /** OBX-11 of each observation of the report. */
  readonly observations: readonly Told[];
  /** OBR-25. */
  readonly result: Told;
  /** TXA-17. */
  readonly completion: Told;
  /** TXA-19. */
  readonly availability: Told;
}

export interface LifeCycle {
  readonly action: ReportAction;
  /** Of a `status`: `final` signs a draft, `draft` signs nothing. */
  readonly status: ReportDraft['status'];
  readonly availability?: Availability;
  /** OBX-11 W: the results were another patient's. */
  readonly isWrongPatient?: boolean;
}

const ANY: readonly ReportAction[] = ['original', 'replacement', 'addendum', 'deletion', 'status'];
const LIVING: readonly ReportAction[] = ['original', 'replacement', 'addendum', 'status'];

/** Table 0003, the first where nothing else tells. Odd ones come without content: T09 announces a replacement. */
const BY_EVENT: Readonly<Record<LifeCycleFacts['event'], readonly ReportAction[]>> = {
  R01: ['original', 'replacement', 'addendum', 'deletion'],
  T01: ['status'],
  T02: ['original'],
  T03: ['status', 'deletion'],
  T04: ['status', 'deletion'],
  T05: ['status'],
  T06: ['addendum'],
  T07: ['status'],
  T08: ['replacement'],
  T09: ['replacement'],
  T10: ['replacement'],
  T11: ['deletion'],
};
/** SC (older volets), RE, and the rest of table 0119 do not tell. */
const BY_ORDER: Readonly<Record<string, readonly ReportAction[]>> = {
  NW: ['original', 'addendum', 'status'],
  RO: ['replacement', 'addendum', 'status'],
  CA: ['deletion'],
};
const BY_ORDER_OF_VOLET: typeof BY_ORDER = { NW: ['original'], RO: ['replacement'], CA: ['deletion'] };
/** Table 0085. W, a result of another patient, is withdrawn as a deletion. */
const DELETED: readonly string[] = ['D', 'X', 'W'];
const WRONG_PATIENT = 'W';
/** Amended and appended: the lines are an addendum. */
const ADDED: readonly string[] = ['A', 'B'];
const FINAL: readonly string[] = ['F', 'V'];
/** Final without the result, which came before as a draft. */
const SIGNED_SINCE = 'U';
const UNSIGNED_OBSERVATION: readonly string[] = ['P', 'I', 'S', 'R'];
/** Table 0123: X withdraws, C corrects. F stands on deletions too in the volet's own samples: it does not tell. */
const BY_RESULT: Readonly<Record<string, readonly ReportAction[]>> = {
  C: ['replacement', 'addendum'],
  X: ['deletion'],
};
const UNSIGNED_RESULT: readonly string[] = ['I', 'S', 'A', 'P', 'R'];
/** Written for an addendum by senders of imaging; in the table, some results are still missing. */
const ADDENDUM_RESULT = 'A';
/** Table 0271. */
const UNSIGNED_DOCUMENT: readonly string[] = ['DI', 'DO', 'IP', 'IN', 'PA'];
const SIGNED_DOCUMENT: readonly string[] = ['AU', 'LA'];
/** Table 0273. CA deletes; other codes do not tell. */
const AVAILABILITY: Readonly<Record<string, Availability>> = {
  AV: 'available',
  UN: 'withheld',
  OB: 'withheld',
};

/**
 * What happens to the document: event, ORC-1, OBX-11, OBR-25 and TXA-19 must agree. T04 is a deletion in the volet, and
 * in base HL7 a change of status unless something else says deletion.
 */
export function readLifeCycle(facts: LifeCycleFacts): Result<LifeCycle, Refusal> {
  const unknown = unknownCode(facts);
  if (unknown) return unknown;
  const codes = facts.observations.map(({ code }) => code).filter(Boolean);
  const isOnlySigned = codes.length > 0 && codes.every((code) => code === SIGNED_SINCE);
  const byOrder = facts.isVolet ? BY_ORDER_OF_VOLET : BY_ORDER;
  const told: readonly (readonly ReportAction[])[] = [
    byOrder[facts.order.code] ?? ANY,
    byObservations(codes, facts.isVolet),
    BY_RESULT[facts.result.code] ?? ANY,
    facts.availability.code === 'CA' ? ['deletion'] : ANY,
  ];
  const [action] = told.reduce(
    (left, right) => left.filter((one) => right.includes(one)),
    byEvent(facts, isOnlySigned),
  );
  const isConfirmed = told.some((actions) => actions.length === 1 && actions[0] === 'deletion');
  if (!action || (facts.event === 'T04' && action === 'deletion' && !isConfirmed)) {
    const place = facts.observations[0]?.place ?? { segment: 'MSH', ordinal: 1, field: 9 };
    return refuse('HL7_INCOHERENT', place, 'event, ORC-1, OBX-11, OBR-25 and TXA-19 do not tell the same');
  }
  const availability = action === 'deletion' ? undefined : AVAILABILITY[facts.availability.code];
  return ok({
    action,
    status: isSigned(action, facts, codes) ? 'final' : 'draft',
    ...(availability && { availability }),
    ...(codes.includes(WRONG_PATIENT) && { isWrongPatient: true }),
  });
}

function byEvent({ event, isVolet }: LifeCycleFacts, isOnlySigned: boolean): readonly ReportAction[] {
  if (event === 'R01' && isOnlySigned) return ['status'];
  return event === 'T04' && isVolet ? ['deletion'] : BY_EVENT[event];
}

function byObservations(codes: readonly string[], isVolet: boolean): readonly ReportAction[] {
  if (codes.length === 0) return ANY;
  if (codes.every((code) => DELETED.includes(code))) return ['deletion'];
  // Some lines withdrawn and others not: which text stands is not told.
  if (codes.some((code) => DELETED.includes(code))) return [];
  if (codes.every((code) => code === SIGNED_SINCE)) return ['status'];
  if (codes.every((code) => ADDED.includes(code))) return ['addendum'];
  // Added lines beside the others: the report is there again as a whole.
  if (codes.some((code) => code === 'C' || ADDED.includes(code))) return ['replacement'];
  return isVolet ? ['original'] : LIVING;
}

function isSigned(action: ReportAction, facts: LifeCycleFacts, codes: readonly string[]): boolean {
  // A withdrawal is never held: whatever was signed before must go.
  if (action === 'deletion') return true;
  if (isUnsigned(action, facts, codes)) return false;
  if (action !== 'status') return true;
  const isSaid = codes.some((code) => code === SIGNED_SINCE || FINAL.includes(code));
  return isSaid || SIGNED_DOCUMENT.includes(facts.completion.code);
}

const isUnsigned = (
  action: ReportAction,
  { result, completion }: LifeCycleFacts,
  codes: readonly string[],
): boolean =>
  codes.some((code) => UNSIGNED_OBSERVATION.includes(code)) ||
  (UNSIGNED_RESULT.includes(result.code) && !(action === 'addendum' && result.code === ADDENDUM_RESULT)) ||
  UNSIGNED_DOCUMENT.includes(completion.code);

function unknownCode({ observations, completion }: LifeCycleFacts): Result<never, Refusal> | undefined {
  const taken = [...DELETED, ...FINAL, ...ADDED, ...UNSIGNED_OBSERVATION, SIGNED_SINCE, 'C', ''];
  const other = observations.find(({ code }) => !taken.includes(code));
  if (other) return refuse('HL7_TABLE_VALUE', other.place, 'this result status is not taken');
  if ([...UNSIGNED_DOCUMENT, ...SIGNED_DOCUMENT, ''].includes(completion.code)) return undefined;
  return refuse('HL7_TABLE_VALUE', completion.place, 'not a code of table 0271');
}
