import { type Judged } from './judged.js';
import { type Mention } from './mentions.js';
import { isStated } from './draft.js';

const WORD =
  /contaminants?|contaminations?|souillures?|non[ \t]+interpr[ée]tables?|imputabilit[ée][ \t]+(?:douteuse|discutable)|sans[ \t]+signification|signification[ \t]+(?:douteuse|incertaine)/giu;
const DENIED =
  /(?:pas|sans|non|exclu\p{L}*|plut[ôo]t[ \t]qu|[ée]limin\p{L}*|peu[ \t]+probable)[^.;\n]{0,30}$/iu;
/** Bacteria of the skin: what a doubt of contamination speaks of where it names none. */
const OF_SKIN =
  /^(?:Staphylococcus (?!aureus|lugdunensis|argenteus)|Staphylocoque à coagulase|Micrococcus|Corynebacterium(?! diphtheriae)|Cutibacterium|Bacillus(?! anthracis| cereus)|Cocci à Gram positif)/;
const DENIED_AFTER = /^[^.;\n]{0,40}(?:exclu|[ée]limin|peu probable)/iu;
const FAR = 160;

type Organism = Judged<Mention>;

/**
 * A bacterium that a report takes for a contaminant is undetermined wherever it is mentioned: the word may stand in its
 * conclusion. `mentions` are sorted.
 */
export function settled(
  text: string,
  mentions: readonly Organism[],
  endOfSentence: (offset: number) => number,
): Organism[] {
  const doubtful = new Set<string>();
  const seen = new Set<string>();
  let read = 0;
  for (const { index, 0: word } of text.matchAll(WORD)) {
    const end = Math.min(endOfSentence(index), index + FAR);
    const start = startOfClause(text, index);
    for (; read < mentions.length && (mentions[read] as Organism).end <= start; read += 1) {
      const { name } = mentions[read] as Organism;
      if (OF_SKIN.test(name)) seen.add(name);
    }
    const isDenied =
      DENIED.test(text.slice(start, index)) || DENIED_AFTER.test(text.slice(index + word.length, end));
    if (isDenied) continue;
    const named = skinBetween(mentions, read, end);
    for (const name of named.length > 0 ? named : seen) doubtful.add(name);
  }
  const stated = new Set(
    mentions.filter((one) => one.kind === 'Bacterie' && isStated(one)).map(({ name }) => name),
  );
  return mentions.map((one) => {
    // "Compatible avec une ostéite à S. aureus": the disease is open, what was cultured is there.
    const isKnown = one.kind === 'Bacterie' && stated.has(one.name) && !doubtful.has(one.name);
    if (isKnown && one.verdict.assertion === 'Indetermine' && one.phenotype === null)
      return { ...one, verdict: { ...one.verdict, assertion: 'Present' } };
    return doubtful.has(one.name) &&
      one.verdict.assertion === 'Present' &&
      one.verdict.temporality === 'current'
      ? { ...one, verdict: { ...one.verdict, assertion: 'Indetermine' } }
      : one;
  });
}

/** Where the clause of an offset begins; "S. capitis" ends none. */
function startOfClause(text: string, offset: number): number {
  const from = Math.max(0, offset - FAR);
  const clause =
    text
      .slice(from, offset)
      .split(/[.;][ \t]+(?=[\p{Lu}\d-])|\n/u)
      .at(-1) ?? '';
  return offset - clause.length;
}

/** Bacteria of the skin named from the mention `from` on, before `end`. */
function skinBetween(mentions: readonly Organism[], from: number, end: number): string[] {
  const names: string[] = [];
  for (let at = from; at < mentions.length && (mentions[at] as Organism).start < end; at += 1) {
    const { kind, name } = mentions[at] as Organism;
    if (kind === 'Bacterie' && OF_SKIN.test(name)) names.push(name);
  }
  return names;
}
