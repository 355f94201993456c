import { parseArgs, type ParseArgsConfig } from 'node:util';
import { type CorpusFormat, isFormat, type OffsetUnit } from '../../evaluation/index.js';

/** Where an evaluation writes: figures as JSON, differences for local eyes, a page of Markdown. */
export interface OutputFiles {
  readonly report?: string;
  readonly leaks?: string;
  readonly table?: string;
}

/** What every evaluation of a corpus can be told. */
export interface CorpusOptions extends OutputFiles {
  readonly corpus: string;
  readonly format?: CorpusFormat;
  readonly split?: string;
  readonly offsets?: OffsetUnit;
  readonly policy?: string;
}

const text = { type: 'string' } as const;
export const OUTPUT_FILES = { report: text, leaks: text, table: text };
export const CORPUS_OPTIONS = {
  ...{ corpus: text, format: text, split: text, offsets: text, policy: text },
  ...OUTPUT_FILES,
};

const OFFSETS: readonly string[] = ['utf-16', 'code-points'] satisfies readonly OffsetUnit[];
const isOffsets = (name: string): name is OffsetUnit => OFFSETS.includes(name);

/** Undefined without a corpus, or where a value is not one of its option's. */
export function corpusOptions(
  values: Readonly<Partial<Record<keyof typeof CORPUS_OPTIONS, string>>>,
): CorpusOptions | undefined {
  const { corpus, format = 'auto', offsets, ...rest } = values;
  if (!corpus || (offsets !== undefined && !isOffsets(offsets))) return undefined;
  if (format !== 'auto' && !isFormat(format)) return undefined;
  return { corpus, ...(format !== 'auto' && { format }), ...(offsets !== undefined && { offsets }), ...rest };
}

/** One subject and its options; undefined where the arguments are anything else. */
export function readArguments<O extends NonNullable<ParseArgsConfig['options']>>(
  args: readonly string[],
  options: O,
) {
  try {
    const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options });
    const [subject, ...others] = positionals;
    return subject !== undefined && others.length === 0 ? { subject, values } : undefined;
  } catch {
    return undefined;
  }
}
