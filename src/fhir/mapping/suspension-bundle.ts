import { type Bundle, type DocumentReference } from '@medplum/fhirtypes';
import { referenceTo, transaction, updateEntry } from './bundle.js';
import { dayOf } from './dates.js';
import { toServiceDevice } from './device.js';
import { researchIds } from './ids.js';
import { type RetractionInput } from './input.js';
import { withoutServerMeta } from './meta.js';
import { dataOperation, toProvenance } from './provenance.js';
import { reconcile } from './reconcile.js';
import { reconcileTasks, toReviewTask } from './review-task.js';
import { type Subject } from './subject.js';
import { isOwnDocument } from './supersede.js';

/**
 * A document that is obsolete, unavailable, or replaced by a version whose text has not come: it is `superseded` and
 * its text stays; open results are taken back, what a person accepted is to be looked at again. If it becomes available,
 * the next care Bundle brings all of it back. Nothing is written where nothing stands.
 */
export function toSuspensionBundle(input: RetractionInput): Bundle {
  const { previous, settings, zone = 'care', now } = input;
  const ids = zone === 'research' ? researchIds(input.ids) : input.ids;
  const standing = previous.filter(isOwnDocument).filter(({ status }) => status === 'current');
  const [document] = standing;
  if (!document) return transaction([]);
  const documents = standing.map((one) => ({ ...withoutServerMeta(one), status: 'superseded' as const }));
  const service = toServiceDevice(settings, ids);
  const source = referenceTo(document);
  const { written, toReview } = reconcile([], previous);
  const subject = subjectAsSent(document);
  const asked = toReview.map((one) =>
    toReviewTask(one, { ...input, ids }, { subject, source, requester: service }),
  );
  const own = [...documents, ...written, ...reconcileTasks(asked, previous)];
  const provenance = toProvenance({
    ...input,
    ids,
    targets: own.map(referenceTo),
    authors: [],
    assembler: service,
    entity: { role: 'source', reference: source },
    activity: dataOperation('UPDATE'),
    recorded: zone === 'research' ? dayOf(now) : now.toISOString(),
  });
  return transaction([service, ...own, provenance].map(updateEntry));
}

/** Who and which stay, as the document says: nobody is brought along. */
function subjectAsSent({ subject, context }: DocumentReference): Subject {
  const [encounter] = context?.encounter ?? [];
  return {
    patient: (subject ?? {}) as Subject['patient'],
    ...(encounter && { encounter: encounter as NonNullable<Subject['encounter']> }),
    entries: [],
  };
}
