import { type Hl7Message, type Place, type Segment } from '../../hl7/index.js';
import { type Failure, ok, type Result, sensitive } from '../../kernel/index.js';
import { currentIpps, type Identifier, type Identity } from '../../patients/index.js';
import { type IntakeEvent, type MergeTrigger } from '../events.js';
import { readIdentifiers } from './identifiers.js';
import { withAuthority } from './identity.js';
import { type Rule } from './refusal-rules.js';
import { refuse, type Refusal } from './refusals.js';

export const MERGES: readonly string[] = ['A40', 'A47'];

export const mrg = (field?: number, ordinal = 1): Place => ({ segment: 'MRG', ordinal, field });

/** What one PID with its MRG says. */
export interface Couple {
  readonly message: Hl7Message;
  readonly identity: Identity;
  /** CX-4 of an IPP that does not name its authority. */
  readonly ippAuthority?: string;
}

/** The one MRG that goes with a PID. */
export function onlyMrg(message: Hl7Message): Result<Segment, Refusal> {
  const [segment, second] = message.all('MRG');
  const nth = message.segment('PID')?.ordinal;
  if (!segment)
    return refuse(
      'HL7_SEGMENT_MISSING',
      mrg(undefined, nth),
      'the segment of the identity that goes is missing',
    );
  if (second) return refuse('HL7_CARDINALITY', mrg(undefined, second.ordinal), 'one MRG a PID is expected');
  return ok(segment);
}

/** MRG-1: what named the patient before. */
export const priorNumbers = (segment: Segment, ippAuthority?: string): readonly Identifier[] =>
  withAuthority(readIdentifiers([{ repetitions: segment.repetitions(1), fallback: 'IPP' }]), ippAuthority);

/** MRG-1 names the identity that goes, PID the one that stays. */
export function readMerge(
  { message, identity: survivor, ippAuthority }: Couple,
  trigger: MergeTrigger,
): Result<IntakeEvent, Refusal> {
  const segment = onlyMrg(message);
  if (!segment.ok) return segment;
  const { ordinal } = segment.value;
  const prior = priorNumbers(segment.value, ippAuthority);
  if (currentIpps({ identifiers: prior }).length === 0)
    return refuse('HL7_FIELD_MISSING', mrg(1, ordinal), 'a patient number of the site is required');
  if (currentIpps(survivor).length === 0) {
    const place = { segment: 'PID', ordinal: message.segment('PID')?.ordinal ?? 1, field: 3 };
    return refuse('HL7_FIELD_MISSING', place, 'a patient number of the site is required');
  }
  return ok({ kind: 'merge', trigger, ordinal, statement: sensitive({ survivor, prior }) });
}

const MERGE_RULES: Readonly<Record<string, Rule>> = {
  MERGE_WITH_ITSELF: 'an identity is not merged into itself',
  MERGE_CYCLE: 'the identity of PID-3 was merged into that of MRG-1 before',
  MERGE_ELSEWHERE: 'the identity of MRG-1 was merged into a third one before',
  MERGE_WITHOUT_NUMBER: 'a patient number of the site is required',
};

/** A merge that what is known contradicts: only the store could tell. */
export function mergeRefusal({ code, ordinal }: Failure): Result<never, Refusal> | undefined {
  const rule = MERGE_RULES[code];
  return rule && refuse('HL7_MERGE', mrg(1, ordinal), rule);
}
