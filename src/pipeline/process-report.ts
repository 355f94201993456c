import { type Document } from '../document/index.js';
import { type Report } from '../intake/index.js';
import { ok, type Result } from '../kernel/index.js';
import { createMemoryJourney } from './memory-journey.js';
import { type Delivered, type Journey, type ReadingRooms, type Rooms, type Stages } from './ports.js';

/** The walk of one version of a report. Each stage is kept: after a crash it resumes at the last one. */
export async function processReport(
  report: Report,
  rooms: Rooms,
  journey: Journey,
): Promise<Result<Delivered>> {
  const prepared = await prepare(report, rooms, journey);
  return prepared.ok ? rooms.deliver(report) : prepared;
}

async function prepare(report: Report, rooms: Rooms, journey: Journey): Promise<Result<void>> {
  const course = report.course ?? (report.action === 'deletion' ? 'withdraw' : 'publish');
  if (course === 'withdraw') return rooms.prepareRetraction(report);
  if (course === 'suspend') return rooms.prepareSuspension(report);
  const stages = await readReport(report, rooms, journey);
  return stages.ok ? rooms.prepare(report, stages.value) : stages;
}

/** From the payload to the Findings. */
export async function readReport(
  report: Report,
  rooms: ReadingRooms,
  journey: Journey,
): Promise<Result<Stages>> {
  const document = await journey.once('document', () => rooms.read(report));
  if (!document.ok) return document;

  const pseudonymized = await journey.once('pseudonymized', () => rooms.pseudonymize(document.value, report));
  if (!pseudonymized.ok) return pseudonymized;

  const outcome = await journey.once('outcome', () =>
    rooms.runUseCases(pseudonymized.value, document.value, report),
  );
  if (!outcome.ok) return outcome;

  return ok({ document: document.value, pseudonymized: pseudonymized.value, outcome: outcome.value });
}

/** What a newer reader makes of a delivered report: the same text, or another one with all that comes of it. */
export type ReadAgain = { readonly same: Document['reader'] } | { readonly changed: Stages };

/**
 * Reads a delivered report again. All rooms pass before anything kept is given up: where one fails, a use case too, the
 * former text and results stay.
 */
export async function readReportAgain(
  report: Report,
  former: Pick<Document, 'hash'>,
  rooms: ReadingRooms,
): Promise<Result<ReadAgain>> {
  const document = await rooms.read(report);
  if (!document.ok) return document;
  if (document.value.hash === former.hash) return ok({ same: document.value.reader });
  const stages = await readReport(report, { ...rooms, read: async () => document }, createMemoryJourney());
  if (!stages.ok) return stages;
  const [failure] = stages.value.outcome.failures;
  return failure ? { ok: false, failure: { ...failure, class: 'permanent' } } : ok({ changed: stages.value });
}
