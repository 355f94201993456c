import { type Span } from '../../text/index.js';

/** Of spans sorted by their ends: how many end at or before `offset`. */
export function countBefore(spans: readonly Span[], offset: number): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((spans[middle] as Span).end <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The nearest one that ends at or before `offset`. */
export const lastBefore = <T extends Span>(spans: readonly T[], offset: number): T | undefined =>
  spans[countBefore(spans, offset) - 1];

/** One of the sorted spans that shares a character with `span`. */
export function overlapping<T extends Span>(spans: readonly T[], span: Span): T | undefined {
  const candidate = spans[countBefore(spans, span.start)];
  return candidate && candidate.start < span.end ? candidate : undefined;
}

/** The first of the sorted spans that starts at or after `offset`. */
export function firstFrom<T extends Span>(spans: readonly T[], offset: number): T | undefined {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((spans[middle] as Span).start < offset) low = middle + 1;
    else high = middle;
  }
  return spans[low];
}
