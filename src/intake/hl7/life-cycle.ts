import { type Place } from '../../hl7/index.js';
import { ok, type Result } from '../../kernel/index.js';
import { type ReportAction, type ReportDraft } from '../report.js';
import { refuse, type Refusal } from './refusals.js';

/** A code and where it stands. */
export interface Told {
  readonly code: string;
  readonly place: Place;
}

/** Everything a message says of what happens to a document. Empty codes say nothing. */
export interface LifeCycleFacts {
  readonly event: 'R01' | 'T02' | 'T04' | 'T10';
  /** The ANS volet (MSH-21) ties OBX-11 to the event more tightly than base HL7. */
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
  readonly status: ReportDraft['status'];
}

const ANY: readonly ReportAction[] = ['original', 'replacement', 'deletion'];
const LIVING: readonly ReportAction[] = ['original', 'replacement'];

const BY_EVENT: Readonly<Record<LifeCycleFacts['event'], readonly ReportAction[]>> = {
  R01: ANY,
  T02: ['original'],
  T10: ['replacement'],
  T04: ['deletion'],
};
/** SC (older volets), RE, and the rest of table 0119 do not tell. */
const BY_ORDER: Readonly<Record<string, readonly ReportAction[]>> = {
  NW: ['original'],
  RO: ['replacement'],
  CA: ['deletion'],
};
/** Table 0085. W, a result of another patient, is withdrawn as a deletion. */
const DELETED: readonly string[] = ['D', 'X', 'W'];
const FINAL: readonly string[] = ['F', 'V'];
const UNSIGNED_OBSERVATION: readonly string[] = ['P', 'I', 'S', 'R'];
/** Table 0123: X withdraws, C corrects. F stands on deletions too in the volet's own samples: it does not tell. */
const BY_RESULT: Readonly<Record<string, readonly ReportAction[]>> = { C: ['replacement'], X: ['deletion'] };
const UNSIGNED_RESULT: readonly string[] = ['I', 'S', 'A', 'P', 'R'];
/** Table 0271. */
const UNSIGNED_DOCUMENT: readonly string[] = ['DI', 'DO', 'IP', 'IN', 'PA'];
const SIGNED_DOCUMENT: readonly string[] = ['AU', 'LA'];
/** Table 0273: obsolete or unavailable documents are kept and not run. */
const WITHHELD: readonly string[] = ['UN', 'OB'];

/**
 * What happens to the document: event, ORC-1, OBX-11, OBR-25 and TXA-19 must agree. T04 is a deletion in the volet
 * and a change of status in base HL7: something else must say deletion too.
 */
export function readLifeCycle(facts: LifeCycleFacts): Result<LifeCycle, Refusal> {
  const unknown = unknownCode(facts);
  if (unknown) return unknown;
  const codes = facts.observations.map(({ code }) => code).filter(Boolean);
  const told: readonly (readonly ReportAction[])[] = [
    BY_ORDER[facts.order.code] ?? ANY,
    byObservations(codes, facts.isVolet),
    BY_RESULT[facts.result.code] ?? ANY,
    facts.availability.code === 'CA' ? ['deletion'] : ANY,
  ];
  const possible = told.reduce(
    (left, right) => left.filter((action) => right.includes(action)),
    BY_EVENT[facts.event],
  );
  const [action] = possible;
  const isConfirmed = told.some((actions) => actions.length === 1 && actions[0] === 'deletion');
  if (!action || (action === 'deletion' && !isConfirmed)) {
    const place = facts.observations[0]?.place ?? { segment: 'MSH', ordinal: 1, field: 9 };
    return refuse('HL7_INCOHERENT', place, 'event, ORC-1, OBX-11, OBR-25 and TXA-19 do not tell the same');
  }
  // A withdrawal is never held: whatever was signed before must go.
  const isDraft = action !== 'deletion' && isUnsigned(facts, codes);
  return ok({ action, status: isDraft ? 'draft' : 'final' });
}

function byObservations(codes: readonly string[], isVolet: boolean): readonly ReportAction[] {
  if (codes.length === 0) return ANY;
  if (codes.every((code) => DELETED.includes(code))) return ['deletion'];
  // Some lines withdrawn and others not: which text stands is not told.
  if (codes.some((code) => DELETED.includes(code))) return [];
  if (codes.includes('C')) return ['replacement'];
  return isVolet ? ['original'] : LIVING;
}

function isUnsigned({ result, completion, availability }: LifeCycleFacts, codes: readonly string[]): boolean {
  return (
    codes.some((code) => UNSIGNED_OBSERVATION.includes(code)) ||
    UNSIGNED_RESULT.includes(result.code) ||
    UNSIGNED_DOCUMENT.includes(completion.code) ||
    WITHHELD.includes(availability.code)
  );
}

function unknownCode({ observations, completion }: LifeCycleFacts): Result<never, Refusal> | undefined {
  const taken = [...DELETED, ...FINAL, ...UNSIGNED_OBSERVATION, 'C', ''];
  const other = observations.find(({ code }) => !taken.includes(code));
  if (other)
    return refuse('HL7_TABLE_VALUE', other.place, 'this result status is not taken (addenda included)');
  if ([...UNSIGNED_DOCUMENT, ...SIGNED_DOCUMENT, ''].includes(completion.code)) return undefined;
  return refuse('HL7_TABLE_VALUE', completion.place, 'not a code of table 0271');
}
