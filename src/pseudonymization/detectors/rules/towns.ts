import {
  AMBIGUOUS_TOWNS,
  COUNTRIES,
  fold,
  MEDICAL_WORDS,
  NOT_NAMES,
  TOWN_KEYS,
  townKey,
} from '../../lexicon/index.js';
import { type Candidate, type DetectionInput, PRIORITY } from '../candidate.js';
import { type Token } from '../tokens.js';
import { roleAt } from './place-role.js';
import { inLetterhead, roleBefore } from './role-context.js';

const POSTCODE =
  /(?<![\d\p{L}/.,-])(?:F-?)?((?:0[1-9]|[1-8]\d|9[0-8])\d{3}|(?:0[1-9]|[1-8]\d|9[0-8]) \d{3}(?= \p{Lu}))(?=[\s,–-]{1,3}(\p{Lu}[\p{L}\p{M}'’-]*(?:[ -](?:(?:de|du|des|la|le|les|l['’]|d['’]|sur|sous|en|lès|et|à|aux)[ -]?)*\p{Lu}[\p{L}\p{M}'’-]*){0,4})|[)\]]|[ \t]*(?:\n|$))/gu;
const TOWN_END =
  /(?:[ -](?:cedex|c[eé]dex|tel|tél|fax|france|madame|monsieur|mme|le|la|dr|service|secr[eé]tariat|t[eé]l[eé]phone|email|mail).*)$/iu;
const UNIT_AFTER =
  /^ ?(?:mg|ml|ui|\/mm|g\/|copies|plaquettes|leuco|elements|éléments|cp|µ|%|u\b|euros|€|\/)/i;

/** Five digits and a capital are a postcode where an address leads to them, or where the town is one we know. */
function isAddressLike(text: string, start: number, town: string): boolean {
  const before = text.slice(Math.max(0, start - 60), start);
  return (
    TOWN_KEYS.has(townKey(town)) ||
    /(?:^|[\n,;(–—:-]|F-)\s*$/.test(before) ||
    /(?<!\p{L})(?:rue|avenue|av|boulevard|bd|chemin|place|route|impasse|all[eé]e|lotissement|r[eé]sidence|bp|cs|hameau|quai|cours|domicili|demeurant|habit|adresse|h[oô]pital|clinique|chu|ch|centre)(?!\p{L})/iu.test(
      before,
    )
  );
}

const isNoTown = (town: string): boolean => {
  const first = fold(town).split(/[^a-z]+/)[0] ?? '';
  if (/^\p{Lu}{1,3}$/u.test(town) && first !== 'gap' && first !== 'dax' && first !== 'pau') return true;
  return (
    !['la', 'le', 'les', 'st', 'ste', 'saint', 'sainte', 'vers', 'sens', 'est'].includes(first) &&
    (NOT_NAMES.has(first) || MEDICAL_WORDS.has(first))
  );
};

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
    const role =
      isPatients && !inLetterhead(text, start) && roleBefore(text, start, 'Patient').role !== 'Hospital'
        ? 'Patient'
        : roleAt(text, start, 'Patient');
    const more = { role, detector: 'rule', score: 0.95, priority: PRIORITY.labelled } as const;
    found.push({ ...more, start, end: start + code.length, category: 'POSTAL_CODE' });
    if (town === undefined) continue;
    const townStart = text.indexOf(town, start + code.length);
    found.push({ ...more, start: townStart, end: townStart + town.length, category: 'CITY' });
  }
  return found;
}

const AT_TOWN = /(?<!\p{L})(?:à|a|sur|de|d['’]|depuis|vers|dans|par|habite|près de)[ ]?$/iu;

/** Longest town name that starts at token `at`, as the index of its last token. */
function townAt(
  text: string,
  tokens: readonly Token[],
  at: number,
  keys: ReadonlySet<string>,
): number | undefined {
  let longest: number | undefined;
  for (let to = at; to < Math.min(at + 6, tokens.length); to += 1) {
    const token = tokens[to] as Token;
    if (to > at && !/^[-'’ ]$/.test(text.slice((tokens[to - 1] as Token).end, token.start))) break;
    if (keys.has(townKey(text.slice((tokens[at] as Token).start, token.end)))) longest = to;
  }
  return longest;
}

const DISTRICT = /^ (?:\d{1,2}(?:er|e|[eè]me)(?: arrondissement)?|[IVX]{1,4}e)(?![\p{L}\d])/u;

/** Towns of the lexicon and of the patient, where they stand as a place. */
export function towns(input: DetectionInput, known: ReadonlySet<string>): Candidate[] {
  const { text, tokens } = input;
  const keys = new Set([...TOWN_KEYS, ...known]);
  const firsts = new Set([...keys].map((key) => key.split(' ')[0]));
  const found: Candidate[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at] as Token;
    if (
      token.shape === 'lower' ||
      !(firsts.has(token.folded) || token.folded === 'st' || token.folded === 'ste')
    )
      continue;
    const last = townAt(text, tokens, at, keys);
    if (last === undefined) continue;
    const { end: plain } = tokens[last] as Token;
    const key = townKey(text.slice(token.start, plain));
    const before = text.slice(Math.max(0, token.start - 10), token.start);
    const letter = /(?:^|\n)[ \t]*$/.test(before) && /^,? ?le \d/i.test(text.slice(plain, plain + 8));
    const parenthesized = /\($/.test(before);
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
      !(
        /[,:–-] $|\n$|^$/.test(before) &&
        /^[ \t]*(?:[,.;)\n(]|$|- |cedex)/i.test(text.slice(plain, plain + 8))
      )
    )
      continue;
    const end = plain + (DISTRICT.exec(text.slice(plain, plain + 24))?.[0].length ?? 0);
    const context = roleBefore(text, token.start, 'Patient');
    const role = letter
      ? 'Hospital'
      : known.has(key) && context.role !== 'Hospital' && context.role !== 'Carer'
        ? 'Patient'
        : roleAt(text, token.start, 'Patient');
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

const LIVING =
  /(?<!\p{L})(?:(?:demeurant|habite|habitant|domicile|domicili[eé]e?|r[eé]side|r[eé]sidant|vit|vivant|n[eé]e?(?: le [^\n.;]{4,30}?)?|originaire|install[eé]e?|hospitalis[eé]e?|suivie?|op[eé]r[eé]e?|transf[eé]r[eé]e?|adress[eé]e?)(?: seule?| en EHPAD| en appartement| en maison| actuellement| initialement)? )(?:à|d['’]|de|sur) ?(?<town>\p{Lu}[\p{L}\p{M}'’]+(?:[ -](?:(?:de|du|des|la|le|les|l['’]|d['’]|sur|sous|en|lès|et|à|aux)[ -])*\p{Lu}[\p{L}\p{M}'’]+){0,4})/gu;
const COUNTRY_KEYS = new Set(COUNTRIES.map(({ name }) => townKey(name)));
const NOT_TOWN =
  /^(?:l['’]|la\b|le\b|h[oô]pital|clinique|chu|ch\b|centre|domicile|j\d|m\d|un|m\.|mme|madame|monsieur|dr|docteur|irm|ehpad|ssr|usic|uhcd|residence|résidence|hdj|smr|usld|rea)/iu;

/** Any capitalised word after "habite à", "né à", "suivi à": a town the lexicon need not know. */
export function livedIn(text: string): Candidate[] {
  const found: Candidate[] = [];
  for (const match of text.matchAll(LIVING)) {
    const town = match.groups?.town ?? '';
    if (NOT_TOWN.test(town) || (town === town.toUpperCase() && town.length < 4)) continue;
    const start = match.index + match[0].length - town.length;
    const care = /^(?:hospitalis|suivi|op[eé]r|transf|adress)/i.test(match[0]);
    const clause =
      text
        .slice(Math.max(0, match.index - 60), match.index)
        .split(/[.;\n]/)
        .at(-1) ?? '';
    const other =
      /(?:^|[\s'’])(?:son|sa|ses|une?|le|la|leur) (?:fils|fille|fr[eè]re|s(?:œ|oe)ur|m[eè]re|p[eè]re|mari|femme|[eé]pou(?:x|se)|conjointe?|oncle|tante|cousine?|neveu|ni[eè]ce|ami)(?!\p{L})/iu.test(
        clause,
      ) && !/avec (?:son|sa|ses)/i.test(clause);
    if (COUNTRY_KEYS.has(townKey(town)) || isNoTown(town)) continue;
    const plain = start + town.length;
    found.push({
      start,
      end: plain + (DISTRICT.exec(text.slice(plain, plain + 24))?.[0].length ?? 0),
      category: 'CITY',
      role: care ? 'Hospital' : other ? 'Other' : 'Patient',
      detector: 'rule',
      score: 0.8,
      priority: PRIORITY.lexicon + 2,
    });
  }
  return found;
}
