import { parseArgs } from 'node:util';
import { type CorpusFormat, isFormat, type OffsetUnit, VARIANTS } from '../../evaluation/index.js';

export interface EvaluateOptions {
  readonly corpus: string;
  readonly format?: CorpusFormat;
  readonly split?: string;
  readonly offsets?: OffsetUnit;
  readonly identities: boolean;
  /** Every variant that can run, or the one named, or the last. */
  readonly variant: 'all' | 'last' | { readonly id: string };
  readonly exported?: {
    readonly format: CorpusFormat;
    readonly folder: string;
    readonly spans: 'gold' | 'found';
  };
  readonly policy?: string;
  readonly report?: string;
  readonly leaks?: string;
  /** A page of Markdown. */
  readonly table?: string;
}

const OFFSETS: readonly string[] = ['utf-16', 'code-points'];

/** Undefined where the command is not one. */
export function readOptions(args: readonly string[]): EvaluateOptions | undefined {
  const values = parsed(args);
  if (!values?.corpus) return undefined;
  const { corpus, split, policy, report, leaks, table, format = 'auto', offsets, spans = 'found' } = values;
  if (format !== 'auto' && !isFormat(format)) return undefined;
  if (offsets !== undefined && !OFFSETS.includes(offsets)) return undefined;
  if (spans !== 'gold' && spans !== 'found') return undefined;
  const variant = variantOf(values.compare, values.variant);
  const { export: target, output } = values;
  if (!variant || (target === undefined) !== (output === undefined)) return undefined;
  if (target !== undefined && !isFormat(target)) return undefined;
  return {
    ...{ corpus, variant, identities: !values['no-identities'] },
    ...(format !== 'auto' && { format }),
    ...(split !== undefined && { split }),
    ...(offsets !== undefined && { offsets: offsets as OffsetUnit }),
    ...(target !== undefined &&
      output !== undefined && { exported: { format: target, folder: output, spans } }),
    ...(policy !== undefined && { policy }),
    ...(report !== undefined && { report }),
    ...(leaks !== undefined && { leaks }),
    ...(table !== undefined && { table }),
  };
}

function variantOf(compare: boolean, id: string | undefined): EvaluateOptions['variant'] | undefined {
  if (id === undefined) return compare ? 'all' : 'last';
  return !compare && VARIANTS.some((variant) => variant.id === id) ? { id } : undefined;
}

function parsed(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        corpus: { type: 'string' },
        format: { type: 'string' },
        split: { type: 'string' },
        offsets: { type: 'string' },
        'no-identities': { type: 'boolean', default: false },
        compare: { type: 'boolean', default: false },
        variant: { type: 'string' },
        export: { type: 'string' },
        output: { type: 'string' },
        spans: { type: 'string' },
        policy: { type: 'string' },
        report: { type: 'string' },
        leaks: { type: 'string' },
        table: { type: 'string' },
      },
    });
    return positionals.length === 1 && positionals[0] === 'pseudonymization' ? values : undefined;
  } catch {
    return undefined;
  }
}
