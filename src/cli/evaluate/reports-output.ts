import {
  type AnnotatedReport,
  classRows,
  classSummary,
  columns,
  type OpenedCorpus,
  type ReportEvaluation,
  reportRows,
} from '../../evaluation/index.js';
import { table } from './markdown.js';
import { type ReportEvaluateOptions } from './reports-options.js';

export interface MeasuredReports {
  readonly options: ReportEvaluateOptions;
  readonly corpus: OpenedCorpus<AnnotatedReport>;
  readonly evaluation: ReportEvaluation;
  /** Milliseconds of processor for 3,000 characters: this use case, and all of them. */
  readonly costs: { readonly own: number | null; readonly all: number | null };
}

const failedWords = ({ failed }: ReportEvaluation): string =>
  Object.entries(failed)
    .map(([code, count]) => `${String(count)} ${code}`)
    .join(', ') || 'none';

/** What people read. */
export function reportsPrinted({ corpus, evaluation, costs }: MeasuredReports): string {
  const { documents, problems, format } = corpus;
  const { figures } = evaluation;
  const milliseconds = (cost: number | null) => (cost === null ? '—' : cost.toFixed(2));
  const parts = [
    `${String(documents.length)} reports (${format}), ${String(problems.length)} not read, without results: ${failedWords(evaluation)}; percentages with 95 % intervals`,
    ...(figures.classes ? [classSummary(figures), columns(classRows(figures))] : []),
    columns(reportRows(figures)),
    `milliseconds of processor for 3,000 characters: ${milliseconds(costs.own)}; all use cases: ${milliseconds(costs.all)}`,
  ];
  return `${parts.join('\n\n')}\n`;
}

/** A page of figures for docs/, the same each time: no speed, no time of day. */
export function reportsPage({
  options: { task, corpus: path, split },
  corpus,
  evaluation,
}: MeasuredReports): string {
  const { figures } = evaluation;
  const command = `npm run evaluate -- ${task.id} --corpus ${path}${split === undefined ? '' : ` --split ${split}`} --table <this file>`;
  const parts = [
    `# Figures of ${task.id}`,
    `Written by \`${command}\`; [what each figure means](evaluation.md).`,
    `${String(corpus.documents.length)} reports (${corpus.format}), without results: ${failedWords(evaluation)}. Percentages, with 95 % intervals.`,
    ...(figures.classes ? [`${classSummary(figures).replace(/^a/, 'A')}.`, table(classRows(figures))] : []),
    table(reportRows(figures)),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** What may leave the machine: counts and rates, no text and no id of a report. */
export function reportsJson({
  options: { task, split },
  corpus,
  evaluation,
  costs,
}: MeasuredReports): object {
  const { documents, problems, format } = corpus;
  return {
    schema: 1,
    task: task.id,
    corpus: { format, split: split ?? null, reports: documents.length, notRead: problems.length },
    intervals: { share: 0.95, method: 'bootstrap of reports', resamples: 1000 },
    failed: evaluation.failed,
    figures: evaluation.figures,
    millisecondsFor3000Characters: costs,
  };
}
