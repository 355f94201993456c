import { type Counted, monthsOf, type Period } from './count.js';
import { type Days } from './days.js';
import { type Mark } from './network.js';
import { type Item, KINDS } from './said.js';
import { suppress } from './suppress.js';

/** One line of the figures. A unit or a month that is null is the total over them. */
export interface Line {
  readonly item: Item;
  readonly unit: string | null;
  readonly month: string | null;
  /** New stays; null where it is hidden. */
  readonly stays: number | null;
  readonly mark: Mark;
  /** Patient-days, where they are known for all it holds. */
  readonly days: number | null;
  /** New stays for 1,000 patient-days; null where either is. */
  readonly per1000: number | null;
}

export interface TableSettings {
  readonly period: Period;
  readonly threshold: number;
  readonly days?: Days | undefined;
  /** Only its lines, of the figures of all. */
  readonly unit?: string | undefined;
}

/** The figures of every item, with totals, and without what could tell of a few people. */
export function linesOf(counted: readonly Counted[], settings: TableSettings): Line[] {
  const months = monthsOf(settings.period);
  const named = [...counted.flatMap(({ stays }) => [...stays.keys()]), ...(settings.days?.keys() ?? [])];
  const units = [...new Set(named)].sort((a, b) => a.localeCompare(b, 'fr'));
  return [...counted]
    .sort((a, b) => rank(a.item) - rank(b.item) || a.item.name.localeCompare(b.item.name, 'fr'))
    .flatMap((one) => linesOfItem(one, { units, months }, settings));
}

const rank = ({ kind }: Item): number => KINDS.indexOf(kind);

interface Axes {
  readonly units: readonly string[];
  readonly months: readonly string[];
}

function linesOfItem({ item, stays }: Counted, { units, months }: Axes, settings: TableSettings): Line[] {
  const { threshold, days, unit: only } = settings;
  const counts = units.map((unit) => months.map((month) => stays.get(unit)?.get(month) ?? 0));
  const marked = suppress(counts, threshold);
  const line = (unit: string | null, month: string | null, count: number, mark: Mark): Line => {
    const over = sumOfDays(days, unit === null ? units : [unit], month === null ? months : [month]);
    const shown = mark === 'shown' ? count : null;
    const per1000 = shown !== null && over ? Math.round((shown / over) * 100_000) / 100 : null;
    return { item, unit, month, stays: shown, mark, days: over, per1000 };
  };
  const cells = units.flatMap((unit, r) => [
    ...months.map((month, c) => line(unit, month, counts[r]?.[c] ?? 0, marked.cells[r]?.[c] ?? 'small')),
    line(unit, null, sum(counts[r] ?? []), marked.units[r] ?? 'small'),
  ]);
  if (only !== undefined) return cells.filter(({ unit }) => unit === only);
  return [
    ...cells,
    ...months.map((month, c) =>
      line(null, month, sum(counts.map((row) => row[c] ?? 0)), marked.months[c] ?? 'small'),
    ),
    line(null, null, sum(counts.map(sum)), marked.all),
  ];
}

/** Null where any of them is not known: a rate over a part of the days would be too high. */
function sumOfDays(
  days: Days | undefined,
  units: readonly string[],
  months: readonly string[],
): number | null {
  if (!days) return null;
  const all = units.flatMap((unit) => months.map((month) => days.get(unit)?.get(month)));
  return all.includes(undefined) ? null : sum(all as number[]);
}

const sum = (values: readonly number[]): number => values.reduce((total, one) => total + one, 0);
