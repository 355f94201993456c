import { countEnded } from '../../text/index.js';
import { isStated } from './draft.js';
import { type Judged } from './judged.js';
import { isGeneric, ORGANISM_WITHIN, organismsOf, RECENT } from './link.js';
import { type Mention } from './mentions.js';
import { type CarriedResult } from './repeated-results.js';
import { isTestedOn } from './spectrum.js';

type Organism = Judged<Mention>;
type Result = CarriedResult['one'];
const LEAST = 3;

/**
 * The germs of each result. A contaminant has its antibiogram too, where nothing else was found; a genus is its only
 * species of the report; among several germs named before, those that are tested with the antibiotic; what the spectrum
 * tells of one result of a sentence holds for the others that nothing tells. `organisms` are sorted.
 */
export function carriedResults(
  text: string,
  organisms: readonly Organism[],
  results: readonly Result[],
): CarriedResult[] {
  const species = organisms.filter((one) => isStated(one) && !isGeneric(one) && one.phenotype === null);
  const names = new Set(species.map(({ name }) => name));
  const only = names.size === 1 ? (species[0] ?? null) : null;
  const ofSpecies = speciesByGenus(species);
  const tested = organisms.filter(
    (one) => !(one.abbreviated && one.phenotype !== null && one.name !== 'Staphylococcus aureus'),
  );
  const told = createVotes();
  const first = results.map((one) => {
    if (one.organism) return { one, carriers: [one.organism] };
    const found = organismsOf(text, tested, one).map(ofSpecies);
    const isFit = found.some(({ name }) => isTestedOn(one.antibiotic, name) !== false);
    const fitting = isFit ? null : nearestTested(species, one);
    if (fitting) told.add(one.sentence, fitting);
    if (fitting || found.length > 0) return { one, carriers: fitting ? [fitting] : found };
    // "Résistances : … Germe : E. coli": the only one of the report.
    return { one, carriers: only ? [only] : organismsOf(text, organisms, one) };
  });
  return first.flatMap(({ one, carriers }) => {
    const same = carriers.length === 0 ? told.of(one.sentence) : undefined;
    const all = same && isTestedOn(one.antibiotic, same.name) !== false ? [same] : carriers;
    return (all.length > 0 ? all : [null]).map((carrier) => ({ one, carrier }));
  });
}

/** What several results of a sentence tell alike. */
function createVotes() {
  const votes = new Map<number, Organism[]>();
  return {
    add: (sentence: number, one: Organism) => votes.set(sentence, [...(votes.get(sentence) ?? []), one]),
    of(sentence: number): Organism | undefined {
      const all = votes.get(sentence) ?? [];
      return all.length >= LEAST && all.every(({ name }) => name === all[0]?.name) ? all[0] : undefined;
    },
  };
}

function speciesByGenus(species: readonly Organism[]): (one: Organism) => Organism {
  const byGenus = new Map<string, Organism | null>();
  for (const one of species) {
    const [genus = '', epithet] = one.name.split(' ');
    if (epithet === undefined) continue;
    const known = byGenus.get(genus);
    byGenus.set(genus, known === undefined || known?.name === one.name ? one : null);
  }
  return (one) => byGenus.get(one.name) ?? one;
}

/** The nearest species before that an antibiotic is tested on; null where its sentence names two of them. */
function nearestTested(species: readonly Organism[], { antibiotic, start, end }: Result): Organism | null {
  const next = countEnded(species, end);
  const recent = species
    .slice(Math.max(0, next - RECENT), next)
    .filter((one) => start - one.end <= ORGANISM_WITHIN && isTestedOn(antibiotic, one.name) === true);
  const last = recent.at(-1);
  const isOneOfTwo = recent.some((one) => one.sentence === last?.sentence && one.name !== last.name);
  return last && !isOneOfTwo ? last : null;
}
