import { createHash } from 'node:crypto';
import { type Bundle, type BundleEntry, type Resource } from '@medplum/fhirtypes';
import { isCreateOnly, searchKeyOf } from '../../fhir/index.js';
import { ok, type Result } from '../../kernel/index.js';
import { deliveryFailure } from '../failures.js';
import { type KnownResource, type ResourceKey } from '../ledger/ledger.js';
import { pointersOf, repoint } from './references.js';

/** How a server is written to: docs/adr/0006-write-modes.md. */
export type WriteMode = 'put' | 'conditional-put' | 'if-none-exist';

export type Known = ReadonlyMap<ResourceKey, KnownResource>;

/** An entry of the neutral Bundle: `PUT Type/id`, with the search that finds it whatever its id there. */
export interface NeutralEntry {
  readonly key: ResourceKey;
  readonly resource: Resource & { id: string };
  /** The hospital's (Patient, Encounter): made where absent, never overwritten. */
  readonly createOnly: boolean;
  /** Encoded query; undefined where the resource carries no key of ours. */
  readonly search: string | undefined;
  readonly ifMatch: string | undefined;
}

export interface WritePlan {
  readonly bundle: Bundle;
  /** Our key of each entry of `bundle`, in order. */
  readonly keys: readonly ResourceKey[];
  /** Keys taken from the ledger: stale where the server lost them since. */
  readonly relied: readonly ResourceKey[];
}

export function neutralEntries(bundle: Bundle): Result<readonly NeutralEntry[]> {
  const entries = (bundle.entry ?? []).map(neutral);
  const bad = entries.findIndex((entry) => entry === undefined);
  if (bad >= 0) return deliveryFailure('DELIVERY_BUNDLE_UNFIT', `entry ${bad} is not a PUT of its resource`);
  const read = entries.filter((entry) => entry !== undefined);
  // One identity once: HAPI drops the second silently, Medplum refuses the Bundle.
  if (
    repeats(read.map(({ key }) => key)) ||
    repeats(read.map(({ resource, search }) => search && `${resource.resourceType}?${search}`))
  ) {
    return deliveryFailure('DELIVERY_BUNDLE_UNFIT', 'one resource stands twice in the Bundle');
  }
  return ok(read);
}

function neutral(entry: BundleEntry): NeutralEntry | undefined {
  const { resource, request } = entry;
  if (!resource?.id || request?.method !== 'PUT') return undefined;
  const key = `${resource.resourceType}/${resource.id}`;
  if (request.url !== key) return undefined;
  const createOnly = isCreateOnly(entry);
  return {
    key,
    resource: { ...resource, id: resource.id },
    createOnly,
    search: createOnly ? request.ifNoneExist : searchKeyOf(resource),
    ifMatch: request.ifMatch,
  };
}

const repeats = (values: readonly (string | undefined)[]): boolean => {
  const present = values.filter((value) => value !== undefined);
  return new Set(present).size < present.length;
};

/** Keys whose place on the server a plan wants to know: the entries, and what they point at. */
export const keysOf = (entries: readonly NeutralEntry[]): ResourceKey[] => [
  ...new Set(entries.flatMap(({ key, resource }) => [key, ...pointersOf(resource).filter(isKey)])),
];

const isKey = (pointer: string): boolean => /^[A-Z][A-Za-z]+\/[A-Za-z0-9\-.]{1,64}$/.test(pointer);

export interface Written {
  readonly mode: WriteMode;
  /** The FHIR base of the server, without a slash at its end. */
  readonly baseUrl: string;
}

/** Pure: the Bundle as this mode writes it, given what is known of the server. */
export function planWrite(
  entries: readonly NeutralEntry[],
  { mode, baseUrl }: Written,
  known: Known,
): Result<WritePlan> {
  const kept = entries.filter(({ key, createOnly }) => !(createOnly && known.has(key)));
  const unnamed = mode === 'put' ? undefined : kept.find(({ search }) => search === undefined);
  if (unnamed) {
    const type = unnamed.resource.resourceType;
    return deliveryFailure(
      'DELIVERY_BUNDLE_UNFIT',
      `${type} carries no identifier of ours: mode ${mode} needs one`,
    );
  }
  const moved = placesOf(kept, mode, known);
  const planned = kept.map((entry) => write(entry, { mode, baseUrl, known, moved }));
  return ok({
    bundle: { resourceType: 'Bundle', type: 'transaction', entry: planned },
    keys: kept.map(({ key }) => key),
    relied: [...known.keys()].filter(
      (key) => mode === 'if-none-exist' || !kept.some((one) => one.key === key),
    ),
  });
}

// Where each key will be found: on the server, or in this Bundle under its urn.
function placesOf(kept: readonly NeutralEntry[], mode: WriteMode, known: Known): Map<string, string> {
  const places = new Map<string, string>();
  for (const [key, { type, id }] of known) if (`${type}/${id}` !== key) places.set(key, `${type}/${id}`);
  if (mode === 'put') return places;
  for (const { key } of kept) if (mode === 'conditional-put' || !known.has(key)) places.set(key, urnOf(key));
  return places;
}

interface Writing extends Written {
  readonly known: Known;
  readonly moved: ReadonlyMap<string, string>;
}

function write(entry: NeutralEntry, { mode, baseUrl, known, moved }: Writing): BundleEntry {
  const { key, createOnly, ifMatch } = entry;
  const search = entry.search ?? '';
  const resource = repoint(entry.resource, moved);
  const type = resource.resourceType;
  const nameless = withoutId(resource);
  const fullUrl = urnOf(key);
  const place = known.get(key);
  if (mode === 'put' || (mode === 'if-none-exist' && place)) {
    const id = place?.id ?? resource.id;
    const request = {
      method: 'PUT' as const,
      url: `${type}/${id}`,
      ...(ifMatch !== undefined && { ifMatch }),
    };
    // R4 reads a relative reference beside its entry's own address: without one, a validating server refuses it.
    return { fullUrl: `${baseUrl}/${type}/${id}`, resource: { ...resource, id }, request };
  }
  if (mode === 'conditional-put' && !createOnly) {
    return { fullUrl, resource: nameless, request: { method: 'PUT', url: `${type}?${search}` } };
  }
  return {
    fullUrl,
    resource: nameless,
    request: { method: 'POST', url: type, ifNoneExist: search },
  };
}

// The server names it.
function withoutId(resource: Resource): Resource {
  const copy: Resource = { ...resource };
  delete copy.id;
  return copy;
}

/** A urn for the references inside the Bundle; the same at every attempt. */
function urnOf(key: ResourceKey): string {
  const hex = createHash('sha256').update(key).digest('hex');
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ];
  return `urn:uuid:${parts.join('-')}`;
}
