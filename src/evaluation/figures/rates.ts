import { type Measure, type Sums } from './bootstrap.js';

export const share =
  (part: string, whole: string): Measure =>
  (sum) =>
    sum(part) / sum(whole);

/** P, R and F1 of pairs of counters; nothing expected and nothing found is no measure. */
export function rates(right: { found: string; expected: string }, found: string, expected: string) {
  const precision = share(right.found, found);
  const recall = share(right.expected, expected);
  const f1 = (sum: Sums): number => {
    if (sum(found) + sum(expected) === 0) return Number.NaN;
    const [p, r] = [sum(found) === 0 ? 0 : precision(sum), sum(expected) === 0 ? 0 : recall(sum)];
    return p + r === 0 ? 0 : (2 * p * r) / (p + r);
  };
  return { precision, recall, f1 };
}
