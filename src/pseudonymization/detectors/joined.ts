import { type Span } from '../../text/index.js';
import { type Candidate, type DetectionInput } from './candidate.js';
import { tokenize } from './tokens.js';

/** A text without some of its signs. */
export interface Joined {
  readonly text: string;
  /** Where a sign of it stands in the original, in UTF-16 code units. */
  readonly at: Int32Array;
}

/** The text without the given stretches, which lie apart and in order. */
export function without(text: string, cuts: readonly Span[]): Joined {
  const [pieces, at] = [[] as string[], new Int32Array(text.length + 1)];
  let [length, from] = [0, 0];
  for (const { start, end } of [...cuts, { start: text.length, end: text.length }]) {
    pieces.push(text.slice(from, start));
    for (let sign = from; sign < start; sign += 1) at[length++] = sign;
    from = end;
  }
  at[length] = text.length;
  return { text: pieces.join(''), at: at.subarray(0, length + 1) };
}

/** What `detect` finds in the joined text, where it stands in the original. */
export function readJoined(
  input: DetectionInput,
  { text, at }: Joined,
  detect: (input: DetectionInput) => Candidate[],
): Candidate[] {
  const placed = <T extends Span>(one: T): T => ({
    ...one,
    start: at[one.start] as number,
    end: (at[one.end - 1] as number) + 1,
  });
  return detect({ ...input, text, tokens: tokenize(text) }).map((one) => ({
    ...placed(one),
    ...(one.words && { words: one.words.map(placed) }),
    ...(one.person !== undefined && { person: at[one.person] as number }),
  }));
}

/** Stretches of the original, in order, where they stand in the joined text. */
export function intoJoined<T extends Span>({ at }: Joined, spans: readonly T[]): T[] {
  const place = (sign: number): number => {
    let [low, high] = [0, at.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((at[middle] as number) < sign) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return spans
    .map((one) => ({ ...one, start: place(one.start), end: place(one.end) }))
    .filter(({ start, end }) => end > start);
}
