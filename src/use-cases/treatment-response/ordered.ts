import { type Span } from '../../text/index.js';

/** How many of the sorted spans start at or before `offset`. */
export function countStarted(spans: readonly Span[], offset: number): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((spans[middle] as Span).start <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The last span that starts at or before `offset`; null before the first. */
export const lastStarted = <T extends Span>(spans: readonly T[], offset: number): T | null =>
  spans[countStarted(spans, offset) - 1] ?? null;

/** The spans that lie wholly inside another, in a sorted list. */
export function inside<T extends Span>(spans: readonly T[], { start, end }: Span): readonly T[] {
  const from = countStarted(spans, start - 1);
  const to = countStarted(spans, end);
  return spans.slice(from, to).filter((span) => span.end <= end);
}
