import {
  COMMON_WORDS,
  EMPLOYERS,
  FIRST_NAMES,
  fold,
  INSTITUTIONS,
  TOWN_KEYS,
  townKey,
} from '../../lexicon/index.js';
import { type Candidate, PRIORITY } from '../candidate.js';
import { anyCase } from './any-case.js';
import { type PlaceRole } from './place-role.js';
import { COUNTRY_KEYS, DISTRICT, isWeakTown, namesAThing, PLACE_SHAPE, TOWN } from './town-name.js';

type RoleOf = (start: number) => PlaceRole;

/** "à Riquewihr": nearly always a place. */
const AT = new RegExp(String.raw`(?<![\p{L}-])[àÀ][ \n](?<town>${TOWN})`, 'gu');
/** What takes "à" before a thing or a person: "allergie à Augmentin", "confié à Paul". */
const NO_PLACE =
  /(?:allergi\p{L}*|sensib\p{L}*|r[eé]sist\p{L}*|positi\p{L}*|n[eé]gati\p{L}*|dus?|dues?|intol[eé]r\p{L}*|r[eé]pon\p{L}*|expos\p{L}*|infect\p{L}*|li[eé]e?s?|secondaires?|secondairement|switch|relais|comparable|sup[eé]rieure?|inf[eé]rieure?|[eé]gale?|annonc\p{L}*|remis\p{L}*|confi\p{L}*|adress\p{L}*|[eé]cri\p{L}*|parl\p{L}*|t[eé]l[eé]phon\p{L}*|dite?|demand[eé]|expliqu\p{L}*|donn\p{L}*|envoy\p{L}*|transmi\p{L}*|conseill\p{L}*|prescri\p{L}*|anti-?\p{L}*|s[eé]rologies?|rapport|gr[aâ]ce|quant|face|conforme\p{L}*|gr[eé]f\p{L}*|bact[eé]ri\p{L}*|pneumo\p{L}*|septic\p{L}*|infections?|germes?|bacilles?|coques?|hypersensib\p{L}*|addict\p{L}*|d[eé]pendan\p{L}*|merci|copie|dossier|mail|courrier|lettre|pens\p{L}*|ressembl\p{L}*|appart\p{L}*|pass[eé]e?|rendu|confirm\p{L}*|inform\p{L}*|montr\p{L}*|signal\p{L}*)$/iu;
const MOVES = anyCase`ven(?:u|ue|us|ues|ir|ant)|vient|viennent|viendra|vienne|arriv\p{L}*|revien\p{L}*|reven\p{L}*|rentr\p{L}*|part(?:i|ie|is|ir)|envoie|[ée]crit|originaires?|nati(?:f|ve)|retour|provenance|trajet|transport[ée]e?|habitant[es]*|pr[èe]s`;
const FROM = new RegExp(
  String.raw`(?<!\p{L})(?:${MOVES})(?: \p{Ll}+){0,2}(?: ${anyCase`de`}[ \n]| ${anyCase`d['’]`} ?)(?<town>${TOWN})`,
  'gu',
);
const SINCE = new RegExp(
  String.raw`(?<!\p{L})(?:visioconf[ée]rence|trajet|venue?|train|avion|route|appel\p{L}*|taxi) depuis (?<town>${TOWN})`,
  'giu',
);
/** "déménager du Mesnil-Vert": an article of the town's own, never a region's. */
const MOVED_FROM = new RegExp(
  String.raw`(?<!\p{L})${anyCase`d[ée]m[ée]nag`}\p{L}{0,6} (?:du|des) (?<town>${TOWN})`,
  'gu',
);
const REGION =
  /^(?:nord|sud|est|ouest|midi|pas-de-calais|var|gard|jura|lot|tarn|gers|doubs|cher|finist[èe]re|morbihan|rh[ôo]ne|bas-rhin|haut-rhin|limousin|poitou|p[ée]rigord|vaucluse|calvados|cantal|loiret|maine|berry|b[ée]arn|languedoc|roussillon|quercy|rouergue|val-de-marne|val-d['’]oise|loir-et-cher|lot-et-garonne|tarn-et-garonne|puy-de-d[ôo]me|territoire|pays|c[ôo]tes-d['’]armor|landes|vosges|ardennes|yvelines|alpes|alpes-maritimes|bouches-du-rh[ôo]ne|hauts-de-seine|antilles|comores|deux-s[èe]vres|hautes-alpes|pyr[ée]n[ée]es)(?:-.*)?$/i;
/** A letter that French has not. */
const FOREIGN = /(?![a-zA-ZàâäéèêëîïôöùûüçÿœæÀÂÄÉÈÊËÎÏÔÖÙÛÜÇŸŒÆ])\p{L}/u;

/** "boutique de", "procureur de", "compagnie de": the town of a thing or of an office. */
const OF_THING = new RegExp(
  String.raw`(?<!\p{L})(?:${anyCase`boutique|usine|brigade|compagnie|garage|magasin|atelier|march[ée]|port|camp|fonderie|mines?|stade|a[ée]roport|club|domaine|plateforme|platerforme|procureure?|tribunal|notaire|lunettier|opticien(?:ne)?|pharmacie|boulangerie|marathon|festival|foire|caserne|paroisse|salon|restaurant|chantier|carri[èe]re|arsenal|m[ée]diath[èe]que|centrale|barrage|pompiers`})(?: ${anyCase`de`} | ${anyCase`d['’]`} ?)(?<town>${TOWN})`,
  'gu',
);
/** Right after these without a word between: only towns of the list. */
const BESIDE_THING = new RegExp(
  String.raw`(?<!\p{L})${anyCase`opticien(?:ne)?|usine|convalo|labo|kin[ée]|clinique|lyc[ée]e|coll[èe]ge|gare|photos|vacances|week-end|taxi|ambulances?|EHPAD|cure|retour|train|d[ée]part|arriv[ée]e`} (?<town>${TOWN})`,
  'gu',
);
/** "convalo Valmorange", "à l'usine Valmorange". */
const STAY_AT = new RegExp(
  String.raw`(?<!\p{L})${anyCase`convalo|convalescence|l['’]usine`} (?<town>${TOWN})`,
  'gu',
);
const EMPLOYER_KEYS = new Set(EMPLOYERS.map(fold));
/** "née KONE le 05/11/1991 à Bouaké", "(91 ans)   à : Ambert", "Lieu : LODZ", "DDN : 14/07/1988 (Brest)". */
const BORN = new RegExp(
  String.raw`(?<!\p{L})(?:${anyCase`n[ée]e?(?:\(e\))?|ddn|naissance`})[^\n;]{0,60}?(?:(?<=[\d)] {0,8})[àa] ?:? ?|\d{4} ?\()(?<town>${TOWN})`,
  'gu',
);
const PLACE_LABEL = new RegExp(
  String.raw`(?<!\p{L})(?:${anyCase`lieu`}|(?<= {3})à)[ ]{0,8}:[ ]{0,8}(?<town>${TOWN})`,
  'gu',
);
const IN_COUNTRY = new RegExp(
  String.raw`(?<!\p{L})(?:du|en|au|aux|d['’]|de) ?(?<country>\p{Lu}[\p{L}' -]{2,20}) \((?<town>${TOWN})(?=[,)])`,
  'gu',
);
const AT_PARENTS = new RegExp(
  String.raw`(?<!\p{L})(?:${anyCase`parents|habite|vit|habitant|install[ée]e?`}) (?:au|aux) (?<town>${TOWN})`,
  'gu',
);
/** "(dermatologue, Tours)", "(sa sœur, Pau, décédée)". */
const IN_BRACKETS = new RegExp(
  String.raw`\((?:${anyCase`\p{L}{4,}(?:logue|iste|atre|ienne?|ier|i[èe]re)|chirurgien(?:ne)?|m[ée]decin traitant|kin[ée]|(?:sa|son) \p{L}{3,10}`}),? (?<town>${TOWN})(?=[,)])`,
  'gu',
);
const CORRESPONDENT = new RegExp(
  String.raw`(?<=(?:^|[;/|\n])[^\n;|]{0,60})(?<!\p{L})(?:Dr|DR|Docteur|DOCTEUR)\.? [^\n,;():|]{2,40}?(?: - | – |, )(?<town>${TOWN})(?=[ \t]*(?:$|[;\n]| ;))`,
  'gmu',
);

/** "(Dr Olive, Valmorange)": a town and a hospital's unit stand there, a person never. */
const COLLEAGUE = new RegExp(
  String.raw`\((?:[^()\n]{1,40}[,:;] )?(?:Dr|DR|Docteur|Pr|Professeur)\.? \p{Lu}[^\n,;():|]{1,40}, (?<town>${TOWN})(?=\))`,
  'gu',
);
/** "PRESCRIPTEUR : DR X P., VALMORANGE": in a report in capitals. */
const PRESCRIBER = new RegExp(
  String.raw`(?<!\p{L})${anyCase`prescripteur|m[ée]decin traitant|adress[ée]e? par|correspondant|demandeur|copies?|mt`} ?:? (?:${anyCase`le `})?(?:DR|Dr|DOCTEUR)\.? \p{Lu}[^\n,;():|]{1,40}, (?<town>${TOWN})(?=[ \t]*(?:$|[;\n]))`,
  'gmu',
);

const mention = (start: number, end: number, role: PlaceRole, priority: number, score = 0.75): Candidate => ({
  ...{ start, end, role, priority, score, category: 'CITY', detector: 'rule' },
});

const isPerson = (town: string): boolean => FIRST_NAMES.has(fold(town).split(/[^a-z]+/)[0] ?? '');
const known = (town: string): boolean => TOWN_KEYS.has(townKey(town)) || PLACE_SHAPE.test(town);
/** In capitals every word looks like a town. */
const isShouted = (town: string): boolean => town === town.toUpperCase() && !known(town);
const unlikely = (town: string): boolean =>
  isWeakTown(town) || isShouted(town) || town.length < 3 || (COMMON_WORDS.has(fold(town)) && !known(town));

/** A word of its own that may follow a name in capitals. */
const isWord = (town: string): boolean =>
  isWeakTown(town) ||
  isPerson(town) ||
  COMMON_WORDS.has(fold(town)) ||
  INSTITUTIONS.outside.has(fold(town).split(/[^a-z]+/)[0] ?? '');

function read(
  text: string,
  pattern: RegExp,
  accepts: (town: string, match: RegExpExecArray) => boolean,
): { start: number; town: string }[] {
  return [...text.matchAll(pattern)].flatMap((match) => {
    const town = match.groups?.town ?? '';
    const start = match.index + match[0].lastIndexOf(town);
    return accepts(town, match) ? [{ start, town }] : [];
  });
}

/** Towns that no list need know, where a sentence speaks of a place. */
export function townMentions(text: string, roleOf: RoleOf): Candidate[] {
  const likely = (town: string): boolean => !unlikely(town) && !isPerson(town);
  const at = (town: string, { index }: RegExpExecArray): boolean =>
    likely(town) &&
    (town.length > 3 || FOREIGN.test(town)) &&
    !namesAThing(text, index + 2) &&
    !NO_PLACE.test(text.slice(Math.max(0, index - 30), index).trimEnd());
  const led = [
    ...read(text, AT, at),
    ...[FROM, SINCE, OF_THING, AT_PARENTS].flatMap((pattern) => read(text, pattern, likely)),
    ...read(text, MOVED_FROM, (town) => likely(town) && !REGION.test(town)),
    ...read(text, BESIDE_THING, (town) => TOWN_KEYS.has(townKey(town))),
    ...read(text, STAY_AT, (town) => likely(town) && !EMPLOYER_KEYS.has(fold(town))),
    ...read(
      text,
      IN_COUNTRY,
      (town, { groups }) => likely(town) && COUNTRY_KEYS.has(townKey(groups?.country ?? '')),
    ),
  ].map(({ start, town }) => mention(start, start + town.length, roleOf(start), PRIORITY.lexicon + 2));
  const born = [
    ...read(text, BORN, (town) => !isWeakTown(town)),
    ...read(text, PLACE_LABEL, (town) => !isWeakTown(town)),
  ].map(({ start, town }) => {
    const end = start + town.length;
    const district = DISTRICT.exec(text.slice(end, end + 24))?.[0].length ?? 0;
    return mention(start, end + district, 'Patient', PRIORITY.title + 1, 0.9);
  });
  const others = [
    ...read(text, IN_BRACKETS, (town) => known(town) || likely(town)),
    ...read(text, CORRESPONDENT, (town) => known(town) || likely(town)),
    ...read(text, COLLEAGUE, likely),
    ...read(text, PRESCRIBER, (town) => town.length > 4 && (known(town) || !isWord(town))),
  ].map(({ start, town }) => mention(start, start + town.length, 'Other', PRIORITY.title + 1, 0.8));
  return [...led, ...born, ...others];
}

const AFTER_STREET = new RegExp(
  String.raw`^(?<gap> à |, ?| - | – | (?=\p{Lu}{2}))(?<town>${TOWN})(?=[,.;)\n]| [-–(]|$)`,
  'u',
);

/** "2 place du Marché, Valmorange": the town of a street without a postcode. */
export function besideStreets(text: string, streets: readonly Candidate[]): Candidate[] {
  return streets.flatMap(({ end, role }) => {
    const match = AFTER_STREET.exec(text.slice(end, end + 60));
    const town = match?.groups?.town;
    if (match === null || town === undefined || isWeakTown(town)) return [];
    if (match.groups?.gap === ' ' && !(town === town.toUpperCase() && /\p{Ll}/u.test(text[end - 1] ?? '')))
      return [];
    const start = end + match[0].length - town.length;
    return [mention(start, start + town.length, (role ?? 'Patient') as PlaceRole, PRIORITY.title + 1, 0.8)];
  });
}
