import { type CorpusFigures, type Figure, type VariantReport } from '../../src/evaluation/index.js';
import { type Reread } from './reread.js';

/** The corpus in one form: as text, or printed in a layout by a producer and read back. */
export interface Column {
  readonly name: string;
  readonly report: VariantReport;
  readonly reread: readonly Reread[];
  /** Documents that the reader refused: no figure counts them. */
  readonly notRead: number;
}

type Pick = (figures: CorpusFigures) => Figure | undefined;
const FIGURES: readonly (readonly [string, Pick])[] = [
  ['direct identifiers, token precision', ({ direct }) => direct.tokens?.precision],
  ['direct identifiers, token recall', ({ direct }) => direct.tokens?.recall],
  ['direct identifiers, token F1', ({ direct }) => direct.tokens?.f1],
  ['redacted tokens', ({ redacted }) => redacted],
  ['redacted tokens, direct identifiers', ({ redactedDirect }) => redactedDirect],
  ['fully redacted documents', ({ fullyRedacted }) => fullyRedacted],
  ['fully redacted documents, direct', ({ fullyRedactedDirect }) => fullyRedactedDirect],
  ['over-masked tokens', ({ overMasked }) => overMasked],
];

/** The figures of each form, and in brackets how many points they are from those of the text. */
export function compared(columns: readonly Column[]): string {
  const [text] = columns;
  const cell = (pick: Pick, { report }: Column): string => {
    const [value, of] = [pick(report.figures)?.value, text && pick(text.report.figures)?.value];
    if (value === null || value === undefined) return '—';
    const points =
      report === text?.report || of === null || of === undefined ? '' : ` (${signed(100 * (value - of))})`;
    return `${(100 * value).toFixed(2)}${points}`;
  };
  return table([
    ['%, and points from the text', ...columns.map(({ name }) => name)],
    ...FIGURES.map(([name, pick]) => [name, ...columns.map((column) => cell(pick, column))]),
    ['documents held', ...columns.map(({ report }) => String(report.held))],
    [
      'documents with own identity left',
      ...columns.map(({ report }) => String(report.ownIdentity.documentsWithLeft)),
    ],
    ['documents not read', ...columns.map(({ notRead }) => String(notRead))],
    ['words of the gold that reading lost', ...columns.map(lostOf)],
  ]);
}

/** Words lost by category: counts, no text. */
function lostByCategory(reread: readonly Reread[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { category } of reread.flatMap(({ lost }) => lost))
    counts[category] = (counts[category] ?? 0) + 1;
  return counts;
}

function lostOf({ reread }: Column): string {
  if (reread.length === 0) return '—';
  const sum = (of: (one: Reread) => number): number => reread.reduce((total, one) => total + of(one), 0);
  return `${String(sum(({ lost }) => lost.length))} of ${String(sum(({ words }) => words))}`;
}

const signed = (points: number): string => `${points < 0 ? '' : '+'}${points.toFixed(2)}`;

function table(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]?.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0))) ?? [];
  const line = (row: readonly string[]): string =>
    row
      .map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
      .join('  ');
  return rows.map(line).join('\n');
}

/** What may leave the machine: counts and rates. */
export const jsonOf = ({ name, report, reread, notRead }: Column): object => ({
  form: name,
  notRead,
  goldWords: reread.reduce((sum, { words }) => sum + words, 0),
  lostWords: lostByCategory(reread),
  ...report,
});
