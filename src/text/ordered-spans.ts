import { type Span } from './span.js';

/** How many of the spans, sorted, satisfy `isBefore`: those that do stand first. */
function countWhile<T extends Span>(spans: readonly T[], isBefore: (span: T) => boolean): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isBefore(spans[middle] as T)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How many of the spans, sorted by their starts, start at or before `offset` (UTF-16 code units, as all here). */
export const countStarted = (spans: readonly Span[], offset: number): number =>
  countWhile(spans, ({ start }) => start <= offset);

/** How many of the spans, sorted by their ends, end at or before `offset`. */
export const countEnded = (spans: readonly Span[], offset: number): number =>
  countWhile(spans, ({ end }) => end <= offset);

/** The last span that starts at or before `offset`. */
export const lastStarted = <T extends Span>(spans: readonly T[], offset: number): T | undefined =>
  spans[countStarted(spans, offset) - 1];

/** The nearest span that ends at or before `offset`. */
export const lastEnded = <T extends Span>(spans: readonly T[], offset: number): T | undefined =>
  spans[countEnded(spans, offset) - 1];

/** The first span that starts at or after `offset`. */
export const firstFrom = <T extends Span>(spans: readonly T[], offset: number): T | undefined =>
  spans[countWhile(spans, ({ start }) => start < offset)];

/** Of spans that do not overlap, the one that holds the character at `offset`. */
export function spanAt<T extends Span>(spans: readonly T[], offset: number): T | undefined {
  const candidate = lastStarted(spans, offset);
  return candidate && candidate.end > offset ? candidate : undefined;
}

/** Of spans that do not overlap, the first that shares a character with `span`. */
export function overlapping<T extends Span>(spans: readonly T[], span: Span): T | undefined {
  const candidate = spans[countEnded(spans, span.start)];
  return candidate && candidate.start < span.end ? candidate : undefined;
}

/** The spans that lie wholly inside another. */
export function inside<T extends Span>(spans: readonly T[], { start, end }: Span): readonly T[] {
  const from = countStarted(spans, start - 1);
  return spans.slice(from, countStarted(spans, end)).filter((span) => span.end <= end);
}

/** The same characters, as spans that are sorted and do not touch. */
export function union(spans: readonly Span[]): Span[] {
  const parts: { start: number; end: number }[] = [];
  for (const { start, end } of [...spans].sort((one, other) => one.start - other.start)) {
    const last = parts.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else parts.push({ start, end });
  }
  return parts;
}
