import { type Work } from './context.js';
import { refuse } from './refusal.js';
import { isStoredType, parametersOf, type StoredType } from './search-parameters.js';
import { currentOfAll, type HistoryRow, type Key, keyOf } from './store.js';

export interface Inclusion {
  readonly way: 'include' | 'revinclude';
  /** The type whose parameter points. */
  readonly source: StoredType;
  readonly parameter: string;
  /** The index it is kept under. */
  readonly storedAs: string;
  /** Only to these types. */
  readonly targets: readonly string[];
}

/** `Observation:device`, `Observation:derived-from:DocumentReference`, `Provenance:target`. */
export function includeOf(way: Inclusion['way'], value: string, type: StoredType): Inclusion {
  const [source, parameter = '', target, ...more] = value.split(':');
  const known = isStoredType(source) ? parametersOf(source).get(parameter) : undefined;
  const targets = known?.kind === 'reference' ? known.targets : [];
  const kept = target === undefined ? targets : targets.filter((one) => one === target);
  const leadsHere = way === 'include' ? source === type : kept.includes(type);
  if (
    !isStoredType(source) ||
    known?.kind !== 'reference' ||
    kept.length === 0 ||
    more.length > 0 ||
    !leadsHere
  ) {
    throw refuse(400, 'not-supported', `_${way} is Type:parameter or Type:parameter:Target, see /metadata.`);
  }
  return { way, source, parameter, storedAs: known.storedAs ?? parameter, targets: kept };
}

export interface Match extends HistoryRow {
  readonly tokens: readonly string[];
}

export interface Included {
  readonly rows: readonly HistoryRow[];
  readonly truncated: boolean;
}

/** What the inclusions add to a page, each resource once, none that the page holds already. */
export async function included(
  work: Work,
  matches: readonly Match[],
  inclusions: readonly Inclusion[],
): Promise<Included> {
  const limit = work.context.limits.included;
  const here = new Set(matches.map(keyOf));
  const keys = new Map<string, Key>();
  for (const inclusion of inclusions) {
    const found =
      inclusion.way === 'include'
        ? pointedAt(matches, inclusion)
        : await pointingAt(work, matches, inclusion);
    for (const key of found) if (!here.has(keyOf(key))) keys.set(keyOf(key), key);
  }
  const wanted = [...keys.values()].slice(0, limit);
  const rows = await currentOfAll(work.sql, wanted);
  return { rows, truncated: keys.size > limit };
}

function pointedAt(matches: readonly Match[], { storedAs, targets }: Inclusion): Key[] {
  const start = `${storedAs}=`;
  return matches
    .flatMap(({ tokens }) => tokens.filter((token) => token.startsWith(start)))
    .map((token) => token.slice(start.length).split('/'))
    .flatMap(([type, id, ...more]) => (type && id && more.length === 0 ? [{ type, id }] : []))
    .filter(({ type }) => targets.includes(type));
}

async function pointingAt(
  { sql, context }: Work,
  matches: readonly Match[],
  { source, storedAs }: Inclusion,
): Promise<Key[]> {
  if (matches.length === 0) return [];
  return sql.query<Key[]>(
    `SELECT type, id FROM passerelle.fhir_resource
     WHERE type = $1 AND tokens && $2::text[] AND NOT deleted ORDER BY rid LIMIT $3`,
    [source, matches.map((match) => `${storedAs}=${keyOf(match)}`), context.limits.included + 1],
  );
}
