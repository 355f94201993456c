import { type Hl7Message } from '../../hl7/index.js';
import { ok, type Result, sensitive } from '../../kernel/index.js';
import { type Identity, type Stay } from '../../patients/index.js';
import { type IntakeEvent, type MergeTrigger, type ReferredTrigger } from '../events.js';
import { MOST_PATIENTS } from './adt-groups.js';
import { type Couple, MERGES, readMerge } from './adt-merge.js';
import { readMovement } from './adt-movement.js';
import { readLink, readMove, REFERRED } from './adt-referred.js';
import { refuse, type Refusal } from './refusals.js';

/** Identities, stays and movements (IHE PAM France), merges and changes of identifier, links and moves. */
export const ADT_EVENTS: readonly string[] = [
  ...['A01', 'A02', 'A03', 'A04', 'A05', 'A06', 'A07', 'A08'],
  ...['A11', 'A12', 'A13', 'A28', 'A31'],
  ...MERGES,
  ...REFERRED,
];

/** What one PID of a message tells, with the segments that go with it. */
export interface ToldPatient {
  readonly message: Hl7Message;
  readonly identity: Identity;
  readonly stay: Stay;
}

interface Adt {
  readonly event: string;
  /** One, but for the events that tell of several patients. */
  readonly patients: readonly ToldPatient[];
  /** CX-4 of an IPP that does not name its authority. */
  readonly ippAuthority?: string;
}

export function readAdt({ event, patients, ippAuthority }: Adt): Result<IntakeEvent[], Refusal> {
  if (patients.length > MOST_PATIENTS)
    return refuse('HL7_CARDINALITY', { segment: 'PID', ordinal: MOST_PATIENTS + 1 }, 'too many patients');
  const couples = patients.map((one): Couple => ({ ...one, ...(ippAuthority && { ippAuthority }) }));
  if (MERGES.includes(event)) return each(couples, (one) => readMerge(one, event as MergeTrigger));
  if (event === 'A24' || event === 'A37') return readLink(couples, event);
  if (REFERRED.includes(event)) return each(couples, (one) => readMove(one, event as ReferredTrigger));
  return each(patients, (one) => readStayEvent(one, event));
}

function each<T>(
  told: readonly T[],
  read: (one: T) => Result<IntakeEvent, Refusal>,
): Result<IntakeEvent[], Refusal> {
  const events: IntakeEvent[] = [];
  for (const one of told) {
    const event = read(one);
    if (!event.ok) return event;
    events.push(event.value);
  }
  return ok(events);
}

function readStayEvent(
  { message, identity, stay }: ToldPatient,
  event: string,
): Result<IntakeEvent, Refusal> {
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
