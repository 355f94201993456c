import { type Section, type Span } from '../../../src/text/index.js';
import { type MarkedDocument, NUMBER_OR_ORNAMENT } from './corpus.js';

export interface Score {
  expected: number;
  found: number;
  right: number;
}

export const MEASURES = ['sections', 'titles', 'sentences'] as const;
/** `sections`: code and start; `titles`: both ends of the title, whatever the code; `sentences`: both ends. */
export type Measure = (typeof MEASURES)[number];
export type Scores = Record<Measure, Score>;

export interface Difference {
  readonly measure: Measure;
  readonly sign: '-' | '+';
  readonly at: number;
  readonly key: string;
}

const zero = (): Score => ({ expected: 0, found: 0, right: 0 });
export const noScores = (): Scores => ({ sections: zero(), titles: zero(), sentences: zero() });

const TRAIL = /[^\p{L}\p{N})]+$/u;

/** A number or an ornament before a title, a colon or an ornament after it, are neither right nor wrong. */
function bare(text: string, { start, end }: Span): Span {
  const line = text.lastIndexOf('\n', start - 1) + 1;
  const opens = NUMBER_OR_ORNAMENT.test(text.slice(line, start));
  const from = opens ? line + text.slice(line, end).search(/\S/) : start;
  return { start: from, end: end - (TRAIL.exec(text.slice(from, end))?.[0].length ?? 0) };
}

/** What is expected and what is found, each as comparable keys `offset…`. */
function keysOf(text: string, titles: readonly (Span & { code: string })[], sentences: readonly Span[]) {
  const spans = titles.map((title) => ({ ...bare(text, title), code: title.code }));
  return {
    sections: spans.map(({ start, code }) => `${String(start)} ${code}`),
    titles: spans.map(({ start, end }) => `${String(start)} ${String(end)}`),
    sentences: sentences.map(({ start, end }) => `${String(start)} ${String(end)}`),
  };
}

/** Adds one document to `scores`; gives what differs, in the order of the text. */
export function addDocument(
  scores: Scores,
  { text, titles, sentences }: MarkedDocument,
  found: { readonly sections: readonly Section[]; readonly sentences: readonly Span[] },
): Difference[] {
  const titled = found.sections
    .filter(({ title }) => title.end > title.start)
    .map(({ code, title }) => ({ ...title, code }));
  const expected = keysOf(text, titles, sentences);
  const actual = keysOf(text, titled, found.sentences);
  const differences = MEASURES.flatMap((measure) => {
    const [wanted, got] = [new Set(expected[measure]), new Set(actual[measure])];
    scores[measure].expected += wanted.size;
    scores[measure].found += got.size;
    scores[measure].right += [...got].filter((key) => wanted.has(key)).length;
    const listed = (sign: '-' | '+', keys: Iterable<string>, others: ReadonlySet<string>) =>
      [...keys]
        .filter((key) => !others.has(key))
        .map((key) => ({ measure, sign, at: parseInt(key, 10), key }));
    return [...listed('-', wanted, got), ...listed('+', got, wanted)];
  });
  return differences.sort((a, b) => a.measure.localeCompare(b.measure) || a.at - b.at);
}

export function total(parts: Iterable<Scores>): Scores {
  const sum = noScores();
  for (const part of parts)
    for (const measure of MEASURES) {
      sum[measure].expected += part[measure].expected;
      sum[measure].found += part[measure].found;
      sum[measure].right += part[measure].right;
    }
  return sum;
}

/** 1 where nothing was expected and nothing was found. */
export const f1 = ({ expected, found, right }: Score): number =>
  expected + found === 0 ? 1 : (2 * right) / (expected + found);

/** A table a person reads: F1 in percent, and how many were expected. */
export function scoreTable(byKind: ReadonlyMap<string, { documents: number; scores: Scores }>): string {
  const cell = (score: Score): string =>
    `${(100 * f1(score)).toFixed(1)} (${String(score.expected)})`.padStart(14);
  const row = (name: string, documents: number, scores: Scores): string =>
    `${name.padEnd(10)} ${String(documents).padStart(4)} ${MEASURES.map((measure) => cell(scores[measure])).join(' ')}`;
  const all = [...byKind.values()];
  return [
    `${'kind'.padEnd(10)} docs ${MEASURES.map((measure) => measure.padStart(14)).join(' ')}`,
    ...[...byKind].sort().map(([kind, { documents, scores }]) => row(kind, documents, scores)),
    row(
      'all',
      all.reduce((sum, { documents }) => sum + documents, 0),
      total(all.map(({ scores }) => scores)),
    ),
  ].join('\n');
}
