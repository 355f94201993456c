import { countEnded, overlapping, type Span, tokenize, type TokenizedText } from '../../text/index.js';
import { type SusceptibilityResult } from './antibiogram-cells.js';
import { readRows } from './antibiogram-rows.js';
import { readTables } from './antibiogram-tables.js';
import { codedNames } from './coded-names.js';
import { labelledResults } from './labelled-results.js';
import { givesDiameters } from './mic.js';
import { type Antibiotic, proseResults } from './prose-results.js';
import { readQuickNotes } from './quick-notes.js';
import { isResult, resultMatcher } from './result-words.js';
import { readVertical } from './vertical-cells.js';
import { antibioticMatcher } from './vocabulary.js';

/** One antibiotic and its result. The span covers both when they touch, else the antibiotic of a list. */
export interface Susceptibility<T = unknown> extends Span {
  readonly antibiotic: string;
  readonly result: SusceptibilityResult;
  /** mg/L as written, where a MIC stands beside the result. */
  readonly mic: string | null;
  /** Where the result is written: what negation speaks of. */
  readonly resultSpan: Span;
  readonly direct: boolean;
  /** The organism of its column, in a table. */
  readonly organism: T | null;
  /** "résistants": said of every organism of a list. */
  readonly plural: boolean;
  /** A denial beside it is read already. */
  readonly settled: boolean;
}

const byStart = (one: Span, other: Span): number => one.start - other.start;

interface Named<T> extends Span {
  readonly organism: T;
}

/**
 * Results in prose ("résistant à l'amoxicilline et au céfotaxime"), in lines of an antibiogram ("amoxicilline : R",
 * "S : amikacine, imipénème") and in tables. `organisms` (with labels such as "germe 1") are sorted. Linear.
 */
export function findSusceptibilities<T>(
  tokens: TokenizedText,
  organisms: readonly Named<T>[] = [],
  byLabel: ReadonlyMap<string, T> = new Map(),
): Susceptibility<T>[] {
  const { text } = tokens;
  const named: Antibiotic[] = antibioticMatcher
    .find(tokens)
    .filter(({ end }) => !ENZYME.test(text.slice(end - 3, end + 4)));
  const notes = readQuickNotes(text, named);
  const all = withCodes(text, [...named, ...notes.antibiotics].sort(byStart));
  if (all.length === 0) return [];
  const drugs = all.map(({ start, end, value }) => ({ start, end, name: value.entry.name }));
  const tables = readTables(text, { organisms, drugs, byLabel });
  const labelled = labelledResults(text, drugs, byLabel);
  const lines = readRows(text, { organisms, drugs, byLabel }, tables.rows);
  const vertical = readVertical(text, drugs);
  const rows = [...tables.rows, ...lines.rows, ...vertical.rows].sort(byStart);
  const told = new Set(labelled.map(({ start }) => start));
  const isProse = (span: Span) => !isWithin(rows, span) && !told.has(span.start);
  const results = [...resultMatcher.find(tokens).filter((one) => isResult(text, one)), ...notes.results]
    .filter(isProse)
    .sort(byStart);
  const plain = { direct: true, plural: false, settled: false };
  const cells = [
    ...tables.results.map(({ cell, ...one }) => ({ ...one, resultSpan: cell, ...plain })),
    ...[...lines.results, ...vertical.results].map(({ cell, ...one }) => ({
      ...one,
      resultSpan: cell,
      ...plain,
    })),
  ];
  const byIsolate = labelled.map((one) => ({ ...one, mic: null, ...plain }));
  const prose = proseResults(text, all.filter(isProse), results);
  const zones = givesDiameters(text);
  return [...cells, ...prose.map((one) => ({ ...one, organism: null }))]
    .map((one) => ({ ...one, ...(zones && { mic: null }) }))
    .concat(byIsolate)
    .sort(byStart);
}

/** "OXA-23" is no oxacilline. */
const ENZYME = /oxa[ -]?(?:23|24|40|48|51|58|72|181|232|244)(?!\d)/i;
/** "Amoxi-\n cilline": cut at the end of a narrow column. */
const HYPHENED = /(?<!\p{L})(\p{L}{3,12})-[ \t]*\n[ \t]*(\p{Ll}{3,14})(?!\p{L})/gu;

/** Names cut at the end of a line, and the codes of an antibiogram, among the names of the vocabulary. */
function withCodes(text: string, named: readonly Antibiotic[]): Antibiotic[] {
  const coded = codedNames(text, named).map(({ start, end, name }): Antibiotic => ({
    ...{ start, end, pattern: name },
    value: { entry: { name }, abbreviated: true },
  }));
  const broken = [...text.matchAll(HYPHENED)].flatMap((match) => {
    const [one] = antibioticMatcher.find(tokenize(`${match[1] ?? ''}${match[2] ?? ''}`));
    const span = { start: match.index, end: match.index + match[0].length };
    return one?.end === (match[1] ?? '').length + (match[2] ?? '').length ? [{ ...one, ...span }] : [];
  });
  return [...named.filter((one) => !overlapping(broken, one)), ...broken, ...coded].sort(byStart);
}

function isWithin(rows: readonly Span[], span: Span): boolean {
  const row = rows[countEnded(rows, span.start)];
  return row !== undefined && row.start <= span.start && span.end <= row.end;
}
