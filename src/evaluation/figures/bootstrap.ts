import { type Counts } from './counts.js';

/** Reads the sum of a counter over the documents drawn. */
export type Sums = (key: string) => number;
export type Measure = (sum: Sums) => number;

/** `low` and `high` hold 95 % of the resamples; null where nothing could be counted. */
export interface Figure {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

const RESAMPLES = 1000;
const SEED = 20_261_123;

/** A small generator with a seed (mulberry32): the same corpus gives the same intervals. */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Measures a corpus, and draws its documents again with replacement to say how sure the measures are. */
export function measured<K extends string>(
  documents: readonly Counts[],
  measures: Readonly<Record<K, Measure>>,
  { resamples = RESAMPLES, seed = SEED } = {},
): Record<K, Figure> {
  const index = new Map<string, number>();
  const sparse = documents.map((counts) => {
    const entries = [...counts].map(([key, by]) => [indexOf(index, key), by] as const);
    return {
      keys: Uint32Array.from(entries, ([key]) => key),
      by: Float64Array.from(entries, ([, by]) => by),
    };
  });
  const sums = new Float64Array(index.size);
  const add = ({ keys, by }: (typeof sparse)[number]): void => {
    for (let at = 0; at < keys.length; at += 1) {
      const key = keys[at] as number;
      sums[key] = (sums[key] as number) + (by[at] as number);
    }
  };
  const sum: Sums = (key) => sums[index.get(key) ?? -1] ?? 0;
  const list = Object.entries<Measure>(measures);
  sparse.forEach(add);
  const values = list.map(([, measure]) => measure(sum));
  const drawn = list.map(() => [] as number[]);
  const random = generator(seed);
  for (let draw = 0; draw < resamples && sparse.length > 0; draw += 1) {
    sums.fill(0);
    for (let at = 0; at < sparse.length; at += 1)
      add(sparse[Math.floor(random() * sparse.length)] as (typeof sparse)[number]);
    list.forEach(([, measure], at) => {
      const value = measure(sum);
      if (Number.isFinite(value)) drawn[at]?.push(value);
    });
  }
  const figures = list.map(([name], at) => [name, toFigure(values[at] as number, drawn[at] ?? [])] as const);
  return Object.fromEntries(figures) as Record<K, Figure>;
}

function indexOf(index: Map<string, number>, key: string): number {
  const known = index.get(key) ?? index.size;
  index.set(key, known);
  return known;
}

function toFigure(value: number, drawn: number[]): Figure {
  if (!Number.isFinite(value)) return { value: null, low: null, high: null };
  const sorted = Float64Array.from(drawn).sort();
  const at = (share: number): number | null =>
    sorted.length === 0 ? null : (sorted[Math.round(share * (sorted.length - 1))] as number);
  return { value, low: at(0.025), high: at(0.975) };
}
