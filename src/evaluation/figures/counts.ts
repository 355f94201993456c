import { type SpanCategory } from '../../pseudonymization/index.js';
import { type AnnotatedSpan } from '../corpora/annotated.js';
import { groupBy } from '../group-by.js';
import { DIRECT_IDENTIFIERS, labelName, NOT_ANNOTATED, NOT_IDENTIFYING } from '../labels/index.js';
import { coverOf } from './cover.js';
import { wordPieces } from './word-pieces.js';

/** What one document adds to each figure: a figure is always made of sums of these. */
export type Counts = ReadonlyMap<string, number>;

export interface Counted {
  readonly text: string;
  readonly gold: readonly AnnotatedSpan[];
  readonly found: readonly AnnotatedSpan[];
}

class Tally {
  readonly counts = new Map<string, number>();

  add(scopes: readonly string[], name: string, by = 1): void {
    for (const scope of scopes) {
      const key = `${scope}/${name}`;
      this.counts.set(key, (this.counts.get(key) ?? 0) + by);
    }
  }
}

const scopesOf = (category: SpanCategory): string[] => [
  'all',
  ...(DIRECT_IDENTIFIERS.has(category) ? ['direct'] : []),
  category,
];

const overlap = (a: AnnotatedSpan, b: AnnotatedSpan): boolean => a.start < b.end && b.start < a.end;
/** What the gold does not say is not compared. */
const agrees = (gold: AnnotatedSpan, found: AnnotatedSpan): boolean =>
  (gold.role === null || gold.role === found.role) && (gold.kind === null || gold.kind === found.kind);

/** Counts one document. Spans are UTF-16 code units of `text`. */
export function countDocument({ text, gold: marked, found: all }: Counted): Counts {
  const tally = new Tally();
  const gold = marked.filter(({ category }) => !NOT_ANNOTATED.has(category));
  const found = all.filter(({ category }) => !NOT_ANNOTATED.has(category));
  countSpans(tally, gold, found);
  const pieces = wordPieces(text, gold);
  const anything = coverOf(all, text.length);
  const touched = coverOf(found, text.length);
  const inGold = coverOf(gold, text.length);
  const left = { all: 0, direct: 0 };
  const count = (name: string, by = 1): void => tally.add(['document'], name, by);
  for (const [category, cover] of byCategory(gold, text.length)) {
    const scopes = [...scopesOf(category), ...(NOT_IDENTIFYING.has(category) ? [] : ['identifying'])];
    for (const piece of pieces.filter((one) => cover.touches(one))) {
      tally.add(scopes, 'tokens expected');
      if (anything.holds(piece)) tally.add(scopes, 'tokens covered');
      else if (!NOT_IDENTIFYING.has(category)) {
        left.all += 1;
        if (DIRECT_IDENTIFIERS.has(category)) left.direct += 1;
      }
    }
  }
  countTokens(tally, { text, gold, found }, pieces);
  for (const piece of pieces) {
    count('tokens');
    if (inGold.touches(piece)) continue;
    count('tokens outside');
    if (touched.touches(piece)) count('tokens over');
  }
  for (const [category, cover] of byCategory(found, text.length))
    for (const piece of pieces)
      if (!inGold.touches(piece) && cover.touches(piece)) tally.add(scopesOf(category), 'tokens over');
  count('documents');
  count('characters', text.length);
  if (left.all === 0) count('fully redacted');
  if (left.direct === 0) count('fully redacted direct');
  return tally.counts;
}

function countSpans(tally: Tally, gold: readonly AnnotatedSpan[], found: readonly AnnotatedSpan[]): void {
  const role = (span: AnnotatedSpan): string[] => ['roles', `role ${labelName(span)}`];
  for (const span of gold) {
    const same = found.filter((one) => one.category === span.category && overlap(one, span));
    const exact = same.filter(({ start, end }) => start === span.start && end === span.end);
    tally.add(scopesOf(span.category), 'expected');
    tally.add(role(span), 'expected');
    if (exact.length > 0) tally.add(scopesOf(span.category), 'exact expected');
    if (same.length > 0) tally.add(scopesOf(span.category), 'overlap expected');
    if (exact.some((one) => agrees(span, one))) tally.add(role(span), 'exact expected');
    if (same.some((one) => agrees(span, one))) tally.add(role(span), 'overlap expected');
  }
  for (const span of found) {
    const same = gold.filter((one) => one.category === span.category && overlap(one, span));
    const exact = same.filter(({ start, end }) => start === span.start && end === span.end);
    tally.add(scopesOf(span.category), 'found');
    tally.add(role(span), 'found');
    if (exact.length > 0) tally.add(scopesOf(span.category), 'exact found');
    if (same.length > 0) tally.add(scopesOf(span.category), 'overlap found');
    if (exact.some((one) => agrees(one, span))) tally.add(role(span), 'exact found');
    if (same.some((one) => agrees(one, span))) tally.add(role(span), 'overlap found');
  }
}

/** A token is right where spans of its category hold it whole; it is found where they touch it. */
function countTokens(
  tally: Tally,
  { text, gold, found }: Counted,
  pieces: ReturnType<typeof wordPieces>,
): void {
  const golds = new Map(byCategory(gold, text.length));
  for (const [category, cover] of byCategory(found, text.length)) {
    const expected = golds.get(category);
    for (const piece of pieces) {
      if (!cover.touches(piece)) continue;
      tally.add(scopesOf(category), 'tokens found');
      if (expected?.touches(piece) && cover.holds(piece)) tally.add(scopesOf(category), 'tokens right');
    }
  }
}

const byCategory = (spans: readonly AnnotatedSpan[], length: number) =>
  [...groupBy(spans, ({ category }) => category)].map(
    ([category, own]) => [category, coverOf(own, length)] as const,
  );
