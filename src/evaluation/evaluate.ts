import { type SpanCategory } from '../pseudonymization/index.js';
import { type AnnotatedDocument, type AnnotatedSpan } from './corpora/annotated.js';
import { type Difference, differencesOf } from './differences.js';
import { type Counts, countDocument } from './figures/counts.js';
import { type CorpusFigures, figuresOf } from './figures/figures.js';
import { ownIdentityLeft } from './figures/own-identity.js';
import { groupBy } from './group-by.js';
import { DIRECT_IDENTIFIERS } from './labels/index.js';
import { type Outcome, type PseudonymizationParts, pseudonymizePatient } from './pseudonymize-corpus.js';
import { type Variant } from './variants.js';

const PAGE_CHARACTERS = 3000;
/** Patients read once more before the clock starts: the first ones are slow, and would slow the first variant alone. */
const WARM_UP = 30;

export interface VariantReport {
  readonly id: string;
  readonly label: string;
  readonly figures: CorpusFigures;
  /** Documents the residual check stopped: they count as nothing found, and nothing of them goes on. */
  readonly held: number;
  /** Marked stretches of which something is covered by nothing, by category and role. */
  readonly leaks: Readonly<Record<string, number>>;
  /** What is left of the patient's own identity; only documents that came with one. */
  readonly ownIdentity: {
    readonly documents: number;
    readonly documentsWithLeft: number;
    readonly left: Readonly<Record<string, number>>;
  };
  /** A page is 3,000 characters. */
  readonly speed: { readonly seconds: number; readonly pagesPerSecond: number };
}

export interface Evaluation {
  readonly report: VariantReport;
  /** The same documents with the spans found, for an export. */
  readonly found: readonly AnnotatedDocument[];
  /** Where the two differ: for a local file only. */
  readonly differences: readonly { readonly document: AnnotatedDocument; readonly difference: Difference }[];
}

export interface EvaluationOptions extends PseudonymizationParts {
  /** False: nobody is named, and any direct identifier found is one too many. */
  readonly identities: boolean;
  readonly onDocument?: (done: number) => void;
  readonly resamples?: number;
}

/** Pseudonymizes a corpus in one way, and measures it against the gold. */
export async function evaluateVariant(
  documents: readonly AnnotatedDocument[],
  variant: Variant,
  options: EvaluationOptions,
): Promise<Evaluation> {
  const patients = [...groupBy(documents, ({ patient }) => patient).values()];
  for (const own of patients.slice(0, WARM_UP)) await pseudonymizePatient(own, variant, options);
  const started = performance.now();
  const outcomes: Outcome[] = [];
  for (const own of patients) {
    outcomes.push(...(await pseudonymizePatient(own, variant, options)));
    options.onDocument?.(outcomes.length);
  }
  const seconds = (performance.now() - started) / 1000;
  const spansOf = new Map(outcomes.map((outcome) => [outcome.document, spansFound(outcome, options)]));
  const found = documents.map((document) => ({ ...document, spans: spansOf.get(document) ?? [] }));
  const differences = outcomes.flatMap(({ document }) =>
    differencesOf(document, spansOf.get(document) ?? []).map((difference) => ({ document, difference })),
  );
  const counts: Counts[] = outcomes.map(({ document }) =>
    countDocument({
      text: document.text.reveal(),
      gold: document.spans,
      found: spansOf.get(document) ?? [],
    }),
  );
  const { resamples } = options;
  const figures = figuresOf(counts, resamples === undefined ? {} : { resamples });
  const leaks = differences.filter(({ difference }) => difference.what === 'leak');
  const report: VariantReport = {
    id: variant.id,
    label: variant.label,
    figures,
    held: outcomes.filter(({ failure }) => failure !== undefined).length,
    leaks: tally(leaks.map(({ difference }) => difference.label)),
    ownIdentity: ownIdentityOf(outcomes),
    speed: { seconds, pagesPerSecond: figures.characters / PAGE_CHARACTERS / seconds },
  };
  return { report, found, differences };
}

/** Without identities, a date or a hospital may well be right: nobody marked them. */
const spansFound = ({ pseudonymized }: Outcome, { identities }: EvaluationOptions): AnnotatedSpan[] =>
  (pseudonymized?.spans ?? [])
    .filter(({ category }) => identities || DIRECT_IDENTIFIERS.has(category))
    .map(({ start, end, category, role, kind }) => ({ start, end, category, role, kind }));

function ownIdentityOf(outcomes: readonly Outcome[]): VariantReport['ownIdentity'] {
  const withIdentity = outcomes.filter(({ document }) => document.known !== undefined);
  const left: SpanCategory[][] = withIdentity.map(({ document: { text, spans, known }, pseudonymized }) =>
    known && pseudonymized
      ? ownIdentityLeft(text.reveal(), spans, known.identity.reveal(), pseudonymized)
      : [],
  );
  return {
    documents: withIdentity.length,
    documentsWithLeft: left.filter((categories) => categories.length > 0).length,
    left: tally(left.flat()),
  };
}

function tally(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of [...names].sort()) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}
