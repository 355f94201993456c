import { type Bundle, type Device } from '@medplum/fhirtypes';
import { ok, type Result } from '../../kernel/index.js';
import { type Finding } from '../../use-cases/index.js';
import { type Identified, referenceTo, transaction, updateEntry } from './bundle.js';
import { omit } from './collections.js';
import { toDevice, toServiceDevice } from './device.js';
import { toDocumentReference } from './document-reference.js';
import { evidenceReader } from './evidence.js';
import { hygieneTasks } from './hygiene-task.js';
import { type CareInput } from './input.js';
import { dataOperation, toProvenance } from './provenance.js';
import { reconcile } from './reconcile.js';
import { resultIds } from './results/context.js';
import { type ResultResource, toResults } from './results/results.js';
import { reconcileTasks, toReviewTask } from './review-task.js';
import { subjectOf } from './subject.js';
import { isOwnDocument, succeed } from './supersede.js';

/**
 * The care zone's transaction for one version of one document: Patient and Encounter (or conditional
 * references to them), the source with its text, the results with their evidence, who made them.
 * Fails where a Finding has no mapping, an unreadable value, or evidence outside the text.
 */
export function toCareBundle(input: CareInput): Result<Bundle> {
  const { report, settings, ids, previous } = input;
  const subject = subjectOf(report, input);
  const { document, superseded, retracted } = succeed(toDocumentReference(input, subject), previous, input);
  const source = referenceTo(document);
  const devices = devicesOf(input);
  const context = {
    report,
    settings,
    method: input.pseudonymized.method,
    subject,
    source,
    deviceOf: (finding: Finding) =>
      referenceTo(devices.get(makerKey(finding.useCase, finding.useCaseVersion)) as Identified<Device>),
    nextId: resultIds(ids, report.lineage),
  };
  const results = toResults(input.findings, context, evidenceReader(input.document.text.reveal(), source));
  if (!results.ok) return results;

  const service = toServiceDevice(settings, ids);
  const reconciled = reconcile(results.value, previous);
  const { written, toReview } = reconciled;
  const about = { subject, source, requester: service, text: input.document.hash };
  const asked = [
    ...toReview.map((one) => toReviewTask(one, input, about)),
    ...hygieneTasks(reconciled, input, about),
  ];
  const tasks = reconcileTasks(asked, previous);
  // What is taken back with a withdrawn addendum keeps no words of it.
  const kept = retracted.length > 0 ? written.map(withoutQuote) : written;
  const own = [document, ...superseded, ...retracted, ...kept, ...tasks];
  const provenance = toProvenance({
    ...input,
    targets: own.map(referenceTo),
    authors: [...devices.values()],
    assembler: service,
    artificial: devices.size > 0,
    entity: { role: 'source', reference: source },
    activity: dataOperation(previous.some(isOwnDocument) ? 'UPDATE' : 'CREATE'),
  });
  const entries = [service, ...devices.values(), ...own, provenance].map(updateEntry);
  return ok(transaction([...subject.entries, ...entries]));
}

const withoutQuote = (result: ResultResource): ResultResource =>
  result.status === 'entered-in-error' ? (omit(result, 'note', 'detail') as ResultResource) : result;

const makerKey = (id: string, version: string): string => `${id}@${version}`;

function devicesOf({ findings, ran, settings, ids }: CareInput): ReadonlyMap<string, Identified<Device>> {
  const makers = [
    ...(ran ?? []),
    ...findings.map(({ useCase, useCaseVersion }) => ({ id: useCase, version: useCaseVersion })),
  ];
  return new Map(makers.map((maker) => [makerKey(maker.id, maker.version), toDevice(maker, settings, ids)]));
}
