export interface Fidelity {
  readonly words: number;
  /** Words of the source found in the text read, in the order of the source. */
  readonly inOrder: number;
  /** Words read that are not of the source, or not where the source has them. */
  readonly extra: number;
}

/** What blanks part; bullets, dashes and rules alone are no words. */
export function wordsOf(text: string): string[] {
  return text
    .normalize('NFC')
    .split(/\s+/)
    .filter((word) => /[\p{L}\p{N}]/u.test(word));
}

export function fidelityOf(source: string, read: string): Fidelity {
  const [expected, found] = [wordsOf(source), wordsOf(read)];
  const inOrder = longestCommon(expected, found);
  return { words: expected.length, inOrder, extra: found.length - inOrder };
}

/** Length of the longest common subsequence. */
function longestCommon(one: readonly string[], other: readonly string[]): number {
  let row = new Uint32Array(other.length + 1);
  for (const word of one) {
    const next = new Uint32Array(other.length + 1);
    for (let at = 1; at <= other.length; at += 1) {
      const [left = 0, above = 0, corner = 0] = [next[at - 1], row[at], row[at - 1]];
      next[at] = other[at - 1] === word ? corner + 1 : Math.max(left, above);
    }
    row = next;
  }
  return row[other.length] ?? 0;
}
