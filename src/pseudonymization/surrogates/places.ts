import { COUNTRIES, type Country, fold, INSTITUTIONS, TOWNS, type Town, townKey } from '../lexicon/index.js';
import { nameParts } from '../detectors/known-facts.js';
import { alike, type Draw, pick, shapedLike, type Surrogate, type SurrogateContext } from './context.js';
import { maskOf } from './mask.js';

const STREETS =
  'des Acacias|des Alouettes|des Bruyères|des Camélias|des Chardonnerets|des Églantines|des Fauvettes|des Genêts|des Glycines|des Hirondelles|des Iris|des Jonquilles|des Marronniers|des Noisetiers|des Peupliers|des Primevères|des Sorbiers|des Tamaris|des Troènes|des Vergers'.split(
    '|',
  );
const SAINTS =
  'des Tilleuls|des Grands Chênes|du Val Fleuri|de la Roseraie|des Quatre Vents|de la Source Vive|du Belvédère|des Terrasses|de la Colline|du Clos Joli|des Trois Rivières|de la Pinède|du Lac Bleu|des Hauts Prés|de la Croisée|du Vallon Vert'.split(
    '|',
  );

const ACCEPTABLE: readonly (Town & { readonly key: string; readonly parts: readonly string[] })[] =
  TOWNS.filter(({ name }) => !/ /.test(name)).map((town) => ({
    ...town,
    key: townKey(town.name),
    parts: nameParts(town.name),
  }));
/** The digits that name the department: two, three overseas. */
const departmentOf = (postalCode: string): string => postalCode.slice(0, /^9[78]/.test(postalCode) ? 3 : 2);
const TOWN_OF_POSTCODE: ReadonlyMap<string, string> = new Map(
  ACCEPTABLE.map(({ key, postalCode }) => [postalCode, key]),
);

/** Departments a town, or a postcode nobody has a town for, is known to be in. */
function departmentsOf(key: string, { townOfPostcode }: SurrogateContext): ReadonlySet<string> {
  const codes = /^\d+$/.test(key) ? [key] : [];
  for (const [code, town] of [...TOWN_OF_POSTCODE, ...townOfPostcode]) if (town === key) codes.push(code);
  return new Set(codes.map(departmentOf));
}

const isFree = (name: string, context: SurrogateContext): boolean =>
  nameParts(name).every((part) => !context.isForbidden(part));
const choice = (draw: Draw, context: SurrogateContext, choices: readonly string[]): string => {
  const free = choices.filter((name) => isFree(name, context));
  return pick(draw, free.length > 0 ? free : choices);
};

const ARTICLE = /^(?:des|du|de la|de l['’]|de|d['’]) ?/iu;
/** A name of the text under another article is the same name: "Les Tilleuls", "des Tilleuls". */
const notIn = (raw: string, choices: readonly string[]): readonly string[] =>
  choices.filter((name) => !fold(raw).includes(fold(name.replace(ARTICLE, ''))));

/** One town in place of another, with the postcode that goes with it, as `38000 Grenoble`. */
function townFor(key: string, context: SurrogateContext): Town {
  const made = context.once('CITY', key, (draw) => {
    const own = departmentsOf(key, context);
    const towns = ACCEPTABLE.filter(
      ({ key: townsKey, parts, postalCode }) =>
        townsKey !== key &&
        !own.has(departmentOf(postalCode)) &&
        !context.townOfPostcode.has(postalCode) &&
        !parts.some((part) => context.isForbidden(part)),
    );
    const { name, postalCode } = pick(
      draw,
      alike(towns, key, (town) => town.name),
    );
    return `${postalCode} ${name}`;
  });
  return { postalCode: made.slice(0, 5), name: made.slice(6) };
}

const bareTown = (raw: string): string =>
  townKey(raw.replace(/ (?:\d{1,2}(?:er|e|ème)|[IVX]+e)(?: arrondissement)?$/i, ''));

export const surrogateCity: Surrogate = (raw, _, context) =>
  shapedLike(townFor(bareTown(raw), context).name, raw);

/**
 * The postcode of the town that stands in place of its own. Generalized: the department of that town, so that both say one place;
 * its own department where policy puts no other town there.
 */
export const surrogatePostalCode: Surrogate = (raw, { category }, context) => {
  const digits = raw.replace(/\D/g, '');
  const key = context.townOfPostcode.get(digits) ?? TOWN_OF_POSTCODE.get(digits) ?? digits;
  const { CITY, [category]: action } = context.policy.categories;
  if (action !== 'generalize') return townFor(key, context).postalCode;
  const department = departmentOf(CITY === 'replace' ? townFor(key, context).postalCode : digits);
  return department.padEnd(5, '0');
};

/** What a model saw need not begin with a word that says what it is: its own name must not stay. */
const WAYS =
  /^(?:all[ée]es?|av(?:enue)?|b(?:oulevar|l?v)?d|chemin|cit[ée]|clos|cours|esplanade|faubourg|grand|hameau|impasse|lieu|lotissement|mont[ée]e|parc|passage|place|quai|quartier|r[ée]sidence|route|rue|ruelle|sentier|square|traverse|voie|villa|b[âa]timent|appartement|[ée]tage|escalier)$/iu;
const PLACES_OF_CARE =
  /^(?:h[oô]pital|h[oô]pitaux|chu|chr|chru|ch|ghu?|ght|ehpad|had|usld|ssr|smr|cmp|clinique|polyclinique|centre|institut|cabinet|pharmacie|laboratoire|labo|maison|r[ée]sidence|groupe|groupement|fondation|hospices|h[oô]tel|foyer|unit[ée]|service|p[oô]le|réseau|maternit[ée]|imagerie|ambulances)$/iu;
const PRACTICES =
  'imagerie|scanner|irm|radiologie|cardiologie|dialyse|biologie|pathologie|medecine|radiotherapie|ophtalmologie';
/** First words of what says what a place is, and not how it is called. */
const KIND_WORDS: ReadonlySet<string> = new Set([
  ...[...INSTITUTIONS.kinds, ...INSTITUTIONS.weak, ...INSTITUTIONS.acronyms].map(
    (kind) => /^[a-z]+/.exec(fold(kind))?.[0] ?? '',
  ),
  ...PRACTICES.split('|'),
]);
const kept = (word: string, kinds: RegExp, detector: string, otherwise: string): string =>
  detector !== 'model' || kinds.test(word) ? word : otherwise;

/** Keeps the kind of way; changes its number, its name and every other number. */
export const surrogateAddress: Surrogate = (raw, { detector }, context) =>
  context.once(
    'ADDRESS',
    fold(raw)
      .replace(/[^a-z0-9]+/g, ' ')
      .trim(),
    (draw) => {
      const number = (digits: string): string =>
        String(1 + ((Number(digits.slice(0, 4)) + 1 + draw.next(97)) % 199));
      const way = /^[^\p{L}]*(?:bis|ter|quater|[a-f](?= ))?[ ,]*(\p{L}+\.?)/iu.exec(raw);
      if (/^\s*(?:b\.?p|c\.?s|tsa)/i.test(raw))
        return raw.replace(/\d+/g, (digits) =>
          String(10 ** (digits.length - 1) + draw.next(9 * 10 ** (digits.length - 1))),
        );
      const house = /^(?:n[°o] ?)?(\d{1,4})/i.exec(raw);
      const street = `${kept(way?.[1] ?? 'rue', WAYS, detector, 'rue')} ${choice(draw, context, notIn(raw, STREETS))}`;
      const made = house === null ? street : `${number(house[1] as string)} ${street}`;
      return raw === raw.toUpperCase() ? shapedLike(made, raw) : made;
    },
  );

/** Keeps the kind of establishment; a town in its name becomes that town's surrogate. */
export const surrogateHospital: Surrogate = (raw, { detector }, context) => {
  const found =
    /^(?:[\p{L}-]+ )*?(?:h[oô]pita(?:l|ux)|centres? hospitaliers?(?: universitaires?| r[eé]gional| intercommunal)*|ch[ru]*|ghe?|groupement hospitalier|groupe hospitalier|(?:poly)?clinique|institut|centre|ehpad|r[eé]sidence|laboratoire|maison|hospices|fondation|[\p{L}]+)/iu.exec(
      raw,
    )?.[0] ?? 'Hôpital';
  const first = /^\p{L}+/u.exec(raw)?.[0] ?? '';
  const named = context.once('HOSPITAL', townKey(raw), (draw) => choice(draw, context, notIn(raw, SAINTS)));
  const isCapital = raw === raw.toUpperCase();
  // "à Necker", "aux Genêts": a name alone is replaced by a name alone.
  const isBare = detector !== 'model' && !KIND_WORDS.has(fold(first));
  if (isBare) return shapedLike(named.replace(ARTICLE, ''), isCapital ? raw : 'Aa');
  const head = detector === 'model' && !PLACES_OF_CARE.test(first) ? 'Hôpital' : found;
  const out = `${head} ${shapedLike(named, isCapital ? raw : 'Aa')}`;
  return raw.includes('\n') ? `${out}\n` : out;
};

interface CountryForm {
  readonly country: Country;
  readonly form: 'name' | 'feminine' | 'masculine';
}

const byForm: ReadonlyMap<string, CountryForm> = new Map(
  COUNTRIES.flatMap((country): [string, CountryForm][] => [
    [townKey(country.name), { country, form: 'name' }],
    [fold(country.feminine), { country, form: 'feminine' }],
    [fold(country.masculine), { country, form: 'masculine' }],
  ]),
);

/** France is drawn with its neighbours: were it alone, whoever reads "française" would know that it is true. */
const worldPart = ({ region }: Country): string => (region === 'france' ? 'western-europe' : region);

/** A country or a nationality of the same part of the world, in the same gender; a tag for one that no list of ours has. */
export const surrogateCountry: Surrogate = (raw, candidate, context) => {
  const { category } = candidate;
  const found = byForm.get(category === 'COUNTRY' ? townKey(raw) : fold(raw)) ?? byForm.get(townKey(raw));
  if (found === undefined) return maskOf(raw, candidate);
  const { country, form } = found;
  const near = COUNTRIES.filter((one) => worldPart(one) === worldPart(country) && one.name !== country.name);
  const name = context.once(category, townKey(country.name), (draw) =>
    choice(
      draw,
      context,
      near.map((one) => one.name),
    ),
  );
  const chosen = COUNTRIES.find((one) => one.name === name) ?? country;
  return shapedLike(chosen[form], raw);
};
