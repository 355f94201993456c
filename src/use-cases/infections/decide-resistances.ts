import { isDescribed, type LinkedResistance } from './decide-alerts.js';
import { isStated } from './draft.js';
import { type Judged } from './judged.js';
import { bySentence, organismOf } from './link.js';
import { type Mention } from './mentions.js';
import { firstFrom, overlapping } from './ordered-spans.js';
import { type Reading } from './read.js';

/** "E. coli BLSE", "K. pneumoniae productrice de KPC": the quality of the name before it. */
const QUALIFIES =
  /^[\s,(:-]*(?:(?:product(?:eur|rice)s?|porte(?:ur|use)s?|sécrét(?:eur|rice)s?|de type)\s+(?:de\s+|d['’])?(?:une?\s+)?)?$/iu;
const LONGEST_GAP = 40;

const isEnterococcus = (family: string | null): boolean => family?.startsWith('enterococcus') ?? false;
const isSameFamily = (one: string | null, other: string | null): boolean =>
  one === other || (isEnterococcus(one) && isEnterococcus(other));

/** "K. pneumoniae (EPC)": the species that an abbreviation of resistance speaks of, in its sentence. */
function speciesOf(strain: Judged<Mention>, organisms: readonly Judged<Mention>[]): Judged<Mention> {
  if (!strain.abbreviated || strain.name === 'Staphylococcus aureus') return strain;
  const species = organisms.find(
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
  const together = bySentence(organisms);
  const strains = organisms
    .filter(({ phenotype }) => phenotype !== null)
    .map((strain) => ({
      ...strain,
      name: strain.phenotype as string,
      organism: speciesOf(strain, together.get(strain.sentence) ?? []),
    }));
  const written = reading.phenotypes
    .filter((one) => !overlapping(strains, one))
    .map((one) => ({ ...one, organism: organismOf(reading.text, organisms, one) }));
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
