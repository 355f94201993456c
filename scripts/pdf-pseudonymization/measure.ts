import { writeFileSync } from 'node:fs';
import { type EvaluateOptions, type Measure } from '../../src/cli/evaluate/index.js';
import { type AnnotatedDocument, evaluateVariant, openCorpus } from '../../src/evaluation/index.js';
import { type Column, compared, jsonOf } from './compare.js';
import { printAll, type PrintedCorpus } from './print-all.js';
import { type Producer } from './report.js';

export interface Printing {
  readonly producers: readonly Producer[];
  /** The document whose texts are shown as they were read: local only. */
  readonly show: string | undefined;
}

interface Measured {
  readonly id: string;
  readonly forms: readonly Column[];
}

/** Measures a corpus as text, then printed in each layout by each producer and read back. */
export const measureAsPdf =
  ({ producers, show }: Printing): Measure =>
  async (options, parts, variants, output) => {
    const refusal = notAsked(options);
    if (refusal !== undefined) {
      output.err(`${refusal}\n`);
      return 2;
    }
    const corpus = await openCorpus(options.corpus, options);
    if (!corpus.ok) {
      output.err(`${corpus.failure.code} (${corpus.failure.message})\n`);
      return 2;
    }
    const { documents, problems } = corpus.value;
    for (const { file, place, failure } of problems) output.err(`${file}, ${place}: ${failure.code}\n`);
    if (documents.length === 0) {
      output.err('no document to measure\n');
      return problems.length > 0 ? 1 : 2;
    }
    const printed = await printAll(documents, producers);
    output.out(shown(printed, show));
    const measured: Measured[] = [];
    for (const variant of variants) {
      const forms: Column[] = [];
      for (const form of formsOf(documents, printed)) {
        const { report } = await evaluateVariant(form.documents, variant, { ...parts, identities: true });
        forms.push({ ...form, report, notRead: documents.length - form.documents.length });
      }
      output.out(`${variant.label}, ${String(documents.length)} documents\n\n${compared(forms)}\n\n`);
      measured.push({ id: variant.id, forms });
    }
    if (options.report !== undefined) {
      const read = { split: options.split ?? null, documents: documents.length, notRead: problems.length };
      writeFileSync(options.report, `${JSON.stringify(reportOf(read, measured), null, 2)}\n`);
    }
    const isWhole = (form: Column): boolean => form.notRead === 0 && form.report.held === 0;
    return problems.length === 0 && measured.every(({ forms }) => forms.every(isWhole)) ? 0 : 1;
  };

const reportOf = (corpus: object, variants: readonly Measured[]): object => ({
  schema: 1,
  task: 'pseudonymization as PDF',
  corpus,
  variants: variants.map(({ id, forms }) => ({ id, forms: forms.map(jsonOf) })),
});

function notAsked({ identities, exported, leaks, table }: EvaluateOptions): string | undefined {
  const other = !identities || [exported, leaks, table].some((option) => option !== undefined);
  return other ? '--as-pdf goes without --no-identities, --export, --leaks and --table' : undefined;
}

const formsOf = (documents: readonly AnnotatedDocument[], printed: readonly PrintedCorpus[]) => [
  { name: 'text', documents, reread: [] },
  ...printed.map(({ layout, producer, reread }) => ({
    name: `${layout}, ${producer}`,
    documents: reread.map(({ document }) => document),
    reread,
  })),
];

const shown = (printed: readonly PrintedCorpus[], id: string | undefined): string =>
  printed
    .flatMap(({ layout, producer, reread }) =>
      reread
        .filter(({ document }) => document.id === id)
        .map(({ document, lost }) => {
          const title = `=== ${document.id}, ${layout}, ${producer}: ${String(lost.length)} words lost`;
          return `${title}\n${document.text.reveal()}\n\n`;
        }),
    )
    .join('');
