import { alleleShare, isShareCell } from './details.js';
import { denies, first, has, type Reading, says } from './reading.js';
import {
  isAwaited,
  methodOf,
  openOutcome,
  type Outcome,
  outcome,
  polarityOf,
  saidBy,
  withoutNeedless,
} from './outcome.js';
import { type BiomarkerStatus } from './terms.js';
import { written } from './variants.js';

/** `gene`: bare "négatif" means no mutation; `fusion`: no rearrangement. */
export function decideGene(readings: readonly Reading[], family: 'gene' | 'fusion'): Outcome[] {
  const outcomes: Outcome[] = [];
  let inList = false;
  for (const reading of readings) {
    const [next] = saidBy(
      reading,
      [readOne(reading, family)].filter((each) => each !== null),
    );
    const ratio = first(reading, 'ratio')?.measure;
    const before = outcomes[outcomes.length - 1];
    if (!next && ratio && before && isCopyNumber(before.status))
      outcomes[outcomes.length - 1] = { ...before, value: before.value ?? ratio.text, ratio: ratio.low };
    if (!next && before?.variant && isShareOnly(reading))
      outcomes[outcomes.length - 1] = { ...before, clues: [...(before.clues ?? []), ...reading] };
    if (!next || (outcomes.length > 0 && isBareNoun(reading))) continue;
    inList = before?.status === 'wildtype' && isVariants(reading) && (inList || opens(reading));
    if (inList && before) {
      outcomes[outcomes.length - 1] = { ...before, clues: [...(before.clues ?? []), ...reading] };
      continue;
    }
    const last = outcomes[outcomes.length - 1];
    if (last && last.status === next.status && sameVariant(last.variant, next.variant))
      outcomes[outcomes.length - 1] = join(last, next);
    else if (!(next.open && last && !isAwaited(next))) outcomes.push(next);
  }
  return withoutNeedless(outcomes).flatMap(eachSearched).map(withShare);
}

/** The share of the alleles is the value of a variant; of an internal duplication, its ratio. */
function withShare(said: Outcome): Outcome {
  if (said.status !== 'mutated' || said.value !== null) return said;
  const clues = said.clues ?? [];
  const share = alleleShare(clues);
  if (share) return { ...said, value: share.text, unit: '%' };
  const ratio = clues.find(({ kind }) => kind === 'ratio')?.measure;
  return ratio ? { ...said, value: ratio.text } : said;
}

/** "0,9 % | non ciblable ici": what is denied of a word nobody knows is none of the result. */
const isShareOnly = (reading: Reading) =>
  reading.some((said) => SHARES.has(said.kind) || isShareCell(said)) &&
  reading.every(
    ({ kind, text }) =>
      SHARES.has(kind) || kind === 'number' || (kind === 'negator' && text.startsWith('non ')),
  );

/** "Pas de mutation (L858R, T790M)": each variant looked for is a result of its own. */
function eachSearched(said: Outcome): Outcome[] {
  if (said.status !== 'wildtype') return [said];
  const variants = (said.clues ?? []).filter(
    ({ kind, text }) => kind === 'variant' && PROTEIN_LIKE.test(text),
  );
  if (variants.length < 2) return [said];
  const others = (said.clues ?? []).filter(({ kind }) => kind !== 'variant');
  return variants.map((variant) => ({
    ...said,
    variant: written(variant.text.replace(/^[([]|[)\]]$/g, '')),
    clues: [...others, variant],
  }));
}

const PROTEIN_LIKE = /^(?:p\.)?\(?[a-z]{1,3}\d+[a-z*]/;

const SHARES: ReadonlySet<string> = new Set(['percent', 'vaf', 'ratio']);
const BARE: ReadonlySet<string> = new Set(['mutation', 'rearrangement', 'exon', 'search', 'number']);
/** "Pas de mutation (L858R, T790M)": what was looked for. */
const isVariants = (reading: Reading) => reading.every(({ kind }) => kind === 'variant' || BARE.has(kind));
const opens = (reading: Reading) => (reading[0]?.gap?.opened ?? 0) > 0;

/** "…, cette mutation", "(variant 3)": after a result, a noun alone is not another one. */
const isBareNoun = (reading: Reading) => reading.every(({ kind }) => BARE.has(kind));

const isCopyNumber = (status: BiomarkerStatus) => status === 'amplified' || status === 'not_amplified';

const PROTEIN = /^(?:p\.)?\(?[A-Z][a-z]{0,2}\d+/;

/** Two protein changes are two variants; a change and its exon, or its coding form, are one. */
const sameVariant = (a: string | null, b: string | null) =>
  a === null || b === null || a === b || !(PROTEIN.test(a) && PROTEIN.test(b));

const join = (a: Outcome, b: Outcome): Outcome => ({
  ...a,
  value: a.value ?? b.value,
  unit: a.unit ?? b.unit,
  method: a.method ?? b.method,
  clues: [...(a.clues ?? []), ...(b.clues ?? [])],
  variant: a.variant && (b.variant === null || PROTEIN.test(a.variant)) ? a.variant : b.variant,
});

function readOne(reading: Reading, family: 'gene' | 'fusion'): Outcome | null {
  const method = methodOf(reading);
  const variant = variantOf(reading);
  const status = statusOf(reading, family, variant !== null);
  const ratio = first(reading, 'ratio')?.measure;
  if (status)
    return outcome(status, {
      method,
      variant,
      ...(ratio && isCopyNumber(status) && { value: ratio.text, ratio: ratio.low }),
    });
  const stained = family === 'fusion' ? stain(reading) : null;
  if (stained) return outcome(stained.status, { value: stained.value, method, basis: 'measured' });
  if (says(reading, 'equivocal')) return outcome('equivocal', { method, variant });
  return openOutcome(reading);
}

/** ALK and ROS1 by IHC: 0 negative, 3+ positive, between them to be checked by another method. */
function stain(reading: Reading): { status: BiomarkerStatus; value: string } | null {
  const score = first(reading, 'grade', 'number')?.measure;
  if (!score || score.unit !== null || score.comparator !== '' || score.low > 3) return null;
  if (score.low === 0) return { status: 'negative', value: '0' };
  return { status: score.low === 3 ? 'positive' : 'equivocal', value: `${score.low}+` };
}

function statusOf(reading: Reading, family: 'gene' | 'fusion', variant: boolean): BiomarkerStatus | null {
  const stops = has(reading, 'pending', 'notdone', 'noncontributive', 'doubt', 'equivocal', 'falseNegator');
  if (has(reading, 'residual') && !stops) {
    const level = polarityOf(reading.filter(({ kind }) => kind !== 'mutated'));
    if (level) return level;
  }
  if (says(reading, 'wildtype') || denies(reading, 'mutated')) return 'wildtype';
  if (says(reading, 'mutated') || denies(reading, 'wildtype')) return stops ? null : 'mutated';
  if (says(reading, 'normal')) return absenceOf(reading, family);
  const answer = polarityOf(reading.filter(({ kind }) => kind !== 'overexpressed'));
  if (answer === 'negative' || deniesNoun(reading)) return absenceOf(reading, family);
  if (says(reading, 'positive', 'plus') && !has(reading, 'doubt', 'equivocal'))
    return presenceOf(reading, family, variant);
  if (stops) return null;
  const noun = has(reading, 'mutation', 'rearrangement', 'amplification', 'overexpressed', 'methylation');
  const searched = isSearched(reading);
  if (variant && !searched) return 'mutated';
  if (answer === 'positive') return presenceOf(reading, family, variant);
  if (variant && noun && isAnswered(reading)) return 'mutated';
  return noun && !searched ? presenceOf(reading, family, variant) : null;
}

/** Looked for, and nothing more said; "variant de BRCA1 (analyse constitutionnelle)" only names the analysis. */
const isSearched = (reading: Reading) => {
  const noun = reading.findIndex(({ kind }) => kind === 'mutation' || kind === 'variant');
  return reading.some(
    ({ kind, text, gap }, index) =>
      kind === 'search' &&
      !(
        noun !== -1 &&
        index > noun &&
        (gap?.opened ?? 0) > 0 &&
        /^(?:analyse|etude|sequencage|genotypage|test$)/.test(text)
      ),
  );
};

/** "Recherche de mutation : L858R", not "demander un test de mutation V600E". */
const isAnswered = (reading: Reading) =>
  !reading.some(
    ({ kind, text }) => kind === 'search' && /^(?:test|recherch|screening|determin)/.test(text),
  ) || reading.some(({ kind, gap }) => kind === 'variant' && (gap?.colon || gap?.cell || gap?.arrow));

const deniesNoun = (reading: Reading) =>
  denies(reading, 'mutation', 'rearrangement', 'amplification', 'variant', 'expression');

function presenceOf(reading: Reading, family: 'gene' | 'fusion', variant: boolean): BiomarkerStatus {
  if (has(reading, 'rearrangement')) return 'positive';
  if (has(reading, 'amplification')) return 'amplified';
  if (has(reading, 'mutation') || variant) return 'mutated';
  if (has(reading, 'ihc', 'kept', 'expression', 'expresses') && !variant) return 'positive';
  return family === 'fusion'
    ? 'positive'
    : has(reading, 'overexpressed', 'expressed')
      ? 'positive'
      : 'mutated';
}

function absenceOf(reading: Reading, family: 'gene' | 'fusion'): BiomarkerStatus {
  if (has(reading, 'rearrangement')) return 'negative';
  if (has(reading, 'amplification') && !has(reading, 'mutation')) return 'not_amplified';
  if (has(reading, 'mutation', 'variant'))
    return family === 'fusion' && !isMutation(reading) ? 'negative' : 'wildtype';
  if (has(reading, 'expression', 'ihc', 'lost', 'expresses')) return 'negative';
  return family === 'fusion' ? 'negative' : 'wildtype';
}

/** "mutation" as against "altération", "anomalie", which for a fusion gene mean a fusion. */
const isMutation = (reading: Reading) =>
  reading.some(({ kind, text }) => kind === 'mutation' && /mutation|variant|deletion|insertion/.test(text));

function variantOf(reading: Reading): string | null {
  const said = reading.filter(({ kind }) => kind === 'variant');
  const protein = said.find(({ text }) => /^p\.|^[a-z]{1,3}\d+[a-z*]/.test(text));
  const best = protein ?? said[0];
  if (best) return written(best.text.includes('(') ? best.text : best.text.replace(/[)\]]$/, ''));
  const exon = first(reading, 'exon');
  return exon && says(reading, 'mutation', 'mutated') && !/[,/-]| (?:et|a) /.test(exon.text)
    ? exon.text
    : null;
}
