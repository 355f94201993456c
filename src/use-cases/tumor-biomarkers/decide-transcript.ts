import { decideGene } from './decide-gene.js';
import { methodOf, type Outcome, outcome } from './outcome.js';
import { first, has, type Reading, says } from './reading.js';

/** A fusion followed by its transcript: "BCR-ABL : 0,02 %", "PML-RARA indétectable"; "contre 0,15 %" is an earlier one. */
export function decideTranscript(readings: readonly Reading[]): Outcome[] {
  const reading = readings.flat();
  const against = reading.findIndex(({ kind }) => kind === 'versus');
  const before = reading.slice(against + 1).find(({ kind }) => kind === 'percent');
  const told = transcriptOf(readings);
  const [now] = told;
  if (!now || against <= 0 || !before?.measure || before.measure.text === now.value) return told;
  const date = reading.slice(against + 1).find(({ kind }) => kind === 'date')?.text ?? null;
  const earlier = { value: before.measure.text, unit: '%', method: now.method, earlier: true, date } as const;
  const own = reading.slice(0, against).find(({ kind }) => kind === 'date')?.text ?? null;
  const status = before.measure.high === 0 ? 'negative' : 'positive';
  return [{ ...now, date: own }, outcome(status, { ...earlier, basis: 'measured', clues: [before] })];
}

function transcriptOf(readings: readonly Reading[]): Outcome[] {
  // "Réponse moléculaire perdue : 1,2 %": what is lost is the response.
  const measured = readings.flat().some(({ measure }) => measure !== undefined && measure.high > 0);
  const told = measured ? readings.map((each) => each.filter(({ kind }) => kind !== 'lost')) : readings;
  const reading = told.flat();
  const level = first(reading, 'percent', 'ratio')?.measure;
  const said = {
    value: level?.text ?? null,
    unit: level?.unit === '%' ? '%' : null,
    method: methodOf(reading),
  };
  if (says(reading, 'undetectable')) return [outcome('negative', { ...said, clues: reading })];
  const outcomes = decideGene(told, 'fusion');
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
