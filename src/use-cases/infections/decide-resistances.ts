import { countEnded, firstFrom, lastEnded, overlapping, type Span } from '../../text/index.js';
import { deniedInBrackets } from './answered-lists.js';
import { isDescribed, type LinkedResistance } from './decide-alerts.js';
import { isStated } from './draft.js';
import { type Judged } from './judged.js';
import { organismOf } from './link.js';
import { type Mention } from './mentions.js';
import { answeredByTest, isNotDone, isTyped, nameByAnswer, withoutWeaker } from './resistance-readings.js';
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
  const organism = lastEnded(organisms, start);
  if (abbreviated || !organism || start - organism.end > LONGEST_GAP) return false;
  const isBeside = QUALIFIES.test(text.slice(organism.end, start));
  return isBeside && phenotype.families !== undefined && !phenotype.families.includes(organism.family ?? '');
}

/** How many organisms on each side may be the species. */
const NEIGHBOURS = 3;

/** "EPC", "ERV": a resistance with a family, not an organism that was found (docs/annotation-guide-findings.md). */
export const namesOnlyResistance = ({ phenotype, abbreviated, family }: Judged<Mention>): boolean =>
  phenotype !== null && abbreviated && (family === 'enterobacterales' || family === 'enterococcus-unknown');

/** The one species of a family that the report states; null where there are none or several. Each family is read once. */
function onlySpeciesOf(organisms: readonly Judged<Mention>[]) {
  const stated = organisms.filter(
    (one) => isStated(one) && one.phenotype === null && one.name.includes(' ') && one.family !== null,
  );
  const byFamily = new Map<string, Judged<Mention> | null>();
  for (const one of stated) {
    const known = byFamily.get(one.family as string);
    const isSame = known === undefined || known?.name === one.name;
    byFamily.set(one.family as string, isSame ? (known ?? one) : null);
  }
  return (isOf: (family: string) => boolean): Judged<Mention> | null => {
    const found = [...byFamily].filter(([family]) => isOf(family)).map(([, species]) => species);
    return found.length === 1 ? (found[0] ?? null) : null;
  };
}
type OnlySpecies = ReturnType<typeof onlySpeciesOf>;

/** What is said of a family ("entérobactérie productrice de carbapénémase") is said of its one species. */
const FAMILIES: ReadonlySet<string> = new Set(['Entérobactérie', 'Enterococcus']);

/** "K. pneumoniae (EPC)": the species that an abbreviation of resistance speaks of, in its sentence. `organisms` are sorted. */
function speciesOf(
  strain: Judged<Mention>,
  organisms: readonly Judged<Mention>[],
  onlySpecies: OnlySpecies,
): Judged<Mention> {
  if (FAMILIES.has(strain.name) && !strain.abbreviated && isStated(strain))
    return onlySpecies((family) => isSameFamily(family, strain.family)) ?? strain;
  if (strain.phenotype === null || !strain.abbreviated || strain.name === 'Staphylococcus aureus')
    return strain;
  const at = countEnded(organisms, strain.start);
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
  if (species) return species;
  const only = isStated(strain) ? onlySpecies((family) => isSameFamily(family, strain.family)) : null;
  return only ?? strain;
}

/** "Cette souche n'est pas un ERG": said of the species before. */
const IS_NO = /souche[ \t]+n['’](?:est|[ée]tait)[ \t]+(?:donc[ \t]+)?pas[ \t]+une?[ \t]+$/iu;

function nearestOfFamily(
  organisms: readonly Judged<Mention>[],
  strain: Judged<Mention>,
): Judged<Mention> | null {
  const last = lastEnded(organisms, strain.start);
  return last && isSameFamily(last.family, strain.family) ? last : null;
}

/** Every resistance the text names, tied to its organism. `organisms` are bacteria, sorted. */
export function resistancesOf(reading: Reading, organisms: readonly Judged<Mention>[]): LinkedResistance[] {
  const onlySpecies = onlySpeciesOf(organisms);
  const named = organisms.filter(({ phenotype }) => phenotype === null);
  const strains = organisms
    .filter(({ phenotype }) => phenotype !== null)
    .map((strain) => {
      const organism = speciesOf(strain, organisms, onlySpecies);
      // "Pas d'EPC": no species is spoken of.
      const isNone = organism === strain && namesOnlyResistance(strain) && !isStated(strain);
      const before = reading.text.slice(Math.max(0, strain.start - LONGEST_GAP), strain.start);
      const of = isNone && IS_NO.test(before) ? nearestOfFamily(named, strain) : null;
      return { ...strain, name: strain.phenotype as string, organism: isNone ? of : organism };
    });
  const species = organisms.filter((one) => !namesOnlyResistance(one));
  const carriers = new Map<Phenotype, readonly Judged<Mention>[]>();
  const carriersOf = (phenotype: Phenotype) => {
    const { families } = phenotype;
    const known =
      carriers.get(phenotype) ??
      (families ? species.filter(({ family }) => family !== null && families.includes(family)) : species);
    carriers.set(phenotype, known);
    return known;
  };
  const speciesNear = (organism: Judged<Mention> | null) =>
    organism && speciesOf(organism, organisms, onlySpecies);
  const written = deniedInBrackets(reading.text, reading.phenotypes)
    .filter((one) => !isInStrain(strains, one) && !isOfAnother(reading.text, organisms, one))
    .filter(({ end }) => !isNotDone(reading.text, end))
    .map((one) => ({ ...one, verdict: answeredByTest(reading.text, one, one.verdict) }))
    .map((one) => ({
      ...one,
      organism: speciesNear(carrierOf(reading.text, carriersOf(one.phenotype), one, onlySpecies)),
    }))
    .map((one) => {
      const name = one.phenotype.nameBy?.[one.organism?.family ?? 'none'] ?? one.name;
      return { ...one, name: nameByAnswer(name, reading.text.slice(one.start, one.end), one.verdict) };
    })
    .filter((one) => one.organism !== null || !isOfOtherStaphylococcus(reading.text, organisms, one));
  const all = [...strains, ...written]
    .map(({ start, end, name, phenotype, verdict, organism }) => ({
      start,
      end,
      name,
      phenotype: typeof phenotype === 'string' ? phenotype : (phenotype?.name ?? name),
      mechanism: mechanismIn(reading.text.slice(start, end), name),
      verdict,
      organism,
    }))
    .filter(
      ({ organism, ...one }) =>
        one.verdict.assertion === 'Absent' ||
        isTyped(reading.text, one.start) ||
        (!isDescribed(reading, one) && !(organism && isDescribed(reading, organism))),
    )
    .sort((one, other) => one.start - other.start);
  return withoutWeaker(withoutContradicted(all));
}

/** "Sans argument pour": a mechanism that was found in one place of the report is not denied by another. */
function withoutContradicted(all: readonly LinkedResistance[]): LinkedResistance[] {
  const stated = all.filter(isStated);
  const names = new Set(stated.map(({ name }) => name));
  const pairs = new Set(stated.map(({ name, organism }) => `${name}|${organism?.name ?? ''}`));
  return all.filter(
    ({ name, organism, verdict }) =>
      verdict.assertion !== 'Absent' ||
      verdict.temporality === 'historical' ||
      !(organism === null ? names.has(name) : pairs.has(`${name}|${organism.name}`)),
  );
}

const MECHANISM = /van ?[A-D]|mec ?[AC]|(?:OXA|NDM|KPC|VIM|IMP|CTX-M)-?\d+/i;

/** "vanA", "OXA-181": said beside the name of the resistance, where it is not that name. */
function mechanismIn(words: string, name: string): string | null {
  const found = MECHANISM.exec(words)?.[0].replaceAll(' ', '');
  return found === undefined || found.toUpperCase() === name.toUpperCase() ? null : found;
}

const SCREENED = /[ée]couvillon|d[ée]pistage|rectal|nasal|admission/i;
const SENTENCE_BACK = 160;
const OF_IT =
  /^[^.,;:()\n]{0,30}(?:chez|pour|dans|sur)[ \t]+(?:une?[ \t]+|l['’]|le[ \t]+|la[ \t]+|cet(?:te)?[ \t]+)?$|^[ \t]*$/iu;

/** "Entérobactérie productrice de carbapénémase de type NDM" says more than its strain. */
function isInStrain(strains: readonly (Span & { readonly name: string })[], one: PhenotypeMention): boolean {
  const strain = overlapping(strains, one);
  return strain !== undefined && (one.end <= strain.end || one.phenotype.name === strain.name);
}

/** "La résistance à la méticilline est la règle pour ces S. epidermidis". */
const OF_NEXT =
  /^[^.;,\n]{0,50}(?<!\p{L})(?:chez|pour|de|d|des)(?:[ \t'’]+(?:la|le|les|ces|cette?|l|un|une))?[ \t'’]*$/iu;

/** "S. epidermidis, mecA +": the gene is that of the coagulase-negative species it is written with. */
function isOfOtherStaphylococcus(
  text: string,
  organisms: readonly Judged<Mention>[],
  { start, end, name, abbreviated }: PhenotypeMention,
): boolean {
  const last = lastEnded(organisms, start);
  if (name !== 'SARM' || abbreviated) return false;
  const next = firstFrom(organisms, end);
  const isBefore = next !== undefined && next.name !== 'Staphylococcus aureus';
  if (isBefore && OF_NEXT.test(text.slice(end, next.start))) return true;
  return last !== undefined && last.name !== 'Staphylococcus aureus';
}

/** The organism of a resistance that is written apart. What a screening did not find is said of no organism. */
function carrierOf(
  text: string,
  carriers: readonly Judged<Mention>[],
  one: Judged<PhenotypeMention>,
  onlySpecies: OnlySpecies,
): Judged<Mention> | null {
  const isDenied = one.verdict.assertion === 'Absent';
  const found = organismOf(text, carriers, { ...one, ofDenied: isDenied });
  if (!isDenied) {
    const { families } = one.phenotype;
    return found ?? onlySpecies((family) => families?.includes(family) ?? false);
  }
  if (!found) return null;
  // "EPC neg (1 E. faecalis)": what is named behind a denial is its own only where the words say so.
  if (found.start >= one.end) return OF_IT.test(text.slice(one.end, found.start)) ? found : null;
  const before = text.slice(Math.max(found.end, one.start - SENTENCE_BACK), one.start);
  return SCREENED.test(before) ? null : found;
}

/**
 * What bears its resistance in its name ("pas de SARM") is denied where it is; another denied strain ("absence d'E. coli BLSE") denies
 * its species only where none is stated elsewhere; an abbreviation of resistance beside its species
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
  const found = new Set(
    mentions.filter((one) => isStated(one) && !namesOnlyResistance(one)).map(({ organism }) => organism),
  );
  const denied = resistances.filter(({ verdict }) => verdict.assertion === 'Absent');
  const linked = new Map(resistances.map((one) => [one.start, one]));
  const isDeniedStrain = ({ end, organism, verdict }: Judged<Mention>): boolean => {
    if (organism === null || verdict.assertion !== 'Absent' || !found.has(organism)) return false;
    const next = firstFrom(denied, end);
    return (
      next !== undefined && next.start - end <= LONGEST_GAP && QUALIFIES.test(text.slice(end, next.start))
    );
  };
  return mentions.filter((mention) => {
    if (mention.phenotype === null) return !isDeniedStrain(mention);
    if (namesOnlyResistance(mention)) return false;
    if (mention.verdict.assertion === 'Absent') return true;
    const resistance = linked.get(mention.start);
    if (!resistance || resistance.organism?.start !== mention.start) return false;
    if (mention.verdict.assertion === 'Indetermine') return !stated.has(mention.organism);
    return true;
  });
}
