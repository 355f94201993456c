import { type Bundle } from '@medplum/fhirtypes';
import { type WrittenBundle } from '../fhir/write-bundle.js';
import { type DeliveredResource } from './outbox.js';

/**
 * What is on the server for a lineage once `bundle` went out: a resource that a later Bundle does not
 * mention is still there. Without `written` the answer was lost: the resources may be there.
 */
export function mergeDelivered(
  previous: readonly DeliveredResource[],
  bundle: Bundle,
  written?: WrittenBundle,
): DeliveredResource[] {
  const merged = new Map(previous.map((one) => [keyOf(one), one]));
  const created = new Set(written?.resources.filter(({ status }) => status === 201).map(({ key }) => key));
  for (const { resource } of bundle.entry ?? []) {
    if (!resource) continue;
    const key = keyOf({ resource });
    merged.set(key, { resource, createdByUs: created.has(key) || merged.get(key)?.createdByUs === true });
  }
  return [...merged.values()];
}

const keyOf = ({ resource }: Pick<DeliveredResource, 'resource'>): string =>
  `${resource.resourceType}/${resource.id}`;
