import { type Item } from './said.js';

/** A germ, phenotype or alert told of a stay on a day. */
export interface Told {
  readonly item: Item;
  /** Opaque: who and which stay. */
  readonly stay: string;
  readonly unit: string;
  /** `YYYY-MM-DD`. */
  readonly day: string;
}

export interface Period {
  /** `YYYY-MM-DD`, both included. */
  readonly from: string;
  readonly to: string;
}

export interface Counted {
  readonly item: Item;
  /** New stays by unit, then by month (`YYYY-MM`). */
  readonly stays: ReadonlyMap<string, ReadonlyMap<string, number>>;
}

/**
 * New stays: each is counted once for an item, in the unit and the month where it was first told. What was first told
 * before the period is not new in it.
 */
export function countNew(told: readonly Told[], { from, to }: Period): Counted[] {
  const first = new Map<string, Told>();
  for (const one of told) {
    const key = JSON.stringify([one.item.kind, one.item.name, one.stay]);
    const known = first.get(key);
    if (!known || one.day < known.day) first.set(key, one);
  }
  const items = new Map<string, { item: Item; stays: Map<string, Map<string, number>> }>();
  for (const { item, unit, day } of first.values()) {
    if (day < from || day > to) continue;
    const key = JSON.stringify([item.kind, item.name]);
    const counted = items.get(key) ?? { item, stays: new Map<string, Map<string, number>>() };
    const months = counted.stays.get(unit) ?? new Map<string, number>();
    months.set(day.slice(0, 7), (months.get(day.slice(0, 7)) ?? 0) + 1);
    counted.stays.set(unit, months);
    items.set(key, counted);
  }
  return [...items.values()];
}

/** `2026-01` to `2026-03`: every month that the period touches. */
export function monthsOf({ from, to }: Period): string[] {
  const months: string[] = [];
  const last = to.slice(0, 7);
  let [year, month] = from.split('-').map(Number) as [number, number];
  for (let one = from.slice(0, 7); one <= last; one = `${year}-${String(month).padStart(2, '0')}`) {
    months.push(one);
    [year, month] = month === 12 ? [year + 1, 1] : [year, month + 1];
  }
  return months;
}
