import { type AnnotatedSpan } from '../../../src/evaluation/index.js';
import { align, type Printed } from './align.js';

export interface Carried {
  /** The gold where it stands in the text read, as often as it stands there. */
  readonly spans: readonly AnnotatedSpan[];
  /** Words of the gold, and those of them that the text read does not hold. */
  readonly words: number;
  readonly lost: readonly LostWord[];
}

export interface LostWord {
  readonly category: AnnotatedSpan['category'];
  /** Into the source. */
  readonly start: number;
  readonly end: number;
}

const WORD = /\p{L}[\p{L}\p{M}]*|\p{Nd}+/gu;
const IN_A_WORD = /[\p{L}\p{Nd}]/u;

/** Carries the gold of a source over to the text read from its print. */
export function carry(gold: readonly AnnotatedSpan[], printed: Printed, read: string): Carried {
  const { sourceOf, isRead } = align(printed, read);
  const spans = gold.flatMap((span) => placesOf(span, sourceOf, read));
  const words = gold.flatMap(({ category, start, end }) =>
    [...printed.source.slice(start, end).matchAll(WORD)].map(({ 0: word, index }): LostWord => {
      return { category, start: start + index, end: start + index + word.length };
    }),
  );
  const lost = words.filter((word) => isRead.subarray(word.start, word.end).includes(0));
  return { spans: spans.sort((a, b) => a.start - b.start || a.end - b.end), words: words.length, lost };
}

/** One span for each stretch of the text read; letters of something else part two of them. */
function placesOf(span: AnnotatedSpan, sourceOf: Int32Array, read: string): AnnotatedSpan[] {
  const places: AnnotatedSpan[] = [];
  let open: { start: number; end: number; last: number } | undefined;
  const close = (): void => {
    if (open) places.push({ ...span, start: open.start, end: open.end });
    open = undefined;
  };
  for (const [at, position] of sourceOf.entries()) {
    if (position >= span.start && position < span.end) {
      if (open && position <= open.last) close();
      open = { start: open?.start ?? at, end: at + 1, last: position };
    } else if (open && (position >= 0 || IN_A_WORD.test(read[at] ?? ''))) close();
  }
  close();
  return places;
}
