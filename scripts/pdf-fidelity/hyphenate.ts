const VOWEL = /[aeiouyàâäéèêëîïôöùûüœæ]/i;
/** Consonants that stay together. */
const CLUSTER = /^(?:[bcdfgpv][rl]|tr|[cpt]h|gn|qu)/i;
const LEAST = 7;
const [BEFORE, AFTER] = [3, 3];

/** Where a word of a report may be cut, as a French typesetter would: indices into the word. */
export function cutsOf(word: string): number[] {
  const match = /^(?:\p{L}{1,2}[’'])?(\p{Ll}+)[.,;:)]?$/u.exec(word);
  const stem = match?.[1] ?? '';
  if (stem.length < LEAST) return [];
  const start = word.indexOf(stem);
  const cuts: number[] = [];
  for (let at = BEFORE; at <= stem.length - AFTER; at += 1) {
    const [before, here, next] = [stem[at - 1] ?? '', stem[at] ?? '', stem[at + 1] ?? ''];
    if (VOWEL.test(here)) continue;
    const opens = VOWEL.test(next) || CLUSTER.test(stem.slice(at));
    const splitsCluster = CLUSTER.test(before + here) && !VOWEL.test(before);
    if (opens && !splitsCluster && VOWEL.test(stem.slice(0, at))) cuts.push(start + at);
  }
  return cuts;
}
