export {
  type AnnotatedDocument,
  type AnnotatedSpan,
  type Corpus,
  type OffsetUnit,
  type Problem,
} from './corpora/annotated.js';
export { type AnnotatedReport } from './corpora/annotated-report.js';
export { type CorpusFormat, isFormat, openCorpus, type OpenedCorpus, openReports } from './corpora/index.js';
export { writeCorpus } from './corpora/write-corpus.js';
export { type Difference } from './differences.js';
export { evaluateVariant, type Evaluation, type EvaluationOptions, type VariantReport } from './evaluate.js';
export { type Figure } from './figures/bootstrap.js';
export { type CorpusFigures, type ScopeFigures } from './figures/figures.js';
export { type AssertionEvaluation, evaluateAssertion } from './assertion/evaluate-assertion.js';
export { type CodedStay } from './corpora/coding/coded-stay.js';
export { type CodingEvaluation, evaluateCoding } from './coding/evaluate-coding.js';
export { openStays } from './corpora/coding/open-stays.js';
export { cpuCost } from './reports/cpu-cost.js';
export { evaluateReports, type ReportEvaluation } from './reports/evaluate-reports.js';
export { type ReportReader, reportReader } from './reports/read-reports.js';
export { type ReportFigures } from './reports/report-figures.js';
export { classRows, classSummary, reportRows } from './reports/report-tables.js';
export { type ReportTask } from './reports/task.js';
export { REPORT_TASKS } from './reports/tasks/index.js';
export { columns, leakTable, mainRows, mainTable, scopeRows, scopeTable } from './table.js';
export { type Variant, VARIANTS, variantsWith } from './variants.js';
