import { type PlacedRun } from './placed-run.js';
import { type Rule } from './rules.js';

/** Shares of a table's width: a rule under some of its cells, and one under a whole row. */
const [SOME_CELLS, WHOLE_ROW] = [0.1, 0.8];
/** Fewer rules part its titles from the rest, or two tables. */
const LEAST_RULES = 2;

/** The lines of a table between the rules drawn across it, top to bottom; all together where it has none. */
export function betweenRules(lines: readonly PlacedRun[][], rules: readonly Rule[]): PlacedRun[][][] {
  const runs = lines.flat();
  const x = runs.reduce((least, run) => Math.min(least, run.x), Infinity);
  const end = runs.reduce((most, run) => Math.max(most, run.end), -Infinity);
  const heights = lines.map(heightOfLine);
  const [top, bottom] = [heights[0] ?? 0, heights.at(-1) ?? 0];
  const shareOf = ({ from, to }: Rule): number => (Math.min(to, end) - Math.max(from, x)) / (end - x);
  const across = rules
    .filter((rule) => rule.isAcross && rule.at > top && rule.at < bottom && shareOf(rule) >= SOME_CELLS)
    .sort((one, other) => one.at - other.at);
  if (across.filter((rule) => shareOf(rule) >= WHOLE_ROW).length < LEAST_RULES) return [[...lines]];
  const groups: PlacedRun[][][] = [[]];
  let at = 0;
  lines.forEach((line, index) => {
    const start = at;
    while ((across[at]?.at ?? Infinity) < (heights[index] ?? 0)) at += 1;
    if (at > start) groups.push([line]);
    else groups.at(-1)?.push(line);
  });
  return groups.filter((group) => group.length > 0);
}

const heightOfLine = (line: readonly PlacedRun[]): number => {
  const [first] = line;
  return first ? first.baseline - 0.3 * first.size : 0;
};
