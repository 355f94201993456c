import { ABROAD_KEYS, AMBIGUOUS_TOWNS, FIRST_NAMES, TOWN_KEYS, townKey } from '../../lexicon/index.js';
import { type Candidate, type DetectionInput, PRIORITY } from '../candidate.js';
import { type Token } from '../tokens.js';
import { roleInBlock } from './address-block.js';
import { type PlaceRole, roleAt } from './place-role.js';
import { DISTRICT, isNoTown, isOwnWord, isWeakTown, namesAThing, TOWN } from './town-name.js';
import { anyCase } from './any-case.js';

const POSTCODE =
  /(?<![\d\p{L}/.,-])(?:F-?)?((?:0[1-9]|[1-8]\d|9[0-8])\d{3}|(?:0[1-9]|[1-8]\d|9[0-8]) \d{3}(?= \p{Lu}))(?=[\s,–/-]{1,3}(\p{Lu}[\p{L}\p{M}'’-]*(?:[ -](?:(?:de|du|des|la|le|les|l['’]|d['’]|sur|sous|en|lès|et|à|aux)[ -]?)*\p{Lu}[\p{L}\p{M}'’-]*){0,4})|[)\]]|[ \t]*(?:\n|$))/gu;
const TOWN_END =
  /(?:[ -](?:cedex|c[eé]dex)(?!\p{L}).*| (?:tel|tél|fax|france|madame|monsieur|mme|dr|docteur|service|secr[eé]tariat|t[eé]l[eé]phone|email|mail|finess|standard|cs|bp)(?!\p{L}).*| (?:le|la) (?:\d|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|patiente?|secr[eé]taire).*)$/iu;
const UNIT_AFTER =
  /^ ?(?:mg|ml|ui|\/mm|g\/|copies|plaquettes|leuco|elements|éléments|cp|µ|%|u\b|euros|€|\/)/i;

/** Five digits and a capital are a postcode where an address leads to them, or where the town is one we know. */
function isAddressLike(text: string, start: number, town: string): boolean {
  const before = text.slice(Math.max(0, start - 60), start);
  return (
    TOWN_KEYS.has(townKey(town)) ||
    /(?:^|[\n,;(–—:|•·-]|F-)\s*$|\s{3}$/.test(before) ||
    /(?<!\p{L})(?:rue|avenue|av|boulevard|bd|chemin|place|route|impasse|all[eé]e|lotissement|r[eé]sidence|bp|cs|hameau|quai|cours|domicili|demeurant|habit|adresse|h[oô]pital|clinique|chu|ch|centre)(?!\p{L})/iu.test(
      before,
    )
  );
}

/** Postcodes, with the town that follows. */
export function postcodes(text: string, towns: ReadonlySet<string>): Candidate[] {
  const found: Candidate[] = [];
  for (const { 0: raw, 1: code = '', 2: after, index } of text.matchAll(POSTCODE)) {
    const start = index + raw.length - code.length;
    const town = after?.replace(TOWN_END, '');
    if (town !== undefined && (isNoTown(town) || !isAddressLike(text, start, town))) continue;
    if (
      town === undefined &&
      (!/(?:\(|cp ?:? ?|postale? ?:? ?)$/i.test(text.slice(Math.max(0, start - 12), start)) ||
        UNIT_AFTER.test(text.slice(start + code.length, start + code.length + 8)))
    )
      continue;
    const isPatients = town !== undefined && towns.has(townKey(town));
    const stated = roleInBlock(text, start);
    const role = stated ?? (isPatients ? 'Patient' : roleAt(text, start, 'Patient'));
    const more: Omit<Candidate, 'start' | 'end' | 'category'> = {
      ...{ role, detector: 'rule', score: 0.95, priority: PRIORITY.labelled },
      explicitRole: stated !== undefined,
    };
    found.push({ ...more, start, end: start + code.length, category: 'POSTAL_CODE' });
    if (town === undefined) continue;
    const townStart = text.indexOf(town, start + code.length);
    found.push({ ...more, start: townStart, end: townStart + town.length, category: 'CITY' });
  }
  return found;
}

const AT_TOWN = /(?<!\p{L})(?:à|a|sur|de|d['’]|depuis|vers|dans|par|habite|près de)[ ]?$/iu;

const firstWords = (keys: ReadonlySet<string>): Set<string | undefined> =>
  new Set([...keys].map((key) => key.split(' ')[0]));
const LEXICON_FIRSTS = firstWords(TOWN_KEYS);

/** Longest town name that starts at token `at`, as the index of its last token. */
function townAt(
  text: string,
  tokens: readonly Token[],
  at: number,
  isTown: (key: string) => boolean,
): number | undefined {
  let longest: number | undefined;
  for (let to = at; to < Math.min(at + 6, tokens.length); to += 1) {
    const token = tokens[to] as Token;
    if (to > at && !/^[-'’ ]$/.test(text.slice((tokens[to - 1] as Token).end, token.start))) break;
    if (isTown(townKey(text.slice((tokens[at] as Token).start, token.end)))) longest = to;
  }
  return longest;
}

interface TownContext {
  readonly surnames: ReadonlySet<string>;
  readonly roleOf: (start: number) => PlaceRole;
}

/**
 * Towns of the lexicon, of the patient and those the text told once, where they stand as a place. `surnames` are words
 * of people's names: a town of that name needs a preposition.
 */
export function towns(
  input: DetectionInput,
  known: ReadonlySet<string>,
  told: ReadonlySet<string> = new Set(),
  { surnames, roleOf }: TownContext = { surnames: new Set(), roleOf: () => 'Patient' },
): Candidate[] {
  const { text, tokens } = input;
  const own = new Set([...known, ...told]);
  const firsts = firstWords(own);
  const isTown = (key: string): boolean => TOWN_KEYS.has(key) || own.has(key);
  const found: Candidate[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at] as Token;
    if (
      token.shape === 'lower' ||
      !(
        LEXICON_FIRSTS.has(token.folded) ||
        firsts.has(token.folded) ||
        token.folded === 'st' ||
        token.folded === 'ste'
      )
    )
      continue;
    const last = townAt(text, tokens, at, isTown);
    if (last === undefined || namesAThing(text, token.start)) continue;
    const { end: plain } = tokens[last] as Token;
    const key = townKey(text.slice(token.start, plain));
    // "(Berlin 2012)", "(Boston 3)": a definition, a score.
    if (ABROAD_KEYS.has(key) && /^ \d/.test(text.slice(plain, plain + 2))) continue;
    const before = text.slice(Math.max(0, token.start - 10), token.start);
    const letter = /(?:^|\n)[ \t]*$/.test(before) && /^,? ?le \d/i.test(text.slice(plain, plain + 8));
    const parenthesized =
      /\($|(?:s(?:œ|oe)ur|fils|fille|fr[eè]re|neveu|ni[eè]ce|cousine?), $|[àa] \p{Lu}[\p{L}-]+ (?:et|puis|puis à) $/u.test(
        text.slice(Math.max(0, token.start - 30), token.start),
      );
    if (
      AMBIGUOUS_TOWNS.has(key) &&
      !letter &&
      !parenthesized &&
      !/(?<!\p{L})(?:à|habite|sur) $/iu.test(before)
    )
      continue;
    if (
      !letter &&
      !parenthesized &&
      !AT_TOWN.test(before) &&
      !known.has(key) &&
      !(told.has(key) && !surnames.has(key)) &&
      !(
        /[,:–-] $|\n$|^$/.test(before) &&
        /^[ \t]*(?:[,.;)\n(]|$|- |cedex)/i.test(text.slice(plain, plain + 8))
      )
    )
      continue;
    const end = plain + (DISTRICT.exec(text.slice(plain, plain + 24))?.[0].length ?? 0);
    const role = letter ? 'Hospital' : roleOf(token.start);
    found.push({
      start: token.start,
      end,
      category: 'CITY',
      role,
      detector: 'lexicon',
      score: 0.8,
      priority: PRIORITY.lexicon + 1,
    });
    at = last;
  }
  return found;
}

const LED = String.raw`(?:${anyCase`à|a|de|sur|près de|vers`}[ \n]|${anyCase`d['’]`} ?|\n)`;
const LIVING = new RegExp(
  String.raw`(?<!\p{L})(?:(?<lives>${anyCase`demeurant|habite|habitant|habitait|domicile|domicili[eé]e?|r[eé]side|r[eé]sidant|r[eé]sidait|vit|vivant|vivait|n[eé]e?(?:\(e\))?(?: le [^\n.;,]{4,30}?)?|originaire|install[eé]e?|rentre|rentr[eé]e|retour|retourne|[eé]tudes|travaille|travaillait|scolaris[eé]e?|vacances|s[eé]jour(?:nant)?|d[eé]m[eé]nag(?:e|[eé]|[eé]e|er|eait|era|ement)|log[eé]e?|h[eé]berg[eé]e?`})|(?<cared>${anyCase`hospitalis[eé]e?|suivie?|op[eé]r[eé]e?|transf[eé]r[eé]e?|transfert|mut[eé]e?|adress[eé]e?|admise?|pris(?:e)? en charge|consult[eé]|dialys[eé]e?|greff[eé]e?|soign[eé]e?|trait[eé]e?|accouch[eé]|r[eé]alis[eé]e?s?|fait|faite`}(?: le [^\\n.;,]{4,24}?)?))(?: (?:\p{Ll}[\p{Ll}'’]*|${anyCase`seule?|actuellement|toujours|isol[eé]e?`})){0,4}[ \n]${LED}(?<town>${TOWN})`,
  'gu',
);
const BARE = new RegExp(String.raw`(?<!\p{L})${anyCase`habite|demeurant`}[ \n](?<town>${TOWN})`, 'gu');
const CARED_LINK = /(?:à|(?<!\p{L})a|sur)[ \n]*$/iu;
const SURE_LIVING = /^(?:demeurant|habit|domicil|r[eé]sid|n[eé]e?|originaire)/i;
/** "Ne conduit plus depuis l'accident de …" */
const NEGATION = /^ne (?!le |[àa] |en |au |vers )/i;
/** "née DE OLIVEIRA": a name; towns are born "à". */
const BORN_AS = /^n[eé]e?(?:\(e\))?[ \n]de[ \n]$/i;
const RELATIVE =
  /(?:^|[\s'’])(?:son|sa|ses|une?|le|la|leur) (?:fils|fille|fr[eè]re|s(?:œ|oe)ur|m[eè]re|p[eè]re|mari|femme|[eé]pou(?:x|se)|conjointe?|oncle|tante|cousine?|neveu|ni[eè]ce|ami|tuteur|tutrice)(?!\p{L})/iu;

/** Any capitalised word after "habite à", "né à", "suivi à": a town the lexicon need not know. */
export function livedIn(text: string, roleOf: (start: number) => PlaceRole): Candidate[] {
  const found: Candidate[] = [];
  for (const match of [...text.matchAll(LIVING), ...text.matchAll(BARE)]) {
    const town = match.groups?.town ?? '';
    if (isWeakTown(town) || (town === town.toUpperCase() && town.length < 4)) continue;
    const lead = match[0].slice(0, match[0].length - town.length);
    if (NEGATION.test(lead) || BORN_AS.test(lead)) continue;
    const care = match.groups?.cared !== undefined;
    if (care && !CARED_LINK.test(lead)) continue;
    if (/\n$/.test(lead) && !/(?:à|de|sur|habite|demeurant) ?\n$/i.test(lead)) continue;
    if (FIRST_NAMES.has(townKey(town)) && !SURE_LIVING.test(lead)) continue;
    const start = match.index + lead.length;
    const clause =
      text
        .slice(Math.max(0, match.index - 60), match.index)
        .split(/[.;\n]/)
        .at(-1) ?? '';
    const other = RELATIVE.test(clause) && !/avec (?:son|sa|ses)/i.test(clause);
    const plain = start + town.length;
    found.push({
      start,
      end: plain + (DISTRICT.exec(text.slice(plain, plain + 24))?.[0].length ?? 0),
      category: 'CITY',
      role: care ? 'Hospital' : other ? 'Other' : roleOf(start),
      detector: 'rule',
      score: 0.8,
      priority: SURE_LIVING.test(lead) ? PRIORITY.identity + 1 : PRIORITY.lexicon + 2,
    });
  }
  return found;
}

const HOSPITAL_TOWN = new RegExp(
  String.raw`${anyCase`^(?:ch[a-z]{0,3}|centre hospitalier[\p{L} ]*|h[oô]pital|ehpad|smr|ssr|had|clinique|centre d['’]imagerie|maison de retraite)`} (?:${anyCase`de|d['’]`}) ?(?<town>${TOWN})$`,
  'u',
);

/** Towns told once by a postcode, a date line or a hospital's name, to be looked for everywhere. */
export function townsToldOnce(text: string, found: readonly Candidate[]): Set<string> {
  return new Set(
    found.flatMap(({ category, start, end, detector }) => {
      const raw = text.slice(start, end).replace(DISTRICT, '');
      const name =
        category === 'HOSPITAL'
          ? HOSPITAL_TOWN.exec(raw)?.groups?.town
          : category === 'CITY'
            ? raw
            : undefined;
      return name !== undefined && detector !== 'lexicon' && isOwnWord(name) ? [townKey(name)] : [];
    }),
  );
}
