import {
  AMBIGUOUS_TOWNS,
  COUNTRIES,
  fold,
  MEDICAL_WORDS,
  NOT_NAMES,
  TOWN_KEYS,
  townKey,
} from '../../lexicon/index.js';
import { type SpanRole } from '../../pseudonymized-document.js';
import { type Candidate, type DetectionInput, PRIORITY } from '../candidate.js';
import { patientTowns } from '../identity/facts.js';
import { type Token } from '../tokens.js';
import { inLetterhead, roleBefore } from './role-context.js';

type PlaceRole = Extract<SpanRole, 'Patient' | 'Hospital' | 'Other'>;
const placeRole = (role: SpanRole): PlaceRole => (role === 'Carer' ? 'Other' : role);

const roleAt = (text: string, start: number, fallback: PlaceRole): PlaceRole => {
  if (inLetterhead(text, start)) return 'Hospital';
  return placeRole(roleBefore(text, start, fallback).role);
};

const WAY = String.raw`rue|r\.|avenue|av\.?|ave|boulevard|boul\.?|bld|bd\.?|chemin|ch(?:em)?\.|impasse|imp\.|all[eé]es?|place|pl\.|route|rte|square|sq\.?|cours|quai|passage|mont[eé]e|sentier|voie|faubourg|fbg|lotissement|lot\.?|r[eé]sidence|r[eé]s\.|hameau|lieu-?dit|lieu dit|villa|rond-point|esplanade|promenade|venelle|ruelle|traverse|clos|domaine|cit[eé]|parvis|zone|za|zi|zac|mail|cour|côte|rampe|pont|parc|immeuble`;
const STREET = new RegExp(
  String.raw`(?<![\p{L}\d/.,])(?:(?:n[°o] ?)?(?<number>\d{1,4}(?: ?(?:bis|ter|quater)|[ ]?[A-Fa-f](?=[ ,]))?(?: ?[-/à] ?\d{1,4})?),? {1,2})?(?<way>${WAY})(?![\p{L}])[ -]{1,2}(?<name>[^\n,;:()\d–|]{2,50}(?:\d{1,2} ?(?:mai|novembre|septembre|ao[uû]t|juin|juillet|mars|f[eé]vrier|[eè]re? [^\n,;:()\d]{3,20})(?:[- ](?:19)?\d{2,4})?)?)`,
  'giu',
);
const MORE =
  /^(?:,? ?(?:(?i:b[aâ]t(?:iment|\.)?|appt?\.?|appartement|r[eé]sidence|escalier|esc\.?|[eé]tage|porte|hall|entr[eé]e|lotissement|lieu-?dit|immeuble|bo[iî]te|hameau|chez|tour|cage)[ .]{0,2}(?:n[°o] ?)?(?:[\p{Lu}\d][\p{L}\d'’-]{0,20}(?: (?:(?:de |du |des |les |la |le )*)[\p{Lu}][\p{L}'’-]{1,20}){0,3})|\d{1,2}(?:er|e|[eè]me) [eé]tage|(?:BP|CS|TSA|bp|cs) ?\d{2,6})){1,5}/u;
/** "lotissement Les Genêts 3", "rue Neuve, 12". */
const HOUSE_AFTER = /^,? ?(?:n[°o] ?)?\d{1,3}(?: ?(?:bis|ter))?(?=[,;.)\n]|$| -)/;
const POST_BOX = /(?<![\p{L}\d])(?:B\.?P\.?|C\.?S\.?|TSA) ?(?:n[°o] ?)?\d{1,6}(?: \d{3,5})?(?![\d/])/gu;
const UNSURE_WAY =
  /^(?:cours|voie|villa|parc|pont|zone|mail|passage|place|clos|domaine|cour|r[eé]sidence|route|côte|cit[eé]|promenade|tour|traverse|lot|lot\.|quai|r\.|rampe|mont[eé]e|ch\.|pl\.|av|zi|za|imp\.|hameau|sentier|chemin|immeuble|square|avenue|rue|boulevard|allée|impasse)$/i;

/** A street's name ends where words of the sentence start. */
function streetName(name: string): string {
  const words = name.split(/(?<= )/);
  let kept = '';
  let named = false;
  for (const word of words) {
    const bare = word.trim();
    const joins =
      /^(?:de|du|des|la|le|les|l['’].*|d['’].*|et|en|aux?|sur|sous|à|lès|-|petite?s?|grande?s?|vieille|vieux|haute?s?|basse?s?|saint|sainte|st|ste|général|docteur|dr|professeur|pr|maréchal|président|colonel|capitaine|abbé|clos|pré|pont|moulin|église|gare|mairie|château|fontaine)$/iu.test(
        bare,
      );
    if (/^\p{Lu}|^\d/u.test(bare)) named = true;
    else if (!joins) {
      if (named) break;
      if (kept.trim() !== '' && !/(?:^|\s)(?:de|du|des|la|le|les|l['’]|d['’])\s*$/iu.test(kept) && named)
        break;
      named = true;
    }
    kept += word;
    if (/[.!?]$/.test(bare) && bare.length > 3) break;
  }
  return kept.replace(/(?:\s+(?:de|du|des|la|le|les|et|en|à|aux?|sur|-))*[\s.!?-]*$/iu, '');
}

function streets(text: string): Candidate[] {
  const found: Candidate[] = [];
  for (const match of text.matchAll(STREET)) {
    const { number, way = '', name = '' } = match.groups ?? {};
    const kept = streetName(name);
    if (
      kept === '' ||
      (number === undefined && /^(?:en|par|pour|dans|sur|à|aux?|thérap|d['’]abord)/iu.test(kept))
    )
      continue;
    const sure =
      number !== undefined ||
      (!UNSURE_WAY.test(way) && /^\p{Lu}|['’ ]\p{Lu}/u.test(kept)) ||
      (/^(?:rue|avenue|boulevard|allée|impasse|chemin|place|square|quai|lotissement|hameau|résidence)$/iu.test(
        way,
      ) &&
        /(?:^|['’ ])\p{Lu}/u.test(kept));
    if (!sure) continue;
    if (
      number !== undefined &&
      /^(?:voie|parc|pont|passage|tour|place|cours|cour)s?$/i.test(way) &&
      !/\p{Lu}/u.test(kept)
    )
      continue;
    const head = match[0].length - name.length;
    let end = match.index + head + kept.length;
    if (number === undefined) end += HOUSE_AFTER.exec(text.slice(end, end + 12))?.[0].length ?? 0;
    end += MORE.exec(text.slice(end, end + 120))?.[0].length ?? 0;
    found.push({
      start: match.index,
      end,
      category: 'ADDRESS',
      role: roleAt(text, match.index, 'Patient'),
      detector: 'rule',
      score: number === undefined ? 0.75 : 0.95,
      priority: PRIORITY.labelled,
    });
  }
  for (const { 0: raw, index } of text.matchAll(POST_BOX)) {
    found.push({
      start: index,
      end: index + raw.length,
      category: 'ADDRESS',
      role: roleAt(text, index, 'Hospital'),
      detector: 'rule',
      score: 0.9,
      priority: PRIORITY.title,
    });
  }
  return found;
}

const POSTCODE =
  /(?<![\d\p{L}/.,-])(?:F-?)?((?:0[1-9]|[1-8]\d|9[0-8])\d{3}|(?:0[1-9]|[1-8]\d|9[0-8]) \d{3}(?= \p{Lu}))(?=[\s,–-]{1,3}(\p{Lu}[\p{L}\p{M}'’-]*(?:[ -](?:(?:de|du|des|la|le|les|l['’]|d['’]|sur|sous|en|lès|et|à|aux)[ -]?)*\p{Lu}[\p{L}\p{M}'’-]*){0,4})|[)\]]|[ \t]*(?:\n|$))/gu;
const TOWN_END =
  /(?:[ -](?:cedex|c[eé]dex|tel|tél|fax|france|madame|monsieur|mme|le|la|dr|service|secr[eé]tariat|t[eé]l[eé]phone|email|mail).*)$/iu;
const UNIT_AFTER =
  /^ ?(?:mg|ml|ui|\/mm|g\/|copies|plaquettes|leuco|elements|éléments|cp|µ|%|u\b|euros|€|\/)/i;

const isNoTown = (town: string): boolean => {
  const first = fold(town).split(/[^a-z]+/)[0] ?? '';
  return (
    !['la', 'le', 'les', 'st', 'ste', 'saint', 'sainte', 'vers', 'sens', 'est'].includes(first) &&
    (NOT_NAMES.has(first) || MEDICAL_WORDS.has(first))
  );
};

function postcodes(text: string, towns: ReadonlySet<string>): Candidate[] {
  const found: Candidate[] = [];
  for (const { 0: raw, 1: code = '', 2: after, index } of text.matchAll(POSTCODE)) {
    const start = index + raw.length - code.length;
    const town = after?.replace(TOWN_END, '');
    if (town !== undefined && isNoTown(town)) continue;
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

function towns(input: DetectionInput, known: ReadonlySet<string>): Candidate[] {
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
const NOT_TOWN =
  /^(?:l['’]|la\b|le\b|h[oô]pital|clinique|chu|ch\b|centre|domicile|j\d|m\d|un|m\.|mme|madame|monsieur|dr|docteur|irm|ehpad|ssr|usic|uhcd|residence|résidence|hdj|smr|usld|rea)/iu;

function livedIn(text: string): Candidate[] {
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

const COUNTRY_NAMES = COUNTRIES.map(({ name }) => name.replace(/['’]/g, "['’]").replace(/[- ]/g, '[- ]'));
const COUNTRY = new RegExp(
  `(?<![\\p{L}-])(?:${COUNTRY_NAMES.sort((a, b) => b.length - a.length).join('|')}|USA|DOM-TOM|Maghreb)(?![\\p{L}-])`,
  'giu',
);

function countries(text: string): Candidate[] {
  const found: Candidate[] = [];
  for (const { 0: raw, index } of text.matchAll(COUNTRY)) {
    if (/^\p{Ll}/u.test(raw)) continue;
    const before = text.slice(Math.max(0, index - 40), index);
    if (
      /(?:soci[eé]t[eé]|sant[eé] publique|[eé]tablissement|l['’]h[oô]pital|laboratoires?|[A-Z][a-z]+[- ]|virus|maladie|fi[eè]vre)(?: de| du| d['’])? ?$/iu.test(
        before,
      ) &&
      fold(raw) === 'france'
    )
      continue;
    if (/(?:mme|madame|mademoiselle|monsieur|m\.|mr|dr|prénom ?:) $/i.test(before)) continue;
    const role =
      /(?:import[eé]e?|fabriqu[eé]e?|[eé]tude|fr[eè]re|s(?:œ|oe)ur|fils|fille|p[eè]re|m[eè]re|famille|parents|oncle|cousin)/i.test(
        text
          .slice(Math.max(0, index - 70), index)
          .split(/[.;\n]/)
          .at(-1) ?? '',
      )
        ? 'Other'
        : /(?:op[eé]r[eé]e?|hospitalis[eé]e?|greff[eé]e?|soign[eé]e?|suivie?|pris en charge|dialys[eé]e?) (?:initialement )?(?:en|au|aux|à) $/i.test(
              before,
            )
          ? 'Hospital'
          : 'Patient';
    found.push({
      start: index,
      end: index + raw.length,
      category: 'COUNTRY',
      role,
      detector: 'lexicon',
      score: 0.85,
      priority: PRIORITY.lexicon,
    });
  }
  return found;
}

export function detectPlaces(input: DetectionInput): Candidate[] {
  const known = patientTowns(input);
  const { text } = input;
  return [
    ...streets(text),
    ...postcodes(text, known),
    ...towns(input, known),
    ...livedIn(text),
    ...countries(text),
  ];
}
