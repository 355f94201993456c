import {
  leakTable,
  mainTable,
  type OpenedCorpus,
  scopeTable,
  type VariantReport,
} from '../../evaluation/index.js';
import { type EvaluateOptions } from './options.js';

/** What people read: one column per variant, then the last variant by category and role. */
export function printed(corpus: OpenedCorpus, reports: readonly VariantReport[]): string {
  const { documents, problems, format } = corpus;
  const last = reports.at(-1);
  if (!last) return '';
  const parts = [
    `${String(documents.length)} documents (${format}), ${String(problems.length)} not read; percentages with 95 % intervals`,
    mainTable(reports),
  ];
  if (Object.keys(last.figures.byCategory).length > 0)
    parts.push(`${last.label}, by category`, scopeTable(last.figures.byCategory));
  if (last.figures.all.expected > 0)
    parts.push(
      `${last.label}, by role and kind`,
      scopeTable(last.figures.byRole),
      `${last.label}, leaks`,
      leakTable(last),
    );
  return `${parts.join('\n\n')}\n`;
}

/** What may leave the machine: counts and rates, no text and no document id. */
export function jsonReport(
  { documents, problems, format }: OpenedCorpus,
  variants: readonly VariantReport[],
  { split, identities }: EvaluateOptions,
): object {
  return {
    schema: 1,
    task: 'pseudonymization',
    corpus: {
      format,
      split: split ?? null,
      documents: documents.length,
      notRead: problems.length,
      withIdentity: documents.filter(({ known }) => known !== undefined).length,
      identities,
    },
    intervals: { share: 0.95, method: 'bootstrap of documents', resamples: 1000 },
    variants,
  };
}
