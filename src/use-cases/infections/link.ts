import { countEnded } from '../../text/index.js';
import { isStated } from './draft.js';
import { type Judged } from './judged.js';
import { type Mention } from './mentions.js';

/** An organism is looked for at most this far before its susceptibility or its resistance, in UTF-16 units. */
export const ORGANISM_WITHIN = 1500;
const LISTED = /^[\s(]*(?:,|et|\+|\/|ainsi que|associée? à|puis|avec)[\s,]*(?:(?:un|une|de|d['’]|à)\s*)?$/i;
const LONGEST_LIST_GAP = 30;
/** How many organisms back a species is looked for before what only its stain named. */
export const RECENT = 20;

export interface Quality {
  readonly start: number;
  readonly end: number;
  readonly sentence: number;
  readonly plural?: boolean;
  /** What is denied of an organism may be the quality of one that is denied. */
  readonly ofDenied?: boolean;
}
type Organism = Judged<Mention>;

const isListed = (text: string, one: Organism | undefined, other: Organism | undefined): boolean =>
  one !== undefined &&
  other !== undefined &&
  one.name !== other.name &&
  other.start - one.end <= LONGEST_LIST_GAP &&
  other.start >= one.end &&
  LISTED.test(text.slice(one.end, other.start));

/** The mentions of each sentence, in their order. */
export function bySentence(mentions: readonly Organism[]): ReadonlyMap<number, readonly Organism[]> {
  const groups = new Map<number, Organism[]>();
  for (const mention of mentions) {
    const group = groups.get(mention.sentence) ?? [];
    group.push(mention);
    groups.set(mention.sentence, group);
  }
  return groups;
}

/** The organism a quality speaks of: in its sentence the nearest before, else after it; else the nearest stated before. */
export function organismOf(text: string, organisms: readonly Organism[], quality: Quality): Organism | null {
  const index = indexOf(text, organisms, quality);
  return index === null ? null : (organisms[index] as Organism);
}

/** What stands for a species: "cocci à Gram positif" is only what was seen before it was named. */
export const isGeneric = ({ name }: Organism): boolean =>
  /à Gram |^Anaérobies$|^Flore |à coagulase négative$/.test(name);

function indexOf(text: string, organisms: readonly Organism[], quality: Quality): number | null {
  const next = countEnded(organisms, quality.end);
  const isNamed = (at: number) => organisms[at]?.sentence === quality.sentence;
  for (let at = next - 1; isNamed(at); at -= 1) {
    const organism = organisms[at] as Organism;
    // "Pas de SARM. Atbg : …": what was not found has no antibiogram, if another was named.
    if (quality.start - organism.end > ORGANISM_WITHIN) break;
    const isFound = organism.verdict.assertion !== 'Absent' && !isGeneric(organism);
    if (isFound || quality.ofDenied === true) return at;
  }
  if (
    isNamed(next - 1) &&
    !organisms.slice(Math.max(0, next - RECENT), next).some((one) => isStated(one) && !isGeneric(one))
  )
    return next - 1;
  const after = organisms[next];
  // A sentence may hold several lines ("… céfotaxime S\nSérologie …"): what opens the next line is not what was tested.
  if (after && isNamed(next) && !/[.;\n]/.test(text.slice(quality.end, after.start))) return next;
  let doubtful: number | null = null;
  let stained: number | null = null;
  for (let at = next - 1; at >= 0; at -= 1) {
    const organism = organisms[at] as Organism;
    if (quality.start - organism.end > ORGANISM_WITHIN) break;
    const { assertion, temporality } = organism.verdict;
    if (assertion === 'Absent' || temporality === 'historical') continue;
    if (isGeneric(organism)) stained ??= at;
    else if (isStated(organism)) return at;
    else doubtful ??= at;
  }
  return doubtful ?? stained;
}

/**
 * The organisms of a result. "E. coli et K. pneumoniae résistants": both; two organisms in an earlier sentence: none,
 * since the text does not say which.
 */
export function organismsOf(text: string, organisms: readonly Organism[], quality: Quality): Organism[] {
  const at = indexOf(text, organisms, quality);
  if (at === null) return [];
  const organism = organisms[at] as Organism;
  const before = organisms[at - 1];
  const after = organisms[at + 1];
  if (organism.sentence !== quality.sentence) {
    const isOneOfTwo = [before, after].some(
      (other) => other?.sentence === organism.sentence && other.name !== organism.name && isStated(other),
    );
    return isOneOfTwo ? [] : [organism];
  }
  const isPair = quality.plural === true && isListed(text, before, organism);
  return isPair && before ? [before, organism] : [organism];
}
