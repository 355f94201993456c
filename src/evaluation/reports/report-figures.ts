import { type Counts } from '../figures/counts.js';
import { type Figure, type Measure, measured, type Sums } from '../figures/bootstrap.js';
import { rates } from '../figures/rates.js';
import { type ClassPair } from './task.js';

export interface ScopeRates {
  readonly name: string;
  readonly expected: number;
  readonly found: number;
  readonly missed: number;
  readonly extra: number;
  readonly precision: Figure;
  readonly recall: Figure;
  readonly f1: Figure;
}

export interface ReportFigures {
  readonly reports: number;
  readonly characters: number;
  readonly scopes: readonly ScopeRates[];
  /** Only where each report is of one class. */
  readonly classes?: {
    readonly accuracy: Figure;
    /** Mean of the F1 of the classes that the gold holds. */
    readonly macroF1: Figure;
    /** `gold > found`, and how often. */
    readonly confusion: Readonly<Record<string, number>>;
  };
}

/** Counts of one report, with its classes where it has them. */
export interface CountedReport {
  readonly counts: Counts;
  readonly pair: ClassPair | null;
}

/** All the figures of a corpus; `names` are the scopes in the order of the table. */
export function reportFigures(
  documents: readonly CountedReport[],
  names: readonly string[],
  more?: { readonly resamples?: number },
): ReportFigures {
  const pairs = documents.flatMap(({ pair }) => (pair ? [pair] : []));
  const golds = [...new Set(pairs.map(({ gold }) => gold))];
  const measures: Record<string, Measure> = {};
  for (const name of names)
    for (const [rate, measure] of Object.entries(ratesOf(name))) measures[`${name}/${rate}`] = measure;
  if (pairs.length > 0) {
    measures.accuracy = (sum) => sum('class/right') / sum('class/reports');
    measures.macroF1 = (sum) =>
      golds.reduce((total, own) => total + orZero(ratesOf(own).f1(sum)), 0) / golds.length;
  }
  const counts = documents.map(withClass);
  const figures = measured(counts, measures, more);
  const figure = (name: string): Figure => figures[name] ?? { value: null, low: null, high: null };
  const total: Sums = (key) => counts.reduce((sum, one) => sum + (one.get(key) ?? 0), 0);
  return {
    reports: total('report/reports'),
    characters: total('report/characters'),
    scopes: names.map((name) => ({
      name,
      expected: total(`${name}/expected`),
      found: total(`${name}/found`),
      missed: total(`${name}/expected`) - total(`${name}/right expected`),
      extra: total(`${name}/found`) - total(`${name}/right found`),
      precision: figure(`${name}/precision`),
      recall: figure(`${name}/recall`),
      f1: figure(`${name}/f1`),
    })),
    ...(pairs.length > 0 && {
      classes: {
        accuracy: figure('accuracy'),
        macroF1: figure('macroF1'),
        confusion: confusionOf(pairs),
      },
    }),
  };
}

const ratesOf = (name: string) =>
  rates(
    { found: `${name}/right found`, expected: `${name}/right expected` },
    `${name}/found`,
    `${name}/expected`,
  );

const orZero = (value: number): number => (Number.isFinite(value) ? value : 0);

function withClass({ counts, pair }: CountedReport): Counts {
  if (!pair) return counts;
  const right = pair.gold === pair.found ? 1 : 0;
  return new Map([...counts, ['class/reports', 1], ['class/right', right]]);
}

function confusionOf(pairs: readonly ClassPair[]): Record<string, number> {
  const confusion: Record<string, number> = {};
  for (const { gold, found } of pairs) {
    const key = `${gold} > ${found}`;
    confusion[key] = (confusion[key] ?? 0) + 1;
  }
  return confusion;
}
