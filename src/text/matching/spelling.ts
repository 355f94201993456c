/** Words shorter than this are not corrected: one letter apart, too many are other words. */
const SHORTEST = 8;
/** A word this short is never a slip of one of them. */
export const SHORTEST_SLIP = SHORTEST - 1;
const LARGEST_CACHE = 20_000;

/** Every word with one letter taken out. */
function* shortened(word: string): Generator<string> {
  for (let at = 0; at < word.length; at += 1) yield word.slice(0, at) + word.slice(at + 1);
}

/** One letter added, lost, changed, or two neighbours swapped. */
function isOneSlip(one: string, other: string): boolean {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  const [rest, wanted] = [one.slice(at), other.slice(at)];
  if (rest.slice(1) === wanted || rest === wanted.slice(1) || rest.slice(1) === wanted.slice(1)) return true;
  return rest[0] === wanted[1] && rest[1] === wanted[0] && rest.slice(2) === wanted.slice(2);
}

/**
 * Brings a misspelt word back to a word of the vocabulary: eight letters or more, one slip, the same first letter, and a
 * single candidate. `known` are words that exist and stay as they are. Words are stems (`tokenize`). The cost of a word
 * is its length, once.
 */
export function createSpelling(words: ReadonlySet<string>, known: ReadonlySet<string>) {
  const byShort = new Map<string, string[]>();
  const index = (key: string, word: string) => byShort.set(key, [...(byShort.get(key) ?? []), word]);
  for (const word of words) {
    if (word.length < SHORTEST) continue;
    index(word, word);
    for (const key of new Set(shortened(word))) index(key, word);
  }
  const seen = new Map<string, string | null>();

  const search = (word: string): string | null => {
    if (word.length < SHORTEST_SLIP || words.has(word) || known.has(word)) return null;
    const candidates = new Set([word, ...shortened(word)].flatMap((key) => byShort.get(key) ?? []));
    const near = [...candidates].filter((one) => one[0] === word[0] && isOneSlip(word, one));
    return near.length === 1 ? (near[0] as string) : null;
  };
  return (word: string): string | null => {
    const before = seen.get(word);
    if (before !== undefined) return before;
    if (seen.size >= LARGEST_CACHE) seen.clear();
    const found = search(word);
    seen.set(word, found);
    return found;
  };
}
