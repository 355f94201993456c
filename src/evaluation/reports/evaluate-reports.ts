import { type Failure, type Result } from '../../kernel/index.js';
import { type Finding } from '../../use-cases/index.js';
import { type AnnotatedReport } from '../corpora/annotated-report.js';
import { evaluationFailure } from '../failures.js';
import { type CountedReport, reportFigures, type ReportFigures } from './report-figures.js';
import { type ReportReader, type ReadReport } from './read-reports.js';
import { countScopes, type Scope, type ScopeDifference, scopeDifferences } from './scope.js';
import { type ReportTask } from './task.js';

export interface ReportEvaluation {
  readonly figures: ReportFigures;
  /** Reports that gave no Findings, by the code that says why: what they hold counts as missed. */
  readonly failed: Readonly<Record<string, number>>;
  /** Where gold and found differ: for a local file only. */
  readonly differences: readonly { readonly report: AnnotatedReport; readonly difference: ScopeDifference }[];
  /** For what is measured beside: the texts as the use cases read them. */
  readonly read: readonly ReadReport[];
}

export interface ReportEvaluationOptions {
  readonly onReport?: (done: number) => void;
  readonly resamples?: number;
}

/** Reads annotated reports as the service does, and compares what one use case finds with the gold. */
export async function evaluateReports(
  reports: readonly AnnotatedReport[],
  task: ReportTask,
  reader: ReportReader,
  { onReport, resamples }: ReportEvaluationOptions = {},
): Promise<ReportEvaluation> {
  const counted: CountedReport[] = [];
  const failed: Record<string, number> = {};
  const differences: ReportEvaluation['differences'][number][] = [];
  const read: ReadReport[] = [];
  const names = new Set<string>();
  for (const report of reports) {
    const outcome = checked(report, await reader(report));
    if (outcome.ok) read.push(outcome.value);
    const reason = failureOf(outcome, task);
    if (reason) failed[reason.code] = (failed[reason.code] ?? 0) + 1;
    const findings: readonly Finding[] = outcome.ok
      ? outcome.value.findings.filter(({ useCase }) => useCase === task.id)
      : [];
    const scopes: readonly Scope[] = task.scopes(report, findings);
    for (const { name } of scopes) names.add(name);
    for (const difference of scopeDifferences(scopes)) differences.push({ report, difference });
    counted.push({
      counts: countScopes(scopes, report.text.reveal().length),
      pair: task.classes?.(report, findings) ?? null,
    });
    onReport?.(counted.length);
  }
  const figures = reportFigures(counted, [...names], resamples === undefined ? {} : { resamples });
  return { figures, failed, differences, read };
}

/** A reader that changes the text would move the offsets of the gold. */
function checked(report: AnnotatedReport, outcome: Result<ReadReport>): Result<ReadReport> {
  if (!outcome.ok || outcome.value.text.reveal() === report.text.reveal()) return outcome;
  return evaluationFailure('CORPUS_TEXT_DIFFERS', 'the text read is not the text annotated');
}

function failureOf(outcome: Result<ReadReport>, { id }: ReportTask): Failure | undefined {
  if (!outcome.ok) return outcome.failure;
  return outcome.value.failures.find(({ useCase }) => useCase === id);
}
