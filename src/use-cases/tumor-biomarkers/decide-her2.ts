import { denies, first, has, type Reading, says } from './reading.js';
import { decideGene } from './decide-gene.js';
import {
  methodOf,
  openOutcome,
  type Outcome,
  outcome,
  polarityOf,
  saidBy,
  withoutNeedless,
} from './outcome.js';
import { type BiomarkerStatus, type InSitu } from './terms.js';

/** IHC scores (docs/batch-contract.md): 0 and 1+ negative, 2+ equivocal, 3+ positive. */
const BY_SCORE: readonly BiomarkerStatus[] = ['negative', 'negative', 'equivocal', 'positive'];
/** HER2/CEP17 ratio from which the gene is amplified (ASCO/CAP). */
const AMPLIFIED_RATIO = 2;

/** Protein and gene are two results: "2+, FISH non amplifiée". */
export function decideHer2(readings: readonly Reading[]): Outcome[] {
  if (isMutation(readings.flat())) return decideGene(readings, 'gene');
  const outcomes = joinIshReadings(readings).flatMap((reading) => [
    ...protein(reading),
    ...saidBy(fromGene(reading), gene(reading)),
  ]);
  const told = withoutNeedless(outcomes);
  return told.some(({ open }) => !open) ? told : told.slice(0, 1);
}

/** A mutation of the gene: "HER2 muté (insertion de l'exon 20)". */
const isMutation = (reading: Reading) =>
  has(reading, 'mutation', 'mutated', 'wildtype', 'variant', 'exon') &&
  !has(reading, 'grade', 'plus', 'overexpressed', 'amplification', 'ish', 'expression');

const OF_THE_GENE: ReadonlySet<string> = new Set(['ish', 'amplification', 'ratio']);
const isIsh = (reading: Reading) => has(reading, 'ish', 'amplification', 'ratio');
const isIhc = (reading: Reading) => !isIsh(reading) || has(reading, 'overexpressed', 'grade');

/** All that is said of the gene is one result; so is all that is said of the protein. */
function joinIshReadings(readings: readonly Reading[]): Reading[] {
  const ihc = readings.filter((reading) => !isIsh(reading)).flat();
  const ish = readings.filter(isIsh).flat();
  // "FISH en cours, fera l'objet d'un compte rendu": one thing is awaited.
  if (ish.length > 0 && ihc.every(({ kind }) => kind === 'pending')) return [[...ish, ...ihc]];
  return [ihc, ish].filter((reading) => reading.length > 0);
}

function protein(reading: Reading): Outcome[] {
  if (!isIhc(reading)) return [];
  const from = reading.findIndex(({ kind }) => OF_THE_GENE.has(kind));
  const before = from === -1 ? reading : withoutLastNegators(reading.slice(0, from));
  const own = isIsh(reading) ? (before.length > 0 ? before : reading) : reading;
  return saidBy(own, statedOrScored(reading, own));
}

/** What is said of the gene in a reading that speaks of the protein first. */
function fromGene(reading: Reading): Reading {
  const from = reading.findIndex(({ kind }) => OF_THE_GENE.has(kind));
  return from === -1 ? reading : reading.slice(withoutLastNegators(reading.slice(0, from)).length);
}

function statedOrScored(reading: Reading, own: Reading): Outcome[] {
  const score = scoreOf(own);
  // The score is one of the stain by its definition.
  const method = methodOf(own) ?? (score === null ? null : 'IHC');
  const said = { value: score === null ? null : score === 0 ? '0' : `${score}+`, method };
  const stated = statedProtein(own);
  const byScore = score === null ? null : (BY_SCORE[score] ?? 'unknown');
  const scoreOutcome = byScore && outcome(byScore, { ...said, basis: 'measured' });
  // A conclusion the score alone does not give ("positif : 2+, amplifié") stands beside the score.
  if (stated && scoreOutcome && byScore !== stated) return [outcome(stated), scoreOutcome];
  if (stated) return [outcome(stated, said)];
  if (scoreOutcome) return [scoreOutcome];
  if (says(own, 'low')) return [outcome('negative', { value: 'low', method })];
  if (says(own, 'equivocal')) return [outcome('equivocal', said)];
  const open = isIsh(reading) ? null : openOutcome(own);
  return open ? [open] : [];
}

/** In "2+ non amplifié" the negation is the gene's. */
function withoutLastNegators(reading: Reading): Reading {
  const last = reading.findLastIndex(({ kind }) => kind !== 'negator');
  return reading.slice(0, last + 1);
}

function statedProtein(reading: Reading): BiomarkerStatus | null {
  if (denies(reading, 'overexpressed')) return 'negative';
  if (says(reading, 'overexpressed'))
    return polarityOf(withoutNoun(reading)) ?? (has(reading, 'search') ? null : 'positive');
  if (isIsh(reading)) return null;
  // "HER2+" says positive; "HER2 : (+)" may be a score.
  return polarityOf(
    reading.filter(({ kind, text }) => (kind !== 'plus' || text === '+') && kind !== 'expressed'),
  );
}

const withoutNoun = (reading: Reading): Reading => reading.filter(({ kind }) => kind !== 'overexpressed');

function scoreOf(reading: Reading): number | null {
  const grades = reading.filter(({ kind }) => kind === 'grade').map(({ measure }) => measure?.low ?? 0);
  if (grades.length > 0) return Math.max(...grades.slice(0, 2));
  const plus = first(reading, 'plus');
  if (plus) {
    const signs = plus.text.replace(/[()]/g, '').length;
    return signs === 1 && !has(reading, 'ihc') ? null : Math.min(signs, 3);
  }
  const number = first(reading, 'number')?.measure;
  return number &&
    number.unit === null &&
    number.comparator === '' &&
    number.low <= 3 &&
    Number.isInteger(number.low)
    ? number.low
    : null;
}

function gene(reading: Reading): Outcome[] {
  if (!isIsh(reading)) return [];
  const ratio = first(reading, 'ratio')?.measure;
  const said = {
    method: methodOf(reading),
    value: ratio?.text ?? null,
    ...(ratio && { ratio: ratio.low }),
  };
  const stated = statedGene(reading);
  if (stated) return [outcome(stated, said)];
  if (ratio) {
    const amplified = ratio.low >= AMPLIFIED_RATIO && !ratio.comparator.startsWith('<');
    return [outcome(amplified ? 'amplified' : 'not_amplified', { ...said, basis: 'measured' })];
  }
  if (says(reading, 'equivocal')) return [outcome('equivocal', said)];
  const open = openOutcome(reading);
  return open ? [open] : [];
}

function statedGene(reading: Reading): BiomarkerStatus | null {
  if (denies(reading, 'amplification')) return 'not_amplified';
  const from = reading.findIndex(({ kind }) => kind === 'ish');
  const answer = polarityOf(
    (from === -1 ? reading : reading.slice(from)).filter(({ kind }) => kind !== 'overexpressed'),
  );
  if (answer === 'negative') return 'not_amplified';
  if (answer === 'positive') return 'amplified';
  if (!says(reading, 'amplification')) return null;
  if (has(reading, 'search', 'pending', 'notdone', 'noncontributive', 'doubt')) return null;
  return 'amplified';
}

/** Copies of the gene in a nucleus: amplified from 6, not amplified under 4; between them the ratio decides (ASCO/CAP). */
const MANY_COPIES = 6;
const FEW_COPIES = 4;

/** "Rapport HER2/CEP17 : 4,1", "copies de HER2 par noyau : 9,4". */
export function decideInSitu(readings: readonly Reading[], measure: InSitu): Outcome[] {
  const reading = readings.flat();
  const number = first(reading, 'number', 'ratio')?.measure;
  const method = methodOf(reading);
  if (!number || number.unit === '%') return [];
  const under = number.comparator.startsWith('<');
  if (measure === 'ratio') {
    const amplified = number.low >= AMPLIFIED_RATIO && !under;
    const said = { method, value: number.text, ratio: number.low, basis: 'measured' } as const;
    return [outcome(amplified ? 'amplified' : 'not_amplified', said)];
  }
  const said = { method, copies: number.low, basis: 'measured' } as const;
  if (number.low >= MANY_COPIES && !under) return [outcome('amplified', said)];
  if (number.low < FEW_COPIES || (under && number.low <= FEW_COPIES)) return [outcome('not_amplified', said)];
  return [];
}
