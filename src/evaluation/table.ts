import { type VariantReport } from './evaluate.js';
import { type Figure } from './figures/bootstrap.js';
import { type CorpusFigures, type ScopeFigures } from './figures/figures.js';

export const percent = (value: number | null): string => (value === null ? '—' : (100 * value).toFixed(2));
export const withInterval = ({ value, low, high }: Figure): string =>
  value === null ? '—' : `${percent(value)} [${percent(low)}–${percent(high)}]`;

/** Cells in columns, the first aligned to the left. */
export function columns(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]?.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0))) ?? [];
  return rows
    .map((row) =>
      row
        .map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

const MAIN: readonly (readonly [string, (figures: CorpusFigures) => Figure])[] = [
  ['direct identifiers, token precision', ({ direct }) => (direct.tokens ?? direct.exact).precision],
  ['direct identifiers, token recall', ({ direct }) => (direct.tokens ?? direct.exact).recall],
  ['direct identifiers, token F1', ({ direct }) => (direct.tokens ?? direct.exact).f1],
  ['all categories, token F1', ({ all }) => (all.tokens ?? all.exact).f1],
  ['all categories, exact span F1', ({ all }) => all.exact.f1],
  ['all categories, overlap span F1', ({ all }) => all.overlap.f1],
  ['role and kind too, exact span F1', ({ roles }) => roles.exact.f1],
  ['redacted tokens', ({ redacted }) => redacted],
  ['redacted tokens, direct identifiers', ({ redactedDirect }) => redactedDirect],
  ['fully redacted documents', ({ fullyRedacted }) => fullyRedacted],
  ['fully redacted documents, direct', ({ fullyRedactedDirect }) => fullyRedactedDirect],
  ['over-masked tokens', ({ overMasked }) => overMasked],
  ['over-masked tokens, direct', ({ overMaskedDirect }) => overMaskedDirect],
];

/** Percentages with their 95 % intervals, one column per variant. */
export function mainRows(reports: readonly VariantReport[]): string[][] {
  const own = ({ ownIdentity: { documents, documentsWithLeft } }: VariantReport): string =>
    documents === 0 ? '—' : `${String(documentsWithLeft)} of ${String(documents)}`;
  const isNamed = reports.some(({ figures }) => figures.all.expected > 0);
  const rows = MAIN.filter(([name]) => isNamed || name.startsWith('over-masked'));
  return [
    ['%', ...reports.map(({ label }) => label)],
    ...rows.map(([name, of]) => [name, ...reports.map(({ figures }) => withInterval(of(figures)))]),
    ['documents with own identity left', ...reports.map(own)],
    ['documents held', ...reports.map(({ held }) => String(held))],
  ];
}

export const mainTable = (reports: readonly VariantReport[]): string =>
  columns([
    ...mainRows(reports),
    ['pages per second', ...reports.map(({ speed }) => speed.pagesPerSecond.toFixed(1))],
  ]);

/** One line per category or role. */
export function scopeRows(scopes: Readonly<Record<string, ScopeFigures>>): string[][] {
  const line = (name: string, { expected, found, exact, overlap, tokens }: ScopeFigures): string[] => [
    name,
    ...[expected, found].map(String),
    ...[exact.precision, exact.recall, exact.f1, overlap.f1, ...(tokens ? [tokens.f1] : [])].map(
      ({ value }) => percent(value),
    ),
  ];
  const rows = Object.entries(scopes).map(([name, scope]) => line(name, scope));
  const hasTokens = rows.some((row) => row.length > 7);
  const title = ['', 'gold', 'found', 'exact P', 'R', 'F1', 'overlap F1', ...(hasTokens ? ['token F1'] : [])];
  return [title, ...rows];
}

export const scopeTable = (scopes: Readonly<Record<string, ScopeFigures>>): string =>
  columns(scopeRows(scopes));

export function leakTable({ leaks }: VariantReport): string {
  const rows = Object.entries(leaks).sort(([, a], [, b]) => b - a);
  return rows.length === 0 ? 'none' : columns(rows.map(([name, count]) => [name, String(count)]));
}
