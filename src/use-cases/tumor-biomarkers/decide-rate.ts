import { denies, first, has, type Reading, says } from './reading.js';
import { methodOf, openOutcome, type Outcome, outcome, polarityOf } from './outcome.js';
import { type Said } from './reading.js';
import { measured } from './decide-protein.js';

/** Ki-67: a bare percentage has no status without a stated cut-off (docs/batch-contract.md). */
export function decideProliferation(readings: readonly Reading[]): Outcome[] {
  const reading = readings.flat();
  const percent = first(reading, 'percent')?.measure ?? bareNumber(reading);
  const said = {
    value: percent?.text ?? null,
    unit: percent ? '%' : null,
    method: methodOf(reading),
  };
  if (says(reading, 'elevated') || (!percent && says(reading, 'strong'))) return [outcome('elevated', said)];
  if (percent) return [outcome('unknown', { ...said, basis: 'measured' })];
  if (says(reading, 'low')) return [outcome('normal', said)];
  const stated = polarityOf(reading);
  if (stated) return [outcome(stated, said)];
  const open = openOutcome(reading);
  return open ? [open] : [];
}

function bareNumber(reading: Reading) {
  const number = first(reading, 'number')?.measure;
  return number && number.unit === null && number.low <= 100 ? number : undefined;
}

const SCORES = { tps: 'TPS', cps: 'CPS', ic: 'IC' } as const;

/** PD-L1: TPS and CPS are two results; a bare figure has no status, cut-offs differ by indication. */
export function decideCheckpoint(readings: readonly Reading[]): Outcome[] {
  const outcomes: Outcome[] = [];
  const stated = readings
    .map((reading) => polarityOf(withoutSigns(reading)))
    .find((polarity) => polarity !== null);
  for (const reading of splitByScore(readings.flat())) {
    const value = reading.find(({ kind }) => kind === 'percent' || kind === 'number')?.measure;
    if (!value) continue;
    const score = first(reading, 'tps', 'cps', 'ic')?.kind as keyof typeof SCORES | undefined;
    const said = {
      value: value.text,
      unit: value.unit,
      method: score ? SCORES[score] : methodOf(reading),
    };
    const byWord = stated === 'negative' && value.low >= 1 && polarityOf(withoutSigns(reading)) === null;
    const own = byWord ? null : stated;
    outcomes.push(
      outcome(own ?? 'unknown', { ...said, clues: reading, basis: stated ? 'stated' : 'measured' }),
    );
  }
  if (outcomes.length > 0) return outcomes;
  return withoutValue(readings.flat(), stated ?? null);
}

const withoutSigns = (reading: Reading) =>
  reading.filter(({ kind }) => kind !== 'found' && kind !== 'expresses');

/** A new part at each TPS or CPS said after a value. */
function splitByScore(reading: Reading): Said[][] {
  const parts: Said[][] = [[]];
  for (const said of reading) {
    const open = parts[parts.length - 1] as Said[];
    const valued = open.some(({ kind }) => kind === 'percent' || kind === 'number');
    const more = reading
      .slice(reading.indexOf(said))
      .some(({ kind }) => kind === 'percent' || kind === 'number');
    if (said.kind in SCORES && valued && more) parts.push([said]);
    else open.push(said);
  }
  return parts;
}

function withoutValue(reading: Reading, stated: 'positive' | 'negative' | null): Outcome[] {
  const said = { ...measured(reading), method: methodOf(reading) };
  if (stated) return [outcome(stated, said)];
  if (has(reading, 'expression') && says(reading, 'elevated', 'strong', 'low'))
    return [outcome('positive', said)];
  const open = openOutcome(reading);
  return open ? [open] : [];
}

const HIGH_TMB = 10;

/** TMB: "élevé" or "≥ 10 mut/Mb" are stated; a bare figure is not. */
export function decideBurden(readings: readonly Reading[]): Outcome[] {
  const reading = readings.flat();
  const number = first(reading, 'number')?.measure;
  const said = {
    value: number?.text ?? null,
    unit: number ? '{mutations}/Mb' : null,
    method: methodOf(reading),
  };
  if (says(reading, 'elevated')) return [outcome('elevated', said)];
  if (says(reading, 'low', 'normal') || denies(reading, 'elevated')) return [outcome('normal', said)];
  if (number) {
    const high = number.comparator.startsWith('>') && number.low >= HIGH_TMB;
    return [outcome(high ? 'elevated' : 'unknown', { ...said, basis: 'measured' })];
  }
  const open = openOutcome(reading);
  return open ? [open] : [];
}

/** MSI, MMR, HRD, MGMT, 1p19q: is the anomaly there? */
export function decideInstability(readings: readonly Reading[], name: string): Outcome[] {
  const reading = readings.flat();
  const figure = first(reading, 'percent', 'number')?.measure;
  // "ADN tumoral circulant, tube 2": a figure without a unit counts something else.
  const value = name === 'ctDNA' && figure?.unit === null ? undefined : figure;
  const said = { value: value?.text ?? null, unit: value?.unit ?? null, method: methodOf(reading) };
  // "Méthylation du promoteur 3 % (seuil 8 %)": the figure judges, unless words do.
  const cut = first(reading, 'range')?.measure;
  if (value && cut && value.comparator === '' && cut !== value && !isStated(reading))
    return [outcome(value.low >= cut.high ? 'positive' : 'negative', { ...said, basis: 'measured' })];
  const status = anomaly(reading, name);
  if (status) return [outcome(status, said)];
  if (says(reading, 'equivocal')) return [outcome('equivocal', said)];
  const open = openOutcome(reading);
  if (open) return [open];
  return value && name !== 'MSI' && name !== 'MMR'
    ? [outcome('unknown', { ...said, basis: 'measured' })]
    : [];
}

const isStated = (reading: Reading) =>
  has(reading, 'pending', 'notdone', 'noncontributive') ||
  has(reading, 'positive', 'negative', 'negator', 'instable', 'stable', 'absent', 'found');

/** "Recherche de déficience"; "statut : instable" is an answer. */
const isOnlySearched = (reading: Reading) =>
  has(reading, 'search') &&
  !reading.some(
    ({ kind, gap }, index) =>
      kind === 'instable' &&
      (gap?.colon === true || gap?.cell === true || reading[index - 1]?.text.startsWith('statut') === true),
  );

function anomaly(reading: Reading, name: string): 'positive' | 'negative' | null {
  // For MMR, kept proteins mean no anomaly.
  if (name === 'MMR' && says(reading, 'lost')) return 'positive';
  if (name === 'MMR' && (says(reading, 'kept', 'expressed', 'normal') || denies(reading, 'lost')))
    return 'negative';
  if (says(reading, 'instable')) return isOnlySearched(reading) ? polarityOf(reading) : 'positive';
  if (denies(reading, 'instable', 'methylation', 'mutation', 'lost')) return 'negative';
  if (says(reading, 'stable', 'normal')) return 'negative';
  if (denies(reading, 'stable')) return 'positive';
  const polarity = polarityOf(reading.filter(({ kind }) => kind !== 'kept' && kind !== 'lost'));
  if (polarity) return polarity;
  if (has(reading, 'search', 'pending', 'notdone', 'noncontributive', 'doubt')) return null;
  if (says(reading, 'methylation', 'elevated', 'lost', 'mutation')) return 'positive';
  return has(reading, 'negator') ? 'negative' : null;
}

/** Genomic scores (Oncotype DX, MammaPrint…): the risk as it is said; a bare figure is not judged. */
export function decideScore(readings: readonly Reading[]): Outcome[] {
  const reading = readings.flat();
  const number = first(reading, 'number', 'percent', 'grade')?.measure;
  const said = {
    value: number?.text ?? null,
    unit: number?.unit === '%' ? '%' : null,
    method: methodOf(reading),
  };
  if (says(reading, 'elevated') || polarityOf(reading) === 'positive') return [outcome('elevated', said)];
  if (has(reading, 'equivocal')) return [outcome('equivocal', said)];
  const low = reading.find(({ kind, negated }) => (kind === 'low' || kind === 'normal') && !negated);
  if (low && !/^(?:inter|moder)/.test(low.text)) return [outcome('normal', said)];
  if (number || low) return [outcome('unknown', { ...said, basis: 'measured' })];
  const open = openOutcome(reading);
  return open ? [open] : [];
}
