import { alleleShare } from './details.js';
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
import { AMINO } from './shapes.js';
import { type BiomarkerStatus } from './terms.js';

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
    if (!next && before?.variant && reading.every(({ kind }) => SHARES.has(kind)))
      outcomes[outcomes.length - 1] = { ...before, clues: [...(before.clues ?? []), ...reading] };
    if (!next || (outcomes.length > 0 && isBareNoun(reading))) continue;
    inList = before?.status === 'wildtype' && isVariants(reading) && (inList || opens(reading));
    if (inList) continue;
    const last = outcomes[outcomes.length - 1];
    if (last && last.status === next.status && sameVariant(last.variant, next.variant))
      outcomes[outcomes.length - 1] = join(last, next);
    else if (!(next.open && last && !isAwaited(next))) outcomes.push(next);
  }
  return withoutNeedless(outcomes).map(withShare);
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

/** A fusion followed by its transcript: "BCR-ABL : 0,02 %", "PML-RARA indétectable". */
export function decideTranscript(readings: readonly Reading[]): Outcome[] {
  const reading = readings.flat();
  const level = first(reading, 'percent', 'ratio')?.measure;
  const said = {
    value: level?.text ?? null,
    unit: level?.unit === '%' ? '%' : null,
    method: methodOf(reading),
  };
  if (says(reading, 'undetectable')) return [outcome('negative', { ...said, clues: reading })];
  const outcomes = decideGene(readings, 'fusion');
  if (outcomes.length > 0)
    return outcomes.map((each) => ({
      ...each,
      value: each.value ?? said.value,
      unit: each.unit ?? said.unit,
    }));
  if (!level || has(reading, 'pending', 'notdone', 'noncontributive', 'search')) return [];
  return [
    outcome(level.high === 0 ? 'negative' : 'positive', { ...said, basis: 'measured', clues: reading }),
  ];
}

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
  if (stained)
    return outcome(stained.status, { value: stained.value, method: method ?? 'IHC', basis: 'measured' });
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

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
const THREE_LETTERS = new RegExp(`^(?:p\\.)?\\s?\\(?(?:${AMINO})\\d`);
const AMINO_ACID = new RegExp(AMINO, 'g');

/** The usual case of a variant: `V600E`, `p.Val600Glu`, `c.34G>T`; words stay as written. */
function written(text: string): string {
  const compact = text.replace(/^([cpg]\.)\s+/, '$1');
  if (THREE_LETTERS.test(compact)) return compact.replace(AMINO_ACID, capital);
  if (/^(?:del|ins|dup)\s?[a-z]\d{2}/.test(compact))
    return compact.replace(/[a-z](?=\d)/g, (residue) => residue.toUpperCase());
  if (/\s/.test(compact) || /^(?:exon|ex|del|ins)/.test(compact)) return compact;
  const [, prefix = '', rest = ''] = /^([cpg]\.)?(.*)$/s.exec(compact) ?? [];
  return (
    prefix + rest.replace(/del|ins|dup|fs|[a-z]/g, (part) => (part.length > 1 ? part : part.toUpperCase()))
  );
}
