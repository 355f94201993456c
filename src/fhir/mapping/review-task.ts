import { type Device, type Resource, type Task } from '@medplum/fhirtypes';
import { type Identified, referenceTo } from './bundle.js';
import { coding, concept } from './concepts.js';
import { keyIdentifier, makeId } from './ids.js';
import { type RetractionInput } from './input.js';
import { asWithdrawn, isWithdrawn } from './lifecycle.js';
import { isOwn, sourceMeta } from './meta.js';
import { type ResultResource } from './results/results.js';
import { type Subject } from './subject.js';
import { OWN } from './systems.js';

/** Asks a person to look again at what they accepted, now that its source has changed. */
export function toReviewTask(
  result: ResultResource,
  { report, settings, ids, now }: Pick<RetractionInput, 'report' | 'settings' | 'ids' | 'now'>,
  about: {
    readonly subject: Subject;
    readonly source: string;
    readonly requester: Identified<Device>;
    /** Hash of the text, where there is one: read again, a version may have another, and that is asked anew. */
    readonly text?: string;
  },
): Identified<Task> {
  const { lineage, version } = report;
  const reading = about.text === undefined ? [] : [about.text];
  const id = makeId(ids, 'Task', lineage, String(version), referenceTo(result), ...reading);
  const { patient, encounter } = about.subject;
  return {
    resourceType: 'Task',
    id,
    meta: sourceMeta(report, settings),
    identifier: [keyIdentifier(settings, 'Task', id)],
    status: 'requested',
    intent: 'proposal',
    code: concept(
      'Relire un résultat validé : le compte rendu source a changé',
      coding(OWN.task, 're-review'),
    ),
    focus: { reference: referenceTo(result) },
    for: patient,
    ...(encounter && { encounter }),
    authoredOn: now.toISOString(),
    requester: { reference: referenceTo(about.requester) },
    reasonReference: { reference: about.source },
  };
}

/** Tasks to write: those not asked yet or cancelled by us since, and those open that the new reading makes pointless. */
export function reconcileTasks(asked: readonly Identified<Task>[], previous: readonly Resource[]) {
  const before = previous.filter(isReviewTask);
  const taken = before.filter((one) => one.status === 'cancelled' && isWithdrawn(one));
  const known = new Set(before.filter((one) => !taken.includes(one)).map(({ id }) => id));
  const wanted = new Set(asked.map(({ id }) => id));
  const pointless = before.filter(({ id, status }) => status === 'requested' && !wanted.has(id));
  // One asked before is a person's by now: sent again, it would undo what they did with it.
  return [...asked.filter(({ id }) => !known.has(id)), ...pointless.map(cancel)];
}

export const cancel = (task: Identified<Task>): Identified<Task> => ({
  ...asWithdrawn(task),
  status: 'cancelled',
});

const isReviewTask = (resource: Resource): resource is Identified<Task> =>
  resource.resourceType === 'Task' &&
  resource.id !== undefined &&
  isOwn(resource) &&
  (resource.code?.coding?.some(({ system }) => system === OWN.task) ?? false);
