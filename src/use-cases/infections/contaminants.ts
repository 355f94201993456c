import { type Judged } from './judged.js';
import { type Mention } from './mentions.js';
import { isStated } from './draft.js';
import { countBefore } from './ordered-spans.js';

const WORD =
  /contaminants?|contaminations?|souillures?|non[ \t]+interpr[ée]tables?|imputabilit[ée][ \t]+(?:douteuse|discutable)|sans[ \t]+signification|signification[ \t]+(?:douteuse|incertaine)/giu;
const DENIED =
  /(?:pas|sans|non|exclu\p{L}*|plut[ôo]t[ \t]qu|[ée]limin\p{L}*|peu[ \t]+probable)[^.;\n]{0,30}$/iu;
/** Bacteria of the skin: what a doubt of contamination speaks of where it names none. */
const OF_SKIN =
  /^(?:Staphylococcus (?!aureus|lugdunensis|argenteus)|Staphylocoque à coagulase|Micrococcus|Corynebacterium(?! diphtheriae)|Cutibacterium|Bacillus(?! anthracis| cereus)|Cocci à Gram positif)/;
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
  for (const { index, 0: word } of text.matchAll(WORD)) {
    const end = Math.min(endOfSentence(index), index + FAR);
    const start = startOfClause(text, index);
    if (
      DENIED.test(text.slice(start, index)) ||
      /^[^.;\n]{0,40}(?:exclu|[ée]limin|peu probable)/iu.test(text.slice(index + word.length, end))
    )
      continue;
    const named = mentions.filter(
      (one) => one.kind === 'Bacterie' && one.start >= start && one.end <= end && OF_SKIN.test(one.name),
    );
    const earlier = mentions.slice(0, countBefore(mentions, start)).filter(({ name }) => OF_SKIN.test(name));
    for (const { name } of named.length > 0 ? named : earlier) doubtful.add(name);
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
