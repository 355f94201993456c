import type { ModelLabels } from './labels.js';

const LEAST = 1e-9;

/**
 * The likeliest row of labels in which every `I-X` follows a `B-X` or an `I-X`. `probabilities` has one row for each
 * token; the probability of `O` counts for `outside` times as much: below 1, a doubtful token is rather a name. Linear.
 */
export function likeliestLabels(
  probabilities: Float32Array,
  labels: ModelLabels['category'],
  outside = 1,
): Uint8Array {
  const width = labels.length;
  const count = probabilities.length / width;
  /** Of each `I-X`, the column of its `B-X`; -1 for labels that may follow any. */
  const begins = labels.map(({ part, category }) =>
    part === 'I' ? labels.findIndex((one) => one.part === 'B' && one.category === category) : -1,
  );
  const weights = labels.map(({ part }) => (part === 'O' ? Math.log(outside) : 0));
  const cameFrom = new Uint8Array(count * width);
  let before = new Float64Array(width);
  let now = new Float64Array(width);
  for (let at = 0; at < count; at += 1) {
    let best = 0;
    for (let label = 1; label < width; label += 1)
      if ((before[label] as number) > (before[best] as number)) best = label;
    for (let label = 0; label < width; label += 1) {
      const begin = begins[label] as number;
      let from = best;
      if (begin >= 0) from = (before[begin] as number) >= (before[label] as number) ? begin : label;
      const isForbidden = begin >= 0 && at === 0;
      const own = Math.log(Math.max(probabilities[at * width + label] as number, LEAST));
      now[label] = isForbidden ? -Infinity : (before[from] as number) + own + (weights[label] as number);
      cameFrom[at * width + label] = from;
    }
    [before, now] = [now, before];
  }
  return backwards(cameFrom, before, count);
}

function backwards(cameFrom: Uint8Array, last: Float64Array, count: number): Uint8Array {
  const width = last.length;
  const row = new Uint8Array(count);
  let label = last.indexOf(Math.max(...last));
  for (let at = count - 1; at >= 0; at -= 1) {
    row[at] = label;
    label = cameFrom[at * width + label] as number;
  }
  return row;
}
