import { has, first, type Reading, says } from './reading.js';
import { decideGene } from './decide-gene.js';
import { type Measure } from './terms.js';
import { methodOf, openOutcome, type Outcome, outcome, polarityOf, saidBy } from './outcome.js';

/** Receptors are positive from 10 % of cells, unless the report says otherwise (docs/batch-contract.md). */
const RECEPTOR_CUT_OFF = 10;
/** Allred 0 to 2 is negative, 3 to 8 positive. */
const ALLRED_CUT_OFF = 3;

/** Written form of what was measured: percentage, Allred, H-score, intensity. */
export function measured(reading: Reading): Pick<Outcome, 'value' | 'unit'> {
  const percent = first(reading, 'percent')?.measure;
  if (percent) return { value: percent.text, unit: '%' };
  const allred = first(reading, 'allred')?.measure;
  if (allred) return { value: `${allred.low}/8`, unit: null };
  const hScore = first(reading, 'hscore')?.measure;
  if (hScore) return { value: hScore.text, unit: null };
  const grade = first(reading, 'grade')?.measure;
  if (grade) return { value: grade.low === 0 ? '0' : `${grade.low}+`, unit: null };
  // One sign says that it is positive, several how much.
  const plus = first(reading, 'plus')?.text.replace(/[()]/g, '');
  if (plus && plus.length > 1) return { value: plus, unit: null };
  return { value: first(reading, 'number')?.measure?.text ?? null, unit: null };
}

/** ER, PR, AR. All readings of a statement speak of one stain. */
export function decideReceptor(readings: readonly Reading[]): Outcome[] {
  const reading = readings.flat();
  const said = { ...measured(reading), method: methodOf(reading) };
  const words = reading.filter(({ kind }) => kind !== 'found');
  const stated = polarityOf(words);
  if (stated) return [outcome(stated, said)];
  const level = receptorLevel(reading);
  if (level !== null) {
    return [outcome(level ? 'positive' : 'negative', { ...said, basis: 'measured' })];
  }
  if (says(reading, 'low', 'strong') && has(reading, 'expression')) return [outcome('positive', said)];
  if (has(reading, 'equivocal')) return [outcome('equivocal', said)];
  const open = openOutcome(reading);
  return open ? [open] : [];
}

function receptorLevel(reading: Reading): boolean | null {
  const percent = first(reading, 'percent')?.measure;
  if (percent) {
    return percent.comparator.startsWith('<')
      ? percent.low > RECEPTOR_CUT_OFF
      : percent.high >= RECEPTOR_CUT_OFF;
  }
  const allred = first(reading, 'allred')?.measure;
  if (allred) return allred.low >= ALLRED_CUT_OFF;
  const hScore = first(reading, 'hscore')?.measure;
  if (hScore) return hScore.low >= RECEPTOR_CUT_OFF;
  const grade = first(reading, 'grade')?.measure;
  if (grade) return grade.low > 0;
  const number = first(reading, 'number')?.measure;
  if (!number || number.unit !== null || number.low > 100) return null;
  if (number.low === 0) return false;
  return number.low >= RECEPTOR_CUT_OFF ? true : null;
}

/** What is said of the gene of a protein: "BCL6 non réarrangé", "mutation de BAP1", "EBER négatif (HIS)". */
const isOfGene = (reading: Reading) =>
  has(reading, 'rearrangement', 'amplification', 'mutation', 'variant', 'ish', 'sequencing') &&
  !has(reading, 'grade', 'percent', 'expression', 'expresses', 'ihc') &&
  (!has(reading, 'plus') || has(reading, 'rearrangement', 'amplification'));

/** Stains: what the words say; p53 also has wild-type and mutated patterns. */
export function decideProtein(readings: readonly Reading[], cutOff = RECEPTOR_CUT_OFF): Outcome[] {
  const ofGene = readings.filter(isOfGene);
  const reading = withoutAberrant(readings.filter((each) => !isOfGene(each)).flat());
  const speaksOfFusion = ofGene.some((each) => has(each, 'rearrangement', 'ish', 'sequencing'));
  return [
    ...(reading.length > 0 ? saidBy(reading, stain(reading, cutOff)) : []),
    ...decideGene(ofGene, speaksOfFusion ? 'fusion' : 'gene'),
  ];
}

/** "CD7+ (aberrant)": of a marker that is there, no mutation. */
const withoutAberrant = (reading: Reading): Reading =>
  has(reading, 'plus', 'minus', 'positive', 'negative', 'expresses', 'expressed')
    ? reading.filter(({ kind, text }) => kind !== 'mutated' || !/^abe?rr|^abn/.test(text))
    : reading;

/** None is negative; from the cut-off on positive; between them not judged. */
function byPercent({ low, high, comparator }: Measure, cutOff: number): Outcome['status'] {
  if (high === 0 || (comparator.startsWith('<') && low <= 1)) return 'negative';
  return low >= cutOff && !comparator.startsWith('<') ? 'positive' : 'unknown';
}

function stain(reading: Reading, cutOff: number): Outcome[] {
  const said = { ...measured(reading), method: methodOf(reading) };
  if (says(reading, 'wildtype')) return [outcome('wildtype', said)];
  if (says(reading, 'mutated', 'mutation')) return [outcome('mutated', said)];
  const stated = polarityOf(reading);
  if (stated) return [outcome(stated, said)];
  const usual = reading.find(({ kind }) => kind === 'normal');
  if (usual) return [outcome(has(reading, 'expression', 'ihc') ? 'positive' : 'wildtype', said)];
  const percent = first(reading, 'percent')?.measure;
  if (percent) return [outcome(byPercent(percent, cutOff), { ...said, basis: 'measured' })];
  const grade = first(reading, 'grade')?.measure;
  if (grade) return [outcome(grade.low === 0 ? 'negative' : 'positive', { ...said, basis: 'measured' })];
  if (says(reading, 'low', 'strong')) return [outcome('positive', said)];
  const open = openOutcome(reading);
  return open ? [open] : [];
}

/** MLH1, MSH2, MSH6, PMS2: a kept protein is positive, a lost one negative. */
export function decideRepair(readings: readonly Reading[]): Outcome[] {
  const reading = readings.flat();
  if (has(reading, 'methylation')) return [];
  if (
    has(reading, 'mutation', 'mutated', 'variant', 'wildtype') &&
    !has(reading, 'lost', 'kept', 'expression')
  )
    return [];
  const said = { ...measured(reading), method: methodOf(reading) };
  const stated = polarityOf(reading) ?? (says(reading, 'normal') ? 'positive' : null);
  if (stated) return [outcome(stated, said)];
  if (said.unit === '%')
    return [outcome(said.value === '0' ? 'negative' : 'positive', { ...said, basis: 'measured' })];
  const open = openOutcome(reading);
  return open ? [open] : [];
}
