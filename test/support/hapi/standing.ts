import { type Resource } from '@medplum/fhirtypes';
import { searchKeyOf } from '../../../src/fhir/index.js';

/** Every type that we write. */
export const TYPES = [
  ...(['Patient', 'Encounter', 'Device', 'DocumentReference'] as const),
  ...(['Observation', 'DiagnosticReport', 'DetectedIssue', 'Flag', 'Provenance', 'Task'] as const),
];

/** What differs between two servers told the same: instants, and what each adds. */
const OWN_TO_A_SERVER = new Set(['lastUpdated', 'versionId', 'source']);
/** Said by several reports of one stay: the one delivered first brings it. */
const FIRST_COME = new Set(['serviceProvider']);
const INSTANTS = new Set(['recorded', 'date', 'authoredOn']);

/**
 * What stands on a server, by our key, in a form that is the same on any server told the same: ids and references by
 * our key instead of the server's ids. A key that stands twice is named.
 */
export function standing(resources: readonly Resource[]): Record<string, unknown> {
  const keys = new Map(resources.map((one) => [placeOf(one), `${one.resourceType}/${keyOf(one)}`]));
  const found: Record<string, unknown> = {};
  for (const resource of resources) {
    const key = keys.get(placeOf(resource)) ?? '';
    const place = key in found ? `${key} TWICE` : key;
    found[place] = JSON.parse(JSON.stringify(resource), (name, value: unknown) => {
      if (OWN_TO_A_SERVER.has(name) || FIRST_COME.has(name)) return undefined;
      if (INSTANTS.has(name)) return typeof value;
      if (name === 'reference' && typeof value === 'string')
        return keys.get(value.replace(/\/_history.*/, '')) ?? value;
      // Sets: a server keeps them in its own order.
      return (name === 'tag' || name === 'security') && Array.isArray(value)
        ? value.map(byText).sort()
        : value;
    });
    (found[place] as { id: string }).id = keyOf(resource);
  }
  return found;
}

/** Merged Patients are linked where we choose the ids (docs/adr/0012): in the other modes they stay as they are. */
export function withoutMerges(found: Record<string, unknown>): Record<string, unknown> {
  const kept = Object.entries(found).map(([place, one]) => {
    if (!place.startsWith('Patient/')) return [place, one];
    const rest = Object.entries(one as object).filter(([name]) => name !== 'link' && name !== 'active');
    return [place, Object.fromEntries(rest) as unknown];
  });
  return Object.fromEntries(kept) as Record<string, unknown>;
}

const placeOf = ({ resourceType, id }: Resource): string => `${resourceType}/${id ?? ''}`;
const keyOf = (resource: Resource): string =>
  /\|([^|]+)$/.exec(decodeURIComponent(searchKeyOf(resource) ?? ''))?.[1] ?? 'no key of ours';
const byText = (value: unknown): string =>
  JSON.stringify(Object.entries(value as object).sort(([one], [two]) => (one < two ? -1 : 1)));
