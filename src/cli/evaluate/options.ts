import { type CorpusFormat, isFormat, VARIANTS } from '../../evaluation/index.js';
import { CORPUS_OPTIONS, type CorpusOptions, corpusOptions, readArguments } from './corpus-options.js';

export interface EvaluateOptions extends CorpusOptions {
  readonly identities: boolean;
  /** Every variant that can run, or the one named, or the last. */
  readonly variant: 'all' | 'last' | { readonly id: string };
  readonly exported?: {
    readonly format: CorpusFormat;
    readonly folder: string;
    readonly spans: 'gold' | 'found';
  };
}

const text = { type: 'string' } as const;
const OPTIONS = {
  ...CORPUS_OPTIONS,
  'no-identities': { type: 'boolean', default: false },
  compare: { type: 'boolean', default: false },
  ...{ variant: text, export: text, output: text, spans: text },
} as const;

/** Undefined where the command does not measure pseudonymization, or is none. */
export function readOptions(args: readonly string[]): EvaluateOptions | undefined {
  const read = readArguments(args, OPTIONS);
  if (read?.subject !== 'pseudonymization') return undefined;
  const {
    compare,
    variant: id,
    'no-identities': without,
    export: target,
    output,
    spans = 'found',
    ...values
  } = read.values;
  const ofCorpus = corpusOptions(values);
  const variant = variantOf(compare, id);
  if (!ofCorpus || !variant || (spans !== 'gold' && spans !== 'found')) return undefined;
  if ((target === undefined) !== (output === undefined)) return undefined;
  if (target !== undefined && !isFormat(target)) return undefined;
  return {
    ...ofCorpus,
    ...{ variant, identities: !without },
    ...(target !== undefined &&
      output !== undefined && { exported: { format: target, folder: output, spans } }),
  };
}

function variantOf(compare: boolean, id: string | undefined): EvaluateOptions['variant'] | undefined {
  if (id === undefined) return compare ? 'all' : 'last';
  return !compare && VARIANTS.some((variant) => variant.id === id) ? { id } : undefined;
}
