import { type Rule, TOUCHING } from './rules.js';

/** Rules that touch, and the cells they make. */
export interface Frame {
  /** The edges of its columns and rows, left to right and top to bottom. */
  readonly xs: readonly number[];
  readonly ys: readonly number[];
  /** The cell at a column and a row: the index of its first place, row after row. One cell may hold several places. */
  readonly cellAt: (column: number, row: number) => number;
}

/** More places are graph paper; more frames no form. */
const MOST_PLACES = 4_000;
const MOST_FRAMES = 200;

export const leftOf = ({ xs }: Frame): number => xs[0] ?? 0;
export const rightOf = ({ xs }: Frame): number => xs.at(-1) ?? 0;
export const topOfFrame = ({ ys }: Frame): number => ys[0] ?? 0;
export const bottomOfFrame = ({ ys }: Frame): number => ys.at(-1) ?? 0;

/** The frames of a page, the outer ones first. */
export function framesOf(rules: readonly Rule[]): Frame[] {
  const across = rules.filter(({ isAcross }) => isAcross);
  const down = rules.filter(({ isAcross }) => !isAcross);
  const groups = new Map<number, Rule[]>();
  const root = touching(across, down);
  [...across, ...down].forEach((rule, index) => {
    const key = root(index);
    const group = groups.get(key);
    if (group) group.push(rule);
    else groups.set(key, [rule]);
  });
  return [...groups.values()]
    .flatMap(frameOf)
    .sort((one, other) => areaOf(other) - areaOf(one))
    .slice(0, MOST_FRAMES);
}

const areaOf = (frame: Frame): number =>
  (rightOf(frame) - leftOf(frame)) * (bottomOfFrame(frame) - topOfFrame(frame));

/** Sets of rules that touch: gives each rule its set. */
function touching(across: readonly Rule[], down: readonly Rule[]): (index: number) => number {
  const [join, root] = disjointSets(across.length + down.length);
  across.forEach((one, index) => {
    down.forEach((other, at) => {
      if (isOn(other.at, one) && isOn(one.at, other)) join(index, across.length + at);
    });
  });
  return root;
}

const isOn = (at: number, { from, to }: Rule): boolean => at >= from - TOUCHING && at <= to + TOUCHING;

function disjointSets(
  count: number,
): [join: (one: number, other: number) => void, root: (one: number) => number] {
  const parents = Array.from({ length: count }, (_, index) => index);
  const root = (one: number): number => {
    let at = one;
    while (parents[at] !== at) {
      parents[at] = parents[parents[at] ?? at] ?? at;
      at = parents[at] ?? at;
    }
    return at;
  };
  const join = (one: number, other: number): void => {
    const [first, second] = [root(one), root(other)];
    parents[Math.max(first, second)] = Math.min(first, second);
  };
  return [join, root];
}

/** An open side (a table without its outer rules) ends where the rules across or down it end. */
function frameOf(rules: readonly Rule[]): Frame[] {
  const across = rules.filter(({ isAcross }) => isAcross);
  const down = rules.filter(({ isAcross }) => !isAcross);
  if (across.length === 0 || down.length === 0) return [];
  const xs = edges(down, across);
  const ys = edges(across, down);
  const [columns, rows] = [xs.length - 1, ys.length - 1];
  if (columns < 1 || rows < 1 || columns * rows > MOST_PLACES) return [];
  const [join, root] = disjointSets(columns * rows);
  const middle = (of: readonly number[], at: number): number => ((of[at] ?? 0) + (of[at + 1] ?? 0)) / 2;
  const covers = (group: readonly Rule[] | undefined, along: number): boolean =>
    group?.some((rule) => rule.from < along && rule.to > along) ?? false;
  const [rulesAt, rulesUnder] = [byPlace(down, xs), byPlace(across, ys)];
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const place = row * columns + column;
      if (column + 1 < columns && !covers(rulesAt[column + 1], middle(ys, row))) join(place, place + 1);
      if (row + 1 < rows && !covers(rulesUnder[row + 1], middle(xs, column))) join(place, place + columns);
    }
  }
  return [{ xs, ys, cellAt: (column, row) => root(row * columns + column) }];
}

function edges(rules: readonly Rule[], crossing: readonly Rule[]): number[] {
  const ends = [
    crossing.reduce((least, { from }) => Math.min(least, from), Infinity),
    crossing.reduce((most, { to }) => Math.max(most, to), -Infinity),
  ];
  const sorted = [...rules.map(({ at }) => at), ...ends].sort((one, other) => one - other);
  const places: number[] = [];
  for (const at of sorted) if (at - (places.at(-1) ?? -Infinity) > 1.5 * TOUCHING) places.push(at);
  return places;
}

function byPlace(rules: readonly Rule[], places: readonly number[]): Rule[][] {
  return places.map((place) => rules.filter(({ at }) => Math.abs(at - place) <= 1.5 * TOUCHING));
}
