import { writeFileSync } from 'node:fs';
import { loadConfig } from '../../config/index.js';
import {
  type Evaluation,
  evaluateVariant,
  type EvaluationOptions,
  openCorpus,
  type OpenedCorpus,
  type Variant,
  variantsWith,
  writeCorpus,
} from '../../evaluation/index.js';
import { failed, ok, type Result } from '../../kernel/index.js';
import { AssemblyError, openModel, policyNamed } from '../../pipeline/index.js';
import { type ModelReader } from '../../pseudonymization/index.js';
import { createKeyedHash, DEMONSTRATION_KEYS } from '../../security/index.js';
import { type CommandOutput, EXIT, standardOutput } from '../output.js';
import { evaluateAssertionCommand, readAssertionOptions } from './assertion-command.js';
import { evaluateCodingCommand, readCodingOptions } from './coding-command.js';
import { writeLeaks } from './leaks-file.js';
import { markdownPage } from './markdown.js';
import { type EvaluateOptions, readOptions } from './options.js';
import { jsonReport, printed } from './report.js';
import { evaluateReportsCommand } from './reports-command.js';
import { readReportOptions } from './reports-options.js';
import { outputRefused, progress, refused, told, unwritable } from './said.js';

const USAGE = `Usage : passerelle evaluate pseudonymization --corpus <fichier, dossier ou archive>
    [--format auto|uima|parhaf|brat|jsonl|marked] [--split <nom>] [--offsets utf-16|code-points] [--no-identities]
    [--compare | --variant <nom>] [--policy <nom>] [--report <rapport.json>] [--table <page.md>] [--leaks <fichier local.jsonl>]
    [--export uima|parhaf|brat|jsonl|marked --output <dossier> [--spans found|gold]]
       passerelle evaluate tumor-biomarkers|treatment-response|infections --corpus <fichier, dossier ou archive>
    [--format …] [--split <nom>] [--offsets …] [--policy <nom>] [--report <rapport.json>] [--table <page.md>] [--leaks <fichier local.jsonl>]
       passerelle evaluate medical-coding --corpus <fichier ou dossier> [--report …] [--table …] [--leaks …]
       passerelle evaluate assertion --corpus <fichier ou dossier> [--report …] [--table …] [--leaks …]
Mesure la pseudonymisation, l’assertion ou un cas d’usage sur un corpus annoté ; docs/evaluation.md.
`;

type Parts = Pick<EvaluationOptions, 'policy' | 'keys'>;

/** What is done with a command that was read; gives back its status. */
export type Measure = (
  options: EvaluateOptions,
  parts: Parts,
  variants: readonly Variant[],
  output: CommandOutput,
) => Promise<number>;

/** `passerelle evaluate`: status 0 when all was read, 1 when a document was not or was held, 2 for a wrong command. */
export async function evaluateCommand(
  args: readonly string[],
  output: CommandOutput = standardOutput,
  measure: Measure = evaluate,
): Promise<number> {
  const ofAssertion = readAssertionOptions(args);
  if (ofAssertion) return evaluateAssertionCommand(ofAssertion, output);
  const ofCoding = readCodingOptions(args);
  if (ofCoding) return evaluateCodingCommand(ofCoding, output);
  const ofReports = readReportOptions(args);
  if (ofReports) return evaluateReportsCommand(ofReports, output);
  const options = readOptions(args);
  if (!options) {
    output.err(USAGE);
    return EXIT.usage;
  }
  const opened = await partsOf(options);
  if (!opened.ok) return refused(opened.failure, output);
  const { model, ...parts } = opened.value;
  try {
    const variants = chosen(options, model);
    if (variants.length > 0) return await measure(options, parts, variants, output);
    output.err('VARIANT_NOT_AVAILABLE (what it detects with is not installed)\n');
    return EXIT.usage;
  } finally {
    await model?.close();
  }
}

async function evaluate(
  options: EvaluateOptions,
  parts: Parts,
  variants: readonly Variant[],
  output: CommandOutput,
): Promise<number> {
  const place = unwritable(options, options.exported?.folder);
  if (place !== undefined) return outputRefused(place, output);
  const corpus = await openCorpus(options.corpus, options);
  if (!corpus.ok) return refused(corpus.failure, output);
  for (const problem of corpus.value.problems) output.err(`${told(problem)}\n`);
  for (const note of corpus.value.notes) output.err(`${note}\n`);
  const { documents } = corpus.value;
  if (documents.length === 0) {
    output.err('no document to measure\n');
    return corpus.value.problems.length > 0 ? EXIT.failed : EXIT.usage;
  }
  const evaluations: Evaluation[] = [];
  for (const variant of variants) {
    const onDocument = progress(output, variant.label, documents.length);
    evaluations.push(
      await evaluateVariant(documents, variant, {
        ...parts,
        identities: options.identities,
        onDocument,
      }),
    );
    output.err('\n');
  }
  return finish(options, corpus.value, evaluations, output);
}

function chosen({ variant }: EvaluateOptions, model: ModelReader | undefined): readonly Variant[] {
  const all = variantsWith(model);
  if (variant === 'all') return all;
  return variant === 'last' ? all.slice(-1) : all.filter(({ id }) => id === variant.id);
}

function finish(
  options: EvaluateOptions,
  corpus: OpenedCorpus,
  evaluations: readonly Evaluation[],
  output: CommandOutput,
): number {
  const reports = evaluations.map(({ report }) => report);
  output.out(printed(corpus, reports));
  if (options.report !== undefined)
    writeFileSync(options.report, `${JSON.stringify(jsonReport(corpus, reports, options), null, 2)}\n`);
  if (options.table !== undefined) writeFileSync(options.table, markdownPage(corpus, reports, options));
  if (options.leaks !== undefined) writeLeaks(options.leaks, evaluations);
  const last = evaluations.at(-1);
  if (options.exported && last) {
    const { format, folder, spans } = options.exported;
    const written = writeCorpus(spans === 'gold' ? corpus.documents : last.found, format, folder);
    if (!written.ok) return refused(written.failure, output);
    output.err(`${String(written.value)} files written\n`);
  }
  const isWhole = corpus.problems.length === 0 && reports.every(({ held }) => held === 0);
  return isWhole ? EXIT.ok : EXIT.failed;
}

/** Rules alone, asked by name, are measured without a model. */
const needsModel = ({ variant }: EvaluateOptions): boolean =>
  typeof variant === 'string' || !variantsWith().some(({ id }) => id === variant.id);

/** A policy of the installation, and its trained model; keys of the demonstration, as no surrogate leaves the process. */
async function partsOf(
  options: EvaluateOptions,
): Promise<Result<Parts & { readonly model: ModelReader | undefined }>> {
  const config = loadConfig();
  if (!config.ok) return config;
  const { useCases, policies } = config.value.pseudonymization;
  const hash = createKeyedHash(DEMONSTRATION_KEYS.vault, 'surrogates');
  try {
    return ok({
      policy: policyNamed(options.policy ?? useCases, policies),
      keys: { hmac: (...parts: string[]) => Buffer.from(hash(...parts), 'hex') },
      model: needsModel(options) ? await openModel(config.value) : undefined,
    });
  } catch (error) {
    if (!(error instanceof AssemblyError)) throw error;
    return failed({ code: 'ASSEMBLY_REFUSED', class: 'permanent', message: error.message });
  }
}
