/**
 * Pairs of indexes of a longest common subsequence, in order. Time grows with the number of equal pairs (Hunt and
 * Szymanski), which the words of a text keep low, instead of with the product of the lengths.
 */
export function longestCommon(one: readonly string[], other: readonly string[]): [number, number][] {
  const places = new Map<string, number[]>();
  other.forEach((word, at) => {
    const own = places.get(word);
    if (own) own.push(at);
    else places.set(word, [at]);
  });
  /** For each length, the pair that ends a common subsequence of it earliest in `other`. */
  const ends: Link[] = [];
  one.forEach((word, at) => {
    // From the last place to the first: a word of `one` is taken once.
    for (const place of places.get(word)?.toReversed() ?? []) {
      const length = firstEndingFrom(ends, place);
      ends[length] = { one: at, other: place, before: ends[length - 1] };
    }
  });
  const pairs: [number, number][] = [];
  for (let link = ends.at(-1); link; link = link.before) pairs.push([link.one, link.other]);
  return pairs.reverse();
}

interface Link {
  readonly one: number;
  readonly other: number;
  readonly before: Link | undefined;
}

function firstEndingFrom(ends: readonly Link[], place: number): number {
  let [low, high] = [0, ends.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ends[middle] as Link).other < place) low = middle + 1;
    else high = middle;
  }
  return low;
}
