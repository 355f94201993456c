import { type Hl7Message } from '../../hl7/index.js';
import { ok, type Result, sensitive } from '../../kernel/index.js';
import { type Identifier } from '../../patients/index.js';
import { type IntakeEvent, type ReferredTrigger } from '../events.js';
import { type Couple, mrg, onlyMrg, priorNumbers } from './adt-merge.js';
import { readIdentifiers } from './identifiers.js';
import { refuse, type Refusal } from './refusals.js';

/** Links of two identities, and moves from one to another: kept, and told to a person who decides. */
export const REFERRED: readonly string[] = ['A24', 'A37', 'A43', 'A44', 'A45'];

/** Two PID, neither of them staying instead of the other. */
export function readLink(
  couples: readonly Couple[],
  trigger: ReferredTrigger,
): Result<IntakeEvent[], Refusal> {
  const [first, second, third] = couples;
  if (!first || !second)
    return refuse('HL7_SEGMENT_MISSING', { segment: 'PID', ordinal: 2 }, 'two patients are expected');
  if (third) return refuse('HL7_CARDINALITY', { segment: 'PID', ordinal: 3 }, 'two patients are expected');
  const { identifiers } = second.identity;
  return ok([
    {
      kind: 'referred',
      trigger,
      patient: sensitive(first.identity),
      prior: sensitive(identifiers),
      stays: sensitive([]),
    },
  ]);
}

/** MRG names who an identifier, an account or a visit belonged to; PID who it belongs to now. */
export function readMove(
  { message, identity, ippAuthority }: Couple,
  trigger: ReferredTrigger,
): Result<IntakeEvent, Refusal> {
  const segments = message.all('MRG');
  const only = trigger === 'A45' && segments.length > 1 ? ok(segments[0]) : onlyMrg(message);
  if (!only.ok) return only;
  const prior = segments.flatMap((segment) => priorNumbers(segment, ippAuthority));
  const nameless = segments.find((segment) => priorNumbers(segment, ippAuthority).length === 0);
  if (nameless)
    return refuse('HL7_FIELD_MISSING', mrg(1, nameless.ordinal), 'a patient identifier is required');
  const stays = trigger === 'A43' ? [] : movedStays(message);
  if (trigger !== 'A43' && stays.length === 0)
    return refuse('HL7_FIELD_MISSING', mrg(trigger === 'A44' ? 3 : 5), 'a stay identifier is required');
  return ok({
    kind: 'referred',
    trigger,
    patient: sensitive(identity),
    prior: sensitive(prior),
    stays: sensitive(stays),
  });
}

/** The account (MRG-3, PID-18) and the visit (MRG-5, PV1-19), as they were numbered and as they are now. */
function movedStays(message: Hl7Message): readonly Identifier[] {
  const of = (segment: string, field: number, fallback: 'NDA' | 'VN') => ({
    repetitions: message.all(segment).flatMap((one) => one.repetitions(field)),
    fallback,
  });
  return readIdentifiers([
    of('MRG', 3, 'NDA'),
    of('PID', 18, 'NDA'),
    of('MRG', 5, 'VN'),
    of('PV1', 19, 'VN'),
  ]);
}
