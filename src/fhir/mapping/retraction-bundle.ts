import { type Bundle, type Resource, type Task } from '@medplum/fhirtypes';
import { type Identified, referenceTo, transaction, updateEntry } from './bundle.js';
import { omit } from './collections.js';
import { dayOf } from './dates.js';
import { toServiceDevice } from './device.js';
import { researchIds } from './ids.js';
import { type RetractionInput } from './input.js';
import { isOwn } from './meta.js';
import { dataOperation, toProvenance } from './provenance.js';
import { isResult, withdraw } from './reconcile.js';
import { cancel } from './review-task.js';
import { isOwnDocument, withoutText } from './supersede.js';

/**
 * A document deleted, or filed under the wrong patient: every version of it and all that was derived become
 * `entered-in-error` (accepted or not), and no text remains. Nothing is written where nothing was delivered.
 */
export function toRetractionBundle(input: RetractionInput): Bundle {
  const { previous, settings, zone = 'care', now } = input;
  const ids = zone === 'research' ? researchIds(input.ids) : input.ids;
  const own = previous.flatMap(retract);
  if (own.length === 0) return transaction([]);
  const service = toServiceDevice(settings, ids);
  const document = own.find(isOwnDocument);
  const provenance = toProvenance({
    ...input,
    ids,
    targets: own.map(referenceTo),
    authors: [],
    assembler: service,
    ...(document && { entity: { role: 'removal', reference: referenceTo(document) } }),
    activity: dataOperation('NULLIFY'),
    recorded: zone === 'research' ? dayOf(now) : now.toISOString(),
  });
  return transaction([service, ...own, provenance].map(updateEntry));
}

function retract(resource: Resource): Identified[] {
  if (isResult(resource)) {
    return [omit(withdraw(resource), 'note', 'detail') as Identified];
  }
  if (isOwnDocument(resource)) return [withoutText(resource)];
  if (isOpenTask(resource)) return [cancel(resource)];
  return [];
}

const isOpenTask = (resource: Resource): resource is Identified<Task> =>
  resource.resourceType === 'Task' &&
  resource.id !== undefined &&
  isOwn(resource) &&
  resource.status === 'requested';
