import { isDescribed, type LinkedResistance } from './decide-alerts.js';
import { isStated } from './draft.js';
import { type Judged } from './judged.js';
import { organismOf } from './link.js';
import { type Mention } from './mentions.js';
import { countBefore, firstFrom, lastBefore, overlapping } from './ordered-spans.js';
import { type PhenotypeMention, type Reading } from './read.js';
import { type Phenotype } from './vocabulary.js';

/** "E. coli BLSE", "K. pneumoniae productrice de KPC": the quality of the name before it. */
const QUALIFIES =
  /^[\s,(:-]*(?:(?:product(?:eur|rice)s?|porte(?:ur|use)s?|sécrét(?:eur|rice)s?|de type)\s+(?:de\s+|d['’])?(?:une?\s+)?)?$/iu;
const LONGEST_GAP = 40;

const isEnterococcus = (family: string | null): boolean => family?.startsWith('enterococcus') ?? false;
const isSameFamily = (one: string | null, other: string | null): boolean =>
  one === other || (isEnterococcus(one) && isEnterococcus(other));

/** "S. epidermidis résistant à la méticilline": the quality of a species that is not one of those the phenotype is named for. */
function isOfAnother(
  text: string,
  organisms: readonly Judged<Mention>[],
  { start, phenotype, abbreviated }: PhenotypeMention,
): boolean {
  const organism = lastBefore(organisms, start);
  if (abbreviated || !organism || start - organism.end > LONGEST_GAP) return false;
  const isBeside = QUALIFIES.test(text.slice(organism.end, start));
  return isBeside && phenotype.families !== undefined && !phenotype.families.includes(organism.family ?? '');
}

/** How many organisms on each side may be the species. */
const NEIGHBOURS = 3;

/** "K. pneumoniae (EPC)": the species that an abbreviation of resistance speaks of, in its sentence. `organisms` are sorted. */
function speciesOf(strain: Judged<Mention>, organisms: readonly Judged<Mention>[]): Judged<Mention> {
  if (strain.phenotype === null || !strain.abbreviated || strain.name === 'Staphylococcus aureus')
    return strain;
  const at = countBefore(organisms, strain.start);
  const species = organisms
    .slice(Math.max(0, at - NEIGHBOURS), at + 1 + NEIGHBOURS)
    .find(
      (one) =>
        one.sentence === strain.sentence &&
        one.phenotype === null &&
        one.name !== strain.name &&
        isSameFamily(one.family, strain.family) &&
        isStated(one),
    );
  return species ?? strain;
}

/** Every resistance the text names, tied to its organism. `organisms` are bacteria, sorted. */
export function resistancesOf(reading: Reading, organisms: readonly Judged<Mention>[]): LinkedResistance[] {
  const strains = organisms
    .filter(({ phenotype }) => phenotype !== null)
    .map((strain) => ({
      ...strain,
      name: strain.phenotype as string,
      organism: speciesOf(strain, organisms),
    }));
  const carriers = new Map<Phenotype, readonly Judged<Mention>[]>();
  const carriersOf = (phenotype: Phenotype) => {
    const { families } = phenotype;
    const known =
      carriers.get(phenotype) ??
      (families ? organisms.filter(({ family }) => family !== null && families.includes(family)) : organisms);
    carriers.set(phenotype, known);
    return known;
  };
  const speciesNear = (organism: Judged<Mention> | null) => organism && speciesOf(organism, organisms);
  const written = reading.phenotypes
    .filter((one) => !overlapping(strains, one) && !isOfAnother(reading.text, organisms, one))
    .map((one) => ({
      ...one,
      organism: speciesNear(organismOf(reading.text, carriersOf(one.phenotype), one)),
    }));
  return [...strains, ...written]
    .map(({ start, end, name, verdict, organism }) => ({ start, end, name, verdict, organism }))
    .filter(
      ({ organism, ...span }) => !isDescribed(reading, span) && !(organism && isDescribed(reading, organism)),
    )
    .sort((one, other) => one.start - other.start);
}

/**
 * A denied strain denies its resistance, not its species ("pas de SARM"); an abbreviation of resistance beside its species
 * is no second organism; what follows "à type de" is none at all.
 */
export function withoutDeniedStrains(
  reading: Reading,
  resistances: readonly LinkedResistance[],
): Judged<Mention>[] {
  const { text, mentions } = reading;
  const stated = new Set(
    mentions.filter((one) => one.phenotype === null && isStated(one)).map(({ organism }) => organism),
  );
  const denied = resistances.filter(({ verdict }) => verdict.assertion === 'Absent');
  const linked = new Map(resistances.map((one) => [one.start, one]));
  const isDeniedStrain = ({ end, organism, verdict }: Judged<Mention>): boolean => {
    if (organism === null || verdict.assertion !== 'Absent') return false;
    const next = firstFrom(denied, end);
    return (
      next !== undefined && next.start - end <= LONGEST_GAP && QUALIFIES.test(text.slice(end, next.start))
    );
  };
  return mentions.filter((mention) => {
    if (mention.phenotype === null) return !isDeniedStrain(mention);
    const resistance = linked.get(mention.start);
    if (!resistance || resistance.organism?.start !== mention.start) return false;
    if (mention.verdict.assertion === 'Indetermine') return !stated.has(mention.organism);
    return mention.verdict.assertion !== 'Absent';
  });
}
