import { type Bundle, type BundleEntry, type Resource } from '@medplum/fhirtypes';
import { OWN } from './systems.js';

/** A resource once it has its id. */
export type Identified<T extends Resource = Resource> = T & { id: string };

/** ONE neutral form for every write mode: `PUT Type/id`, references `Type/id`, no fullUrl. Delivery adapts it. */
export function updateEntry(resource: Identified): BundleEntry {
  return { resource, request: { method: 'PUT', url: referenceTo(resource) } };
}

/** Same, marked "create only": `ifNoneExist` holds the search that tells whether it is already there. */
export function createOnlyEntry(resource: Identified, ifNoneExist: string): BundleEntry {
  return { resource, request: { method: 'PUT', url: referenceTo(resource), ifNoneExist } };
}

/** What is there already must not be overwritten (Patient and Encounter of the hospital). */
export const isCreateOnly = (entry: BundleEntry): boolean => entry.request?.ifNoneExist !== undefined;

/** The search that finds a resource of ours whatever id the server gave it, for conditional writes. */
export function searchKeyOf(resource: Resource): string | undefined {
  // R4 Provenance has no identifier: its key is a tag.
  const tag = resource.meta?.tag?.find(({ system }) => system === OWN.key);
  if (tag?.system && tag.code) return token('_tag', tag.system, tag.code);
  const identifiers = 'identifier' in resource ? [resource.identifier].flat() : [];
  const key = identifiers.find((one) => typeof one === 'object' && one.system?.includes(':key:'));
  if (typeof key !== 'object' || !key.system || !key.value) return undefined;
  return token('identifier', key.system, key.value);
}

export const token = (parameter: string, system: string, value: string): string =>
  `${parameter}=${encodeURIComponent(system)}|${encodeURIComponent(value)}`;

export const referenceTo = (resource: Identified): string => `${resource.resourceType}/${resource.id}`;

/** `Type/id` of resources known to be on the server, for `checkBundle`. */
export function referencesOf(resources: readonly Resource[]): ReadonlySet<string> {
  return new Set(resources.flatMap((one) => (one.id ? [`${one.resourceType}/${one.id}`] : [])));
}

/** No entry at all where there is nothing to write (an empty array is not FHIR): delivery skips it. */
export function transaction(entries: readonly BundleEntry[]): Bundle {
  return { resourceType: 'Bundle', type: 'transaction', ...(entries.length > 0 && { entry: [...entries] }) };
}

export const isEmptyBundle = (bundle: Bundle): boolean => !bundle.entry?.length;
