import { type Hl7Message, type Place } from '../../hl7/index.js';
import { type Failure, ok, type Result, sensitive } from '../../kernel/index.js';
import { currentIpps, type Identity, type Stay } from '../../patients/index.js';
import { type IntakeEvent } from '../events.js';
import { readMovement } from './adt-movement.js';
import { readIdentifiers } from './identifiers.js';
import { withAuthority } from './identity.js';
import { type Rule } from './refusal-rules.js';
import { refuse, type Refusal } from './refusals.js';

const MERGES: readonly string[] = ['A40', 'A47'];

/** Identities, stays and movements (IHE PAM France), merges and changes of identifier. */
export const ADT_EVENTS: readonly string[] = [
  ...['A01', 'A02', 'A03', 'A04', 'A05', 'A06', 'A07', 'A08'],
  ...['A11', 'A12', 'A13', 'A28', 'A31'],
  ...MERGES,
];

interface Adt {
  readonly message: Hl7Message;
  readonly event: string;
  readonly identity: Identity;
  readonly stay: Stay;
  /** CX-4 of an IPP that does not name its authority. */
  readonly ippAuthority?: string;
}

export function readAdt({ message, event, identity, stay, ippAuthority }: Adt): Result<IntakeEvent, Refusal> {
  if (MERGES.includes(event)) return readMerge(message, event as 'A40' | 'A47', identity, ippAuthority);
  const movement = readMovement(message, event, stay);
  if (!movement.ok) return movement;
  return ok({
    kind: 'identity',
    trigger: event,
    identity: sensitive(identity),
    stay: sensitive(stay),
    ...(movement.value && { movement: sensitive(movement.value) }),
  });
}

const mrg = (field?: number): Place => ({ segment: 'MRG', ordinal: 1, field });

/** MRG-1 names the identity that goes, PID the one that stays. One couple a message. */
function readMerge(
  message: Hl7Message,
  trigger: 'A40' | 'A47',
  survivor: Identity,
  ippAuthority: string | undefined,
): Result<IntakeEvent, Refusal> {
  const [segment, second] = message.all('MRG');
  if (!segment)
    return refuse('HL7_SEGMENT_MISSING', mrg(), 'the segment of the identity that goes is missing');
  if (second)
    return refuse('HL7_CARDINALITY', { segment: 'MRG', ordinal: 2 }, 'one merge a message is expected');
  const prior = withAuthority(
    readIdentifiers([{ repetitions: segment.repetitions(1), fallback: 'IPP' }]),
    ippAuthority,
  );
  if (currentIpps({ identifiers: prior }).length === 0)
    return refuse('HL7_FIELD_MISSING', mrg(1), 'a patient number of the site is required');
  if (currentIpps(survivor).length === 0)
    return refuse(
      'HL7_FIELD_MISSING',
      { ...mrg(3), segment: 'PID' },
      'a patient number of the site is required',
    );
  return ok({ kind: 'merge', trigger, statement: sensitive({ survivor, prior }) });
}

const MERGE_RULES: Readonly<Record<string, Rule>> = {
  MERGE_WITH_ITSELF: 'an identity is not merged into itself',
  MERGE_CYCLE: 'the identity of PID-3 was merged into that of MRG-1 before',
  MERGE_ELSEWHERE: 'the identity of MRG-1 was merged into a third one before',
  MERGE_WITHOUT_NUMBER: 'a patient number of the site is required',
};

/** A merge that what is known contradicts: only the store could tell. */
export function mergeRefusal({ code }: Failure): Result<never, Refusal> | undefined {
  const rule = MERGE_RULES[code];
  return rule && refuse('HL7_MERGE', mrg(1), rule);
}

/** What IHE France forbids to send (race, religion, ethnic group; job status and such of relatives). Never read. */
const FORBIDDEN: Readonly<Record<string, readonly number[]>> = { PID: [10, 17, 22], NK1: [25, 28, 35] };

/** Names of the forbidden fields that a message fills, without what they say: `PID-17`. */
export function forbiddenFields({ segments }: Hl7Message): readonly string[] {
  const found = segments.flatMap((segment) =>
    (FORBIDDEN[segment.name] ?? [])
      .filter((field) =>
        segment.repetitions(field).some((one) => one.text.trim().replace(/["^&]/g, '') !== ''),
      )
      .map((field) => `${segment.name}-${field}`),
  );
  return [...new Set(found)];
}
