import { mainRows, type OpenedCorpus, scopeRows, type VariantReport } from '../../evaluation/index.js';
import { type EvaluateOptions } from './options.js';

/** Rows of one width, as prettier would leave them. */
export function table([title = [], ...rows]: readonly (readonly string[])[]): string {
  const widths = title.map((_, at) => Math.max(3, ...[title, ...rows].map((row) => row[at]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    `| ${widths.map((width, at) => (cells[at] ?? '').padEnd(width)).join(' | ')} |`;
  return [line(title), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

/** A page of figures for docs/, the same each time: no speed, no time of day. */
export function markdownPage(
  { documents, format }: OpenedCorpus,
  reports: readonly VariantReport[],
  { corpus, split }: Pick<EvaluateOptions, 'corpus' | 'split'>,
): string {
  const last = reports.at(-1);
  const pages = Math.round((last?.figures.characters ?? 0) / 3000);
  const parts = [
    '# Figures of the pseudonymization',
    `Written by \`npm run evaluate -- pseudonymization --corpus ${corpus}${split === undefined ? '' : ` --split ${split}`} --compare --table <this file>\`; [what each figure means](evaluation.md).`,
    `${String(documents.length)} documents (${format}), ${String(pages)} pages of 3,000 characters. Percentages, with 95 % intervals.`,
    table(mainRows(reports)),
    ...reports
      .filter(({ figures }) => Object.keys(figures.byCategory).length > 0)
      .flatMap(({ label, figures }) => [`## By category: ${label}`, table(scopeRows(figures.byCategory))]),
  ];
  return `${parts.join('\n\n')}\n`;
}
