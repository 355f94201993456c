import { type Report } from '../intake/index.js';
import { ok, type Result } from '../kernel/index.js';
import { type Delivered, type Journey, type ReportRooms } from './ports.js';

/** The walk of one version of a report. Each stage is kept: after a crash it resumes at the last one. */
export async function processReport(
  report: Report,
  rooms: ReportRooms,
  journey: Journey,
): Promise<Result<Delivered>> {
  if (report.action === 'deletion') return retractReport(report, rooms);

  const document = await journey.once('document', () => rooms.read(report));
  if (!document.ok) return document;

  const pseudonymized = await journey.once('pseudonymized', () => rooms.pseudonymize(document.value, report));
  if (!pseudonymized.ok) return pseudonymized;

  const outcome = await journey.once('outcome', () =>
    rooms.runUseCases(pseudonymized.value, document.value, report),
  );
  if (!outcome.ok) return outcome;

  const bundles = await rooms.toBundles(report, {
    document: document.value,
    pseudonymized: pseudonymized.value,
    outcome: outcome.value,
  });
  if (!bundles.ok) return bundles;

  return rooms.deliver(report, bundles.value);
}

/** A deletion: everything the document gave becomes entered-in-error, in every zone. */
async function retractReport(report: Report, rooms: ReportRooms): Promise<Result<Delivered>> {
  const bundles = await rooms.toRetraction(report);
  if (!bundles.ok) return bundles;
  if (!bundles.value) return ok({ resources: 0 });
  return rooms.deliver(report, bundles.value);
}
