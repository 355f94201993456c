import { parseArgs } from 'node:util';
import { type CorpusFormat, isFormat, REPORT_TASKS, type ReportTask } from '../../evaluation/index.js';

export interface ReportEvaluateOptions {
  readonly task: ReportTask;
  readonly corpus: string;
  readonly format?: CorpusFormat;
  readonly split?: string;
  readonly offsets?: 'utf-16' | 'code-points';
  readonly policy?: string;
  readonly report?: string;
  readonly leaks?: string;
  readonly table?: string;
}

/** Undefined where the command does not measure a use case, or is none. */
export function readReportOptions(args: readonly string[]): ReportEvaluateOptions | undefined {
  const read = parsed(args);
  if (!read?.values.corpus) return undefined;
  const { corpus, format = 'auto', offsets, split, policy, report, leaks, table } = read.values;
  if (format !== 'auto' && !isFormat(format)) return undefined;
  if (offsets !== undefined && offsets !== 'utf-16' && offsets !== 'code-points') return undefined;
  return {
    ...{ task: read.task, corpus },
    ...(format !== 'auto' && { format }),
    ...(offsets !== undefined && { offsets }),
    ...(split !== undefined && { split }),
    ...(policy !== undefined && { policy }),
    ...(report !== undefined && { report }),
    ...(leaks !== undefined && { leaks }),
    ...(table !== undefined && { table }),
  };
}

function parsed(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        corpus: { type: 'string' },
        format: { type: 'string' },
        offsets: { type: 'string' },
        split: { type: 'string' },
        policy: { type: 'string' },
        report: { type: 'string' },
        leaks: { type: 'string' },
        table: { type: 'string' },
      },
    });
    const task = REPORT_TASKS.find(({ id }) => id === positionals[0]);
    return task && positionals.length === 1 ? { values, task } : undefined;
  } catch {
    return undefined;
  }
}
