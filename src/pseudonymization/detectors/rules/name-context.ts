import { FIRST_NAMES, fold } from '../../lexicon/index.js';
import { type SpanRole } from '../../pseudonymized-document.js';
import { type DetectionInput } from '../candidate.js';
import { isParticle } from '../known-facts.js';
import { type Token } from '../tokens.js';
import * as words from '../titles.js';
import { isNameLike, type ReadName, readName } from './name-reader.js';

const LIST_GAP = /^(?:,| ?\/| ?-| ?&| ?;|,? et| ?\+)[ \n]*(?:le |la )?$/;

/** "M." before a name is the title, not an initial. */
export const isCivilM = ({ text, tokens }: DetectionInput, at: number): boolean =>
  tokens[at]?.raw === 'M' && /^\.? ?\p{Lu}/u.test(text.slice((tokens[at] as Token).end));

const SEXES: ReadonlyMap<string, 'F' | 'M'> = new Map([
  ...'m mr monsieur messieurs'.split(' ').map((word) => [word, 'M'] as const),
  ...'mme mmes madame mesdames mlle mlles mademoiselle mademoiselles mrs melle me'
    .split(' ')
    .map((word) => [word, 'F'] as const),
]);
export const sexOfTitle = (folded: string): 'F' | 'M' | undefined => SEXES.get(folded);

export const gap = (input: DetectionInput, left: number, right: number): string =>
  input.text.slice((input.tokens[left] as Token).end, (input.tokens[right] as Token).start);

/** A name sure enough to stand without a title: capitals, an initial and a name, or a known first name. */
export function isStrong(input: DetectionInput, { from, to }: ReadName): boolean {
  const read = input.tokens.slice(from, to);
  const solid = read.filter(({ shape }) => shape !== 'initial');
  if (solid.length === 0) return false;
  if (read.some(({ shape }) => shape === 'initial')) return solid.some(({ raw }) => raw.length >= 3);
  if (solid.length === 1) return false;
  const mixed =
    solid.some(({ shape }) => shape === 'upper') && solid.some(({ shape }) => shape === 'capital');
  return (
    (mixed && solid.every(({ raw }) => raw.length >= 2)) ||
    solid.some(({ folded }) => FIRST_NAMES.has(folded))
  );
}

/** "Dr A. MARTIN, B. PETIT et LEROY": the names after the first one. */
export function listAfter(input: DetectionInput, name: ReadName, plural: boolean): ReadName[] {
  const found: ReadName[] = [];
  let last = name;
  for (;;) {
    let next = last.to;
    let between = next < input.tokens.length ? gap(input, last.to - 1, next) : '';
    const aside = /^ ?\([^)\n]{1,18}\)/.exec(
      input.text.slice((input.tokens[last.to - 1] as Token).end).slice(0, 24),
    )?.[0];
    if (aside !== undefined && plural) {
      const from = (input.tokens[last.to - 1] as Token).end + aside.length;
      while (next < input.tokens.length && (input.tokens[next] as Token).start < from) next += 1;
      between = next < input.tokens.length ? input.text.slice(from, (input.tokens[next] as Token).start) : '';
    }
    if (/^(?:,? | ?\n)$/.test(between) && input.tokens[next]?.folded === 'et') {
      next += 1;
      between = next < input.tokens.length ? ', ' : '';
    }
    const token = input.tokens[next];
    const leads = token !== undefined && token.shape !== 'lower' && isParticle(token.folded);
    if (!LIST_GAP.test(between) || !(isNameLike(token) || leads)) return found;
    const title = input.tokens[name.from - 1]?.folded ?? '';
    const initials = (input.tokens[name.from] as Token).shape === 'initial';
    if (isCivilM(input, next) && (!initials || words.CIVIL_TITLES.has(title))) return found;
    const read = readName(input, next);
    if (read === undefined || (!plural && !isStrong(input, read))) return found;
    found.push(read);
    last = read;
  }
}

export const CARER_AFTER =
  /^[ ,(–-]{1,4}(?:(?:notre|votre|nos|l['’]) ?)?(?:IDEC?|IAO|IADE|IBODE|interne|infirmi[eè]re?|cadre|assistante? sociale?|psychologue|di[eé]t[eé]ticien(?:ne)?|kin[eé]|sage-femme|aide-soignante?|secr[eé]taire|coordinatrice|orthophoniste|ergoth[eé]rapeute|pharmacien(?:ne)?|praticien|m[eé]decin|chirurgien|anesth[eé]siste|radiologue|externe|technicienne?|manipulat|remplaçante?|ost[eé]opathe|pu[eé]ricultrice|\p{L}{4,12}(?:logue|icien(?:ne)? (?:du|de l)|peute)(?!\p{L})|[eé]tudiante?[ \n](?:ergo|infirmi|kin[eé]|sage|ide\b|orthoph|di[eé]t))/iu;
export const RELATIVE_AFTER =
  /^ ?(?:\(|, ?)(?:sa |son |le |la |un |une )?(?:mari|[eé]pou(?:x|se)|femme|conjointe?|compagn(?:e|on)|concubine?|fils|fille|m[eè]re|p[eè]re|fr[eè]re|s(?:œ|oe)ur|belle-fille|gendre|neveu|ni[eè]ce|petite?-fil(?:s|le)|oncle|tante|cousine?|amie?|voisine?|tut(?:eur|rice)|curat(?:eur|rice)|aidante?|personne de confiance)(?!\p{L}| d)/iu;
const BEFORE = 60;

const LINE_LABEL = /^[ \t]*(?<first>\p{L}+)(?:[ /-](?:\p{L}+|et)){0,3} ?:/u;

/** "Biologistes responsables : Mme A - M. B": everybody named on the line is staff. */
function inStaffLine({ text }: DetectionInput, start: number): boolean {
  const line =
    text
      .slice(Math.max(0, start - 160), start)
      .split(/\n|\t| {2,}/)
      .at(-1) ?? '';
  const first = LINE_LABEL.exec(line)?.groups?.first;
  return first !== undefined && words.CARER_FUNCTIONS.has(fold(first)) && !/patient|;/i.test(line);
}

export const POSSESSIVE = new Set([
  'son',
  'sa',
  'ses',
  'leur',
  'leurs',
  'une',
  'un',
  'cette',
  'le',
  'la',
  'du',
  'de',
]);
const DETERMINERS = new Set(['la', 'le', 'l', 'notre', 'votre', 'une', 'un']);

/** What a carer does: "bilan orthophonique par", "supervisé par". */
export const CARE_BY =
  /(?<!\p{L})(?:bilans?|[eé]valu(?:ation|[eé]e?s?)|soins?|pansements?|toilettes?|s[eé]ances?|injections?|entretiens?|consultations?|visites?|supervis[eé]e?s?|encadr[eé]e?s?|r[eé]alis[eé]e?s?|effectu[eé]e?s?|prescrite?s?|pos[eé]e?s?|op[eé]r[eé]e?s?|suivie?s?|vue?s?|revue?s?|examin[eé]e?s?|pr[eé]lev[eé]e?s?|rendez-vous|rdv|avis|assur[eé]e?s?|pr[eé]par[eé]e?s?)(?!\p{L})[^.;:\n]{0,40}(?<!\p{L})par(?: la| le| l['’])? ?$/iu;

/** "Copie : Mme X", where the message says that X is the patient. */
function isPatientsOwn({ tokens, facts, identity }: DetectionInput, at: number, name: ReadName): boolean {
  const read = tokens
    .slice(name.from, name.to)
    .filter(({ folded, shape }) => shape !== 'initial' && !isParticle(folded));
  const sex = sexOfTitle((tokens[at] as Token).folded);
  if (identity.sex !== 'U' && sex !== undefined && sex !== identity.sex) return false;
  return read.length > 0 && read.every(({ folded }) => facts.words.get(folded)?.role === 'Patient');
}

/** "sa fille Mme X", "personne de confiance : M. Y", "IDE : Mme Z": what stands before a civil title. */
export function civilRole(
  input: DetectionInput,
  at: number,
  name: ReadName,
): { role: SpanRole; explicit: boolean } {
  const { text, tokens, facts } = input;
  const end = (tokens[name.to - 1] as Token).end;
  const own = isPatientsOwn(input, at, name);
  if (CARER_AFTER.test(text.slice(end, end + 30))) return { role: 'Carer', explicit: true };
  if (RELATIVE_AFTER.test(text.slice(end, end + 40))) return { role: 'Other', explicit: true };
  const start = (tokens[at] as Token).start;
  const clause =
    text
      .slice(Math.max(0, start - BEFORE), start)
      .split(/[.;\n]/)
      .at(-1) ?? '';
  if (tokens[at - 1]?.folded === 'par' && !own && CARE_BY.test(clause))
    return { role: 'Carer', explicit: true };
  for (let back = at - 1; back >= 0 && back >= at - 5; back -= 1) {
    const token = tokens[back] as Token;
    if (token.end < start - clause.length) break;
    const until = text.slice(token.end, start);
    if (/[.;\n]/.test(until.replace(/^\. et /, ' '))) break;
    if (
      words.RELATIVES.has(token.folded) &&
      !/^ (?:de|d['’]|du) ?$/.test(until) &&
      !/^ch[eè]re?s?$/i.test(tokens[back - 1]?.raw ?? '') &&
      (token.folded !== 'femme' || POSSESSIVE.has(tokens[back - 1]?.folded ?? ''))
    )
      return { role: 'Other', explicit: true };
    if (
      token.folded === 'secretariat' ||
      token.folded === 'secretaire' ||
      token.folded === 'cadre' ||
      token.folded === 'sociale' ||
      token.folded === 'ide' ||
      token.folded === 'infirmiere' ||
      token.folded === 'psychologue' ||
      token.folded === 'dieteticienne' ||
      token.folded === 'participants' ||
      (token.folded === 'copie' && !own) ||
      (token.folded === 'cabinet' && /^ (?:de |d['’]|des |du )?$/.test(until)) ||
      (words.CARER_FUNCTIONS.has(token.folded) &&
        !words.NEED_BY.has(token.folded) &&
        until === ', ' &&
        DETERMINERS.has(tokens[back - 1]?.folded ?? ''))
    )
      return { role: 'Carer', explicit: true };
    if (
      words.CARER_FUNCTIONS.has(token.folded) &&
      !words.NEED_BY.has(token.folded) &&
      !(own && /^(?:copies?|cc|destinataires?|ampliation)$/.test(token.folded)) &&
      /^[^.;\n]{0,30}[:(] ?$/.test(text.slice(token.end, start))
    ) {
      return { role: 'Carer', explicit: true };
    }
    if (words.NEED_BY.has(token.folded) && tokens[back + 1]?.folded === 'par')
      return { role: 'Carer', explicit: true };
  }
  if (!own && inStaffLine(input, start)) return { role: 'Carer', explicit: true };
  const read = tokens.slice(name.from, name.to);
  const known = read.map(({ folded }) => facts.words.get(folded)?.role).find((role) => role !== undefined);
  const { sex } = input.identity;
  const title = sexOfTitle((tokens[at] as Token).folded);
  const owns = read.some(({ folded }) => facts.words.get(folded)?.category === 'FIRST_NAME');
  if (known === 'Patient' && sex !== 'U' && title !== undefined && title !== sex && !owns)
    return { role: 'Other', explicit: true };
  return { role: known ?? (facts.hasPatientName ? 'Other' : 'Patient'), explicit: false };
}
