import { type IdentifyingSpan } from '../../../src/pseudonymization/pseudonymized-document.js';
import { type CorpusCase, type MarkedSpan } from './corpus.js';

export interface Score {
  expected: number;
  found: number;
  exact: number;
}

const sameSpan = (a: MarkedSpan, b: IdentifyingSpan): boolean =>
  a.start === b.start && a.end === b.end && a.category === b.category;
export const sameAll = (a: MarkedSpan, b: IdentifyingSpan): boolean =>
  sameSpan(a, b) && (a.role ?? null) === (b.role ?? null) && (a.kind ?? null) === (b.kind ?? null);

export interface Scores {
  readonly byCategory: Map<string, Score>;
  /** Keyed by category, then role or kind: all of it right. */
  readonly byRole: Map<string, Score>;
  /** Category and offsets right. */
  readonly spans: Score;
  /** Role and kind right too. */
  readonly full: Score;
  /** Letters and digits of marked stretches, and how many are covered by some altered or detected span. */
  letters: { marked: number; covered: number; over: number };
  /** Cases with every marked letter covered. */
  safeCases: number;
  cases: number;
}

export function createScores(): Scores {
  const zero = (): Score => ({ expected: 0, found: 0, exact: 0 });
  return {
    byCategory: new Map(),
    byRole: new Map(),
    spans: zero(),
    full: zero(),
    letters: { marked: 0, covered: 0, over: 0 },
    safeCases: 0,
    cases: 0,
  };
}

export function addCase(scores: Scores, one: CorpusCase, found: readonly IdentifyingSpan[]): void {
  const inMap = (map: Map<string, Score>, key: string): Score => {
    const score = map.get(key) ?? { expected: 0, found: 0, exact: 0 };
    map.set(key, score);
    return score;
  };
  const of = (category: string): Score => inMap(scores.byCategory, category);
  const ofRole = (span: Pick<MarkedSpan, 'category' | 'role' | 'kind'>): Score =>
    inMap(scores.byRole, [span.category, span.role ?? span.kind ?? ''].join(' ').trim());
  for (const span of one.spans) ofRole(span).expected += 1;
  for (const span of found) {
    ofRole(span).found += 1;
    if (one.spans.some((marked) => sameAll(marked, span))) ofRole(span).exact += 1;
  }
  for (const span of one.spans) of(span.category).expected += 1;
  for (const span of found) {
    of(span.category).found += 1;
    if (one.spans.some((marked) => sameSpan(marked, span))) of(span.category).exact += 1;
  }
  scores.spans.expected += one.spans.length;
  scores.spans.found += found.length;
  scores.spans.exact += found.filter((span) => one.spans.some((marked) => sameSpan(marked, span))).length;
  scores.full.expected += one.spans.length;
  scores.full.found += found.length;
  scores.full.exact += found.filter((span) => one.spans.some((marked) => sameAll(marked, span))).length;
  const inside = (spans: readonly { start: number; end: number }[]) => {
    const set = new Set<number>();
    for (const { start, end } of spans)
      for (let at = start; at < end; at += 1) if (/[\p{L}\d]/u.test(one.text[at] as string)) set.add(at);
    return set;
  };
  const marked = inside(one.spans);
  const covered = inside(found);
  const missed = [...marked].filter((at) => !covered.has(at)).length;
  scores.letters.marked += marked.size;
  scores.letters.covered += marked.size - missed;
  scores.letters.over += [...covered].filter((at) => !marked.has(at)).length;
  scores.cases += 1;
  if (missed === 0) scores.safeCases += 1;
}

const percent = (part: number, whole: number): string =>
  whole === 0 ? '—' : `${((100 * part) / whole).toFixed(1)} %`;
export const f1 = ({ expected, found, exact }: Score): number =>
  expected + found === 0 ? 1 : (2 * exact) / (expected + found);

/** A table a person reads. */
export function scoreTable(scores: Scores, roles = false): string {
  const line = (name: string, score: Score): string =>
    `${name.padEnd(26)} ${String(score.expected).padStart(5)}  P ${percent(score.exact, score.found).padStart(7)}  R ${percent(score.exact, score.expected).padStart(7)}  F1 ${(100 * f1(score)).toFixed(1)}`;
  return [
    ...[...(roles ? scores.byRole : scores.byCategory)].sort().map(([name, score]) => line(name, score)),
    line('category and offsets', scores.spans),
    line('role and kind too', scores.full),
    `letters covered ${percent(scores.letters.covered, scores.letters.marked)}, over-masked ${percent(scores.letters.over, scores.letters.marked)} of the marked, cases with nothing left ${percent(scores.safeCases, scores.cases)} of ${String(scores.cases)}`,
  ].join('\n');
}
