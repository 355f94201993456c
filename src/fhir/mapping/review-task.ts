import { type Device, type Task } from '@medplum/fhirtypes';
import { type Identified, referenceTo } from './bundle.js';
import { coding, concept } from './concepts.js';
import { keyIdentifier, makeId } from './ids.js';
import { type CareInput } from './input.js';
import { sourceMeta } from './meta.js';
import { type ResultResource } from './results/results.js';
import { type Subject } from './subject.js';
import { OWN } from './systems.js';

/** Asks a person to look again at what they accepted, now that its source has changed. */
export function toReviewTask(
  result: ResultResource,
  { report, settings, ids, now }: Pick<CareInput, 'report' | 'settings' | 'ids' | 'now'>,
  about: { readonly subject: Subject; readonly source: string; readonly requester: Identified<Device> },
): Identified<Task> {
  const id = makeId(ids, 'Task', report.lineage, String(report.version), referenceTo(result));
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
