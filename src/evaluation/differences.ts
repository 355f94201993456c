import { type AnnotatedDocument, type AnnotatedSpan } from './corpora/annotated.js';
import { coverOf } from './figures/cover.js';
import { wordPieces } from './figures/word-pieces.js';
import { labelName, NOT_ANNOTATED, NOT_IDENTIFYING } from './labels/index.js';

/**
 * `leak`: a part of it is covered by nothing. `missed`: covered, but not found as it is marked. `extra`: found, and not
 * marked so.
 */
export type DifferenceKind = 'leak' | 'missed' | 'extra';

export interface Difference {
  readonly what: DifferenceKind;
  readonly label: string;
  readonly category: AnnotatedSpan['category'];
  readonly start: number;
  readonly end: number;
}

const same = (a: AnnotatedSpan, b: AnnotatedSpan): boolean =>
  a.start === b.start &&
  a.end === b.end &&
  a.category === b.category &&
  (a.role === null || b.role === null || a.role === b.role) &&
  (a.kind === null || b.kind === null || a.kind === b.kind);

/** How the spans found differ from the gold, in order of the text. Leaks are of what identifies. */
export function differencesOf(
  { text, spans: gold }: Pick<AnnotatedDocument, 'text' | 'spans'>,
  found: readonly AnnotatedSpan[],
): Difference[] {
  const content = text.reveal();
  const pieces = wordPieces(content, gold);
  const cover = coverOf(found, content.length);
  const isLeft = (span: AnnotatedSpan): boolean =>
    !NOT_IDENTIFYING.has(span.category) &&
    pieces.some((piece) => piece.start < span.end && span.start < piece.end && !cover.holds(piece));
  const missing = gold
    .filter(({ category }) => !NOT_ANNOTATED.has(category))
    .filter((span) => isLeft(span) || !found.some((one) => same(span, one)))
    .map((span) => difference(isLeft(span) ? 'leak' : 'missed', span));
  const extra = found
    .filter((span) => !NOT_ANNOTATED.has(span.category) && !gold.some((one) => same(span, one)))
    .map((span) => difference('extra', span));
  return [...missing, ...extra].sort((a, b) => a.start - b.start);
}

const difference = (what: DifferenceKind, span: AnnotatedSpan): Difference => ({
  ...{ what, label: labelName(span), category: span.category },
  ...{ start: span.start, end: span.end },
});
