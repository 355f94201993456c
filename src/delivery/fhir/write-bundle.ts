import { type Bundle, type Identifier, type Resource } from '@medplum/fhirtypes';
import { ok, type Result } from '../../kernel/index.js';
import { deliveryFailure } from '../failures.js';
import { type KnownResource, type Ledger, type ResourceKey } from '../ledger/ledger.js';
import { type FhirTarget } from './fhir-target.js';
import { type SentBundle, type SentResource } from './sent-bundle.js';
import {
  keysOf,
  type Known,
  type NeutralEntry,
  neutralEntries,
  planWrite,
  type WriteMode,
  type WritePlan,
} from './write-mode.js';

/** Where one zone goes, and how it is written there. */
export interface Destination {
  /** Names the server in the ledger: never reuse it for another server. */
  readonly name: string;
  readonly target: FhirTarget;
  readonly mode: WriteMode;
}

export interface WrittenResource extends SentResource {
  readonly key: ResourceKey;
}

export interface WrittenBundle {
  readonly resources: readonly WrittenResource[];
}

/** What is there when a first POST was only matched: its content is written by a second Bundle. */
const PASSES = 2;

/**
 * Writes a neutral Bundle in the destination's mode and keeps the ledger. Safe to repeat: each mode finds
 * again what an earlier attempt made.
 */
export async function writeBundle(
  bundle: Bundle,
  destination: Destination,
  keeping: Keeping,
): Promise<Result<WrittenBundle>> {
  const entries = neutralEntries(bundle);
  if (!entries.ok) return entries;
  const written = new Map<ResourceKey, WrittenResource>();
  for (let pass = 0; pass < PASSES; pass += 1) {
    const sent = await writeOnce(entries.value, destination, keeping);
    if (!sent.ok) return sent;
    for (const resource of sent.value.resources) written.set(resource.key, firstStatus(written, resource));
    if (!sent.value.onlyMatched) break;
  }
  return ok({ resources: [...written.values()] });
}

// A resource made by the first pass and updated by the second was made.
const firstStatus = (
  written: ReadonlyMap<ResourceKey, WrittenResource>,
  one: WrittenResource,
): WrittenResource => ({
  ...one,
  status: written.get(one.key)?.status ?? one.status,
});

export interface Keeping {
  readonly ledger: Ledger;
  /** An earlier attempt of unknown outcome may have been applied. */
  readonly again: boolean;
}

async function writeOnce(
  entries: readonly NeutralEntry[],
  destination: Destination,
  keeping: Keeping,
): Promise<Result<Pass>> {
  const first = await planAndSend(entries, destination, keeping);
  if (first.sent.ok || first.sent.failure.code !== 'FHIR_REJECTED') return first.sent;
  const lost = await lostOf(first, destination);
  if (lost.length === 0) return first.sent;
  await keeping.ledger.forget(destination.name, lost);
  return (await planAndSend(entries, destination, keeping)).sent;
}

interface Pass extends WrittenBundle {
  /** Some of it was there and was left as it was. */
  readonly onlyMatched: boolean;
}

interface Sending {
  readonly sent: Result<Pass>;
  readonly relied: readonly ResourceKey[];
  readonly known: Known;
}

async function planAndSend(
  entries: readonly NeutralEntry[],
  { name, target, mode }: Destination,
  { ledger, again }: Keeping,
): Promise<Sending> {
  const kept = await ledger.known(name, keysOf(entries));
  const found = await lookUp(
    toLookUp(entries, mode, again).filter(({ key }) => !kept.has(key)),
    target,
  );
  if (!found.ok) return { sent: found, relied: [], known: kept };
  await ledger.record(name, found.value);
  const known = new Map([...kept, ...found.value.map((one) => [one.key, one] as const)]);
  const plan = planWrite(entries, { mode, baseUrl: target.baseUrl }, known);
  if (!plan.ok) return { sent: plan, relied: [], known };
  const { relied, keys } = plan.value;
  if (keys.length === 0) return { sent: ok({ resources: [], onlyMatched: false }), relied, known };
  const sent = await target.send(plan.value.bundle);
  if (!sent.ok) return { sent, relied, known };
  const resources = named(plan.value, sent.value);
  await ledger.record(name, resources.map(toKnown));
  const onlyMatched = isOnlyMatched(plan.value, sent.value, entries);
  return { sent: ok({ resources, onlyMatched }), relied, known };
}

const named = ({ keys }: WritePlan, { resources }: SentBundle): WrittenResource[] =>
  resources.map((resource, index) => ({ ...resource, key: keys[index] ?? '' }));

const toKnown = ({ key, type, id, versionId }: WrittenResource): KnownResource => ({
  key,
  type,
  id,
  ...(versionId !== undefined && { versionId }),
});

/** A conditional create that found its resource there (200) left it as it was: it must be updated by its id. */
function isOnlyMatched(
  { bundle, keys }: WritePlan,
  { resources }: SentBundle,
  entries: readonly NeutralEntry[],
) {
  const createOnly = new Set(entries.filter((entry) => entry.createOnly).map(({ key }) => key));
  return resources.some(({ status }, index) => {
    const isCreate = bundle.entry?.[index]?.request?.method === 'POST';
    return isCreate && status === 200 && !createOnly.has(keys[index] ?? '');
  });
}

/** Refused, and the ledger was relied on: which of those resources has the server lost? */
async function lostOf({ relied, known }: Sending, { target }: Destination): Promise<ResourceKey[]> {
  const lost: ResourceKey[] = [];
  for (const key of relied) {
    const place = known.get(key);
    const found = place && (await target.read(place.type, place.id));
    if (found?.ok && found.value === undefined) lost.push(key);
  }
  return lost;
}

/**
 * Asked of the server before writing: in mode put, whether the hospital's own Patient or Encounter is there
 * under another id; in mode if-none-exist, after an attempt of unknown outcome, whatever that attempt made.
 */
function toLookUp(
  entries: readonly NeutralEntry[],
  mode: WriteMode,
  again: boolean,
): readonly NeutralEntry[] {
  if (mode === 'put') return entries.filter(({ createOnly }) => createOnly);
  return mode === 'if-none-exist' && again ? entries : [];
}

async function lookUp(
  entries: readonly NeutralEntry[],
  target: FhirTarget,
): Promise<Result<readonly KnownResource[]>> {
  const found: KnownResource[] = [];
  for (const { key, resource, search } of entries) {
    if (!search) continue;
    const type = resource.resourceType;
    const answer = await target.find(type, search);
    if (!answer.ok) return answer;
    const ids = [...new Set(inUse(answer.value, search).flatMap(({ id }) => id ?? []))];
    if (ids.length > 1) {
      return deliveryFailure(
        'FHIR_IDENTITY_DUPLICATED',
        `${ids.length} ${type} on the server carry one identifier`,
      );
    }
    const [id] = ids;
    if (id) found.push({ key, type, id });
  }
  return ok(found);
}

/** After a merge two Patients carry one number: the one whose it is, and the one that stayed, as an old one of its own. */
function inUse(found: readonly Resource[], search: string): readonly Resource[] {
  const asked = new URLSearchParams(search).get('identifier');
  const holds = (resource: Resource, isOld: boolean): boolean =>
    [('identifier' in resource && resource.identifier) || []]
      .flat()
      .some(
        (one) => isNumber(one) && `${one.system}|${one.value}` === asked && (one.use === 'old') === isOld,
      );
  const current = found.filter((resource) => holds(resource, false) || !holds(resource, true));
  return current.length > 0 ? current : found;
}

const isNumber = (one: unknown): one is Identifier =>
  typeof one === 'object' && one !== null && 'value' in one;
