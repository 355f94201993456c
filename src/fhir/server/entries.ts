import { type Resource } from '@medplum/fhirtypes';
import { type Condition, conditionalReference, holdConditions, resolve } from './conditions.js';
import { type Work } from './context.js';
import { type Pointers, pointersOf, repoint } from './references.js';
import { Refusal, refusalAt, refuse } from './refusal.js';
import { type StoredType } from './search-parameters.js';
import { keyOf } from './store.js';
import { type Change, writeAll, type Written } from './write.js';
import { type WriteMode } from './write-mode.js';

/** One write, alone or of a transaction Bundle. */
export interface Entry {
  readonly method: 'POST' | 'PUT' | 'DELETE';
  readonly type: StoredType;
  /** Absent for a creation and for a conditional update. */
  readonly id?: string;
  /** If-None-Exist of a creation, or the query of a conditional update. */
  readonly condition?: Condition;
  readonly ifMatch?: number;
  readonly resource?: Resource;
  /** What the Bundle's other entries call it. */
  readonly fullUrl?: string;
  /** Where it stands in the request, for errors. */
  readonly place: string;
}

/** What became of an entry. `found`: If-None-Exist met a resource, and nothing was written. */
export type Done = Written | { readonly effect: 'found'; readonly type: StoredType; readonly id: string };

interface Placed {
  readonly entry: Entry;
  readonly pointers: Pointers;
  readonly id: string;
  readonly found: boolean;
}

/** Writes the entries, all or none, in the open transaction of `work` (none in the mode `light`). The answers are in their order. */
export async function writeEntries(work: Work, entries: readonly Entry[], mode: WriteMode): Promise<Done[]> {
  const pointers = entries.map(({ resource }) => pointersOf(resource));
  const conditional = conditionalPointers(work, pointers);
  await holdConditions(
    work,
    entries.flatMap(({ condition }) => condition ?? []),
  );
  const placed: Placed[] = [];
  for (const [index, entry] of entries.entries()) {
    placed.push({ entry, pointers: pointers[index] ?? new Map(), ...(await place(work, entry)) });
  }
  refuseTwins(placed);
  const targets = await targetsOf(work, placed, conditional);
  const changes = placed.filter(({ found }) => !found).map((one) => changeOf(one, targets));
  const written = new Map((await writeAll(work, changes, mode)).map((one) => [keyOf(one), one]));
  return placed.map(
    ({ entry: { type }, id }) => written.get(`${type}/${id}`) ?? { effect: 'found', type, id },
  );
}

async function place(work: Work, entry: Entry): Promise<Pick<Placed, 'id' | 'found'>> {
  const { condition, method, resource } = entry;
  if (!condition) return { id: entry.id ?? work.context.newId(), found: false };
  const met = await resolve(work, condition).catch((error: unknown) => {
    throw error instanceof Refusal ? refusalAt(error, entry.place) : error;
  });
  if (method === 'POST') return { id: met ?? work.context.newId(), found: met !== undefined };
  if (met !== undefined && resource?.id !== undefined && resource.id !== met) {
    throw refuse(
      400,
      'invalid',
      'The resource has another id than the one that meets the condition.',
      entry.place,
    );
  }
  return { id: met ?? resource?.id ?? work.context.newId(), found: false };
}

/** One identity, written twice by one Bundle, has no defined outcome. */
function refuseTwins(placed: readonly Placed[]): void {
  const seen = new Set<string>();
  for (const { entry, id } of placed) {
    const names = [`id ${entry.type}/${id}`];
    if (entry.condition) names.push(`condition ${entry.condition.name}`);
    if (entry.fullUrl !== undefined) names.push(`fullUrl ${entry.fullUrl}`);
    for (const name of names) {
      if (seen.has(name)) throw twin(entry);
      seen.add(name);
    }
  }
}

const twin = ({ place }: Entry) =>
  refuse(400, 'duplicate', 'Two entries of the Bundle are about the same resource.', place);

function conditionalPointers(work: Work, pointers: readonly Pointers[]): Map<string, Condition> {
  const conditions = new Map<string, Condition>();
  for (const pointer of pointers.flatMap((found) => [...found.keys()])) {
    const condition = pointer.includes('?') ? conditionalReference(pointer, work) : undefined;
    if (condition) conditions.set(pointer, condition);
  }
  return conditions;
}

/** What each pointer of the Bundle becomes: `Type/id`. */
async function targetsOf(
  work: Work,
  placed: readonly Placed[],
  conditional: ReadonlyMap<string, Condition>,
): Promise<Map<string, string>> {
  const targets = new Map<string, string>();
  for (const { entry, id } of placed) {
    const target = `${entry.type}/${id}`;
    if (entry.fullUrl === undefined || entry.fullUrl === target) continue;
    targets.set(entry.fullUrl, target);
    // A creation may be pointed at by the id its own fullUrl gave it.
    const [, named] = /^https?:.*\/([A-Z][A-Za-z]+\/[A-Za-z0-9.-]{1,64})$/.exec(entry.fullUrl) ?? [];
    if (entry.method === 'POST' && named !== undefined) targets.set(named, target);
  }
  for (const [pointer, condition] of conditional) {
    const id = await resolve(work, condition);
    if (id === undefined) throw refuse(412, 'not-found', 'No resource meets a conditional reference.');
    targets.set(pointer, `${condition.type}/${id}`);
  }
  return targets;
}

function changeOf({ entry, id, pointers }: Placed, targets: ReadonlyMap<string, string>): Change {
  const { type, method, resource, ifMatch } = entry;
  const change = { type, id, method, ...(ifMatch === undefined ? {} : { ifMatch }) };
  if (!resource) return change;
  let points = false;
  for (const [pointer, isReference] of pointers) {
    if (targets.has(pointer)) points = true;
    else if (isReference && /^urn:(uuid|oid):/.test(pointer)) {
      throw refuse(400, 'not-found', 'A reference names no entry of the Bundle.', entry.place);
    }
  }
  return { ...change, resource: points ? repoint(resource, targets) : resource };
}
