import { ok, type Result } from '../kernel/index.js';
import { type StayJourney, type StayOutcome, type StayRooms, type StayRun } from './stay-ports.js';

/** The walk of one stay, after those of its reports. Each stage is kept: after a crash it resumes at the last one. */
export async function processStay(
  stay: StayRun,
  rooms: StayRooms,
  journey: StayJourney,
): Promise<Result<StayOutcome>> {
  const documents = await rooms.gather(stay);
  if (!documents.ok) return documents;

  const learned = await journey.once('learned', () => rooms.learn(documents.value));
  if (!learned.ok) return learned;

  const again = await rooms.pseudonymizeAgain(stay, documents.value, learned.value);
  if (!again.ok) return again;
  if (again.value > 0) return ok({ again: again.value });

  const outcome = await journey.once('outcome', () => rooms.runUseCases(documents.value));
  if (!outcome.ok) return outcome;

  const prepared = await rooms.prepare(stay, outcome.value);
  if (!prepared.ok) return prepared;

  const delivered = await rooms.deliver(stay);
  return delivered.ok ? ok({ ...delivered.value, documents: documents.value.length }) : delivered;
}
