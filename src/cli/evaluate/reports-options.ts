import { REPORT_TASKS, type ReportTask } from '../../evaluation/index.js';
import { CORPUS_OPTIONS, type CorpusOptions, corpusOptions, readArguments } from './corpus-options.js';

export interface ReportEvaluateOptions extends CorpusOptions {
  readonly task: ReportTask;
}

/** Undefined where the command does not measure a use case, or is none. */
export function readReportOptions(args: readonly string[]): ReportEvaluateOptions | undefined {
  const read = readArguments(args, CORPUS_OPTIONS);
  const task = REPORT_TASKS.find(({ id }) => id === read?.subject);
  const ofCorpus = read && corpusOptions(read.values);
  return task && ofCorpus && { ...ofCorpus, task };
}
