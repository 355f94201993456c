import { fold, townKey } from '../../lexicon/index.js';
import { type Address } from '../../../patients/index.js';
import { type Candidate, type DetectionInput, PRIORITY } from '../candidate.js';
import { type Span } from '../../../text/index.js';
import { ADDRESS_MORE } from '../rules/address-parts.js';
import { birthDateMatches } from './birth-date.js';
import { type SpanCategory } from '../../pseudonymized-document.js';

const base = { detector: 'identity', score: 1, priority: PRIORITY.identity } as const;
const escaped = (word: string): string => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** The text folded letter by letter, so that offsets stay those of the original. */
export function foldInPlace(text: string): string {
  const lower = text.toLowerCase();
  if (lower.length !== text.length)
    return [...text].map((c) => (c.toLowerCase().length === c.length ? c.toLowerCase() : c)).join('');
  return lower.replace(/[^\t-~]/g, (c) => {
    const folded = fold(c);
    return folded.length === 1 ? folded : c;
  });
}

/** Words of a known value, with any spaces, hyphens, commas or apostrophes between them. */
function looseMatches(folded: string, value: string): { start: number; end: number }[] {
  const words = fold(value)
    .split(/[^a-z0-9]+/)
    .filter(Boolean);
  if (words.join('').length < 4) return [];
  const pattern = new RegExp(`(?<![a-z0-9])${words.map(escaped).join(`[\\s,.'’-]{0,4}`)}(?![a-z0-9])`, 'g');
  return [...folded.matchAll(pattern)].map(({ 0: raw, index }) => ({
    start: index,
    end: index + raw.length,
  }));
}

/** What may part digits. A line cut by the sender parts a long number anywhere; two short ones below each other are no number. */
const between = (digits: string): string =>
  digits.length < 7 ? '[ .\\u00a0/_-]{0,2}' : '[ .\\u00a0/_\\r\\n-]{0,2}';

/** A number with anything usual between its digits, and not part of a longer one. */
function digitMatches(folded: string, digits: string, tail = ''): { start: number; end: number }[] {
  const pattern = new RegExp(
    `(?<![a-z0-9])${[...digits].map(escaped).join(between(digits))}${tail}(?![a-z0-9])`,
    'g',
  );
  return [...folded.matchAll(pattern)].map(({ 0: raw, index }) => ({
    start: index,
    end: index + raw.length,
  }));
}

/** The key of a NIR often follows it. */
const KEY = String.raw`(?:[ ./-]{0,3}(?:cle ?:? ?)?\d{2})?`;
const TOWN_STOP = /[a-z0-9]/;

/** With what goes on with it on its line; a building on a line of its own is a stretch of its own. */
function byLine(text: string, { start, end }: Span): Span[] {
  const more = ADDRESS_MORE.exec(text.slice(end, end + 120))?.[0].length ?? 0;
  for (const { 0: gap, index } of text.slice(start, end).matchAll(/\s*\n\s*/g)) {
    const next = start + index + gap.length;
    if (ADDRESS_MORE.test(text.slice(next, end)))
      return [
        { start, end: start + index },
        { start: next, end: end + more },
      ];
  }
  return [{ start, end: end + more }];
}

function addressMatches(text: string, folded: string, address: Address): Candidate[] {
  const found: Candidate[] = [];
  const add = (category: SpanCategory, spans: { start: number; end: number }[]): void => {
    for (const span of spans) found.push({ ...base, ...span, category, role: 'Patient' });
  };
  if (address.line !== undefined)
    add(
      'ADDRESS',
      looseMatches(folded, address.line).flatMap((span) => byLine(text, span)),
    );
  if (address.postalCode !== undefined && address.postalCode.length >= 4)
    add('POSTAL_CODE', digitMatches(folded, address.postalCode));
  return found.concat(townMatches(folded, address.city));
}

/** A town of several words is nothing else; one word may be, and is left to the rule for towns. */
function townMatches(folded: string, city: string | undefined): Candidate[] {
  const words = townKey(city ?? '')
    .split(' ')
    .filter((word) => /^[a-z]+$/.test(word));
  if (words.length < 2 || words.join('').length < 7) return [];
  const ways = words.map((word) =>
    word === 'saint' ? 's(?:ain)?t' : word === 'sainte' ? 's(?:ain)?te' : [...word].join('(?:-?\\r?\\n)?'),
  );
  const pattern = new RegExp(`(?<![a-z0-9])${ways.join(`[\\s.'’-]{1,3}`)}(?![a-z0-9])`, 'g');
  return [...folded.matchAll(pattern)].map(({ 0: raw, index }) => ({
    ...{ ...base, start: index, end: index + raw.length, category: 'CITY', role: 'Patient' },
    // Surer than a name read in it; the words around know better whose town it is.
    priority: PRIORITY.labelled - 1,
  }));
}

/** National part of a phone number, digits only, without its trunk zero. */
export const nationalDigits = (phone: string): string => {
  const digits = phone.replace(/\D/g, '').replace(/^(?:00)?33/, '');
  return digits.replace(/^0/, '');
};

function phoneMatches(folded: string, phone: string): { start: number; end: number }[] {
  const national = nationalDigits(phone);
  if (national.length < 5) return [];
  const pattern = new RegExp(
    `(?<![a-z0-9])(?:(?:\\+|00) ?33[ .-]?(?:\\(0\\)[ .-]?)?|0|\\+|00 ?)?${[...national].join(between(national))}(?![0-9])`,
    'g',
  );
  return [...folded.matchAll(pattern)].map(({ 0: raw, index }) => ({
    start: index,
    end: index + raw.length,
  }));
}

/** What stands before the INSEE code of a place of birth: alone, five digits may be a postcode or a measure. */
const BIRTH_CONTEXT = String.raw`(?<![a-z0-9])(?:(?:code )?insee|cog|code commune|lieu de naissance|ldn|naissance|nee?(?:\(e\))? a)(?![a-z])`;

function birthPlaceMatches(folded: string, code: string): { start: number; end: number }[] {
  const pattern = new RegExp(
    `${BIRTH_CONTEXT}[^\\n0-9]{0,40}(?<code>${escaped(fold(code))})(?![a-z0-9])`,
    'g',
  );
  return [...folded.matchAll(pattern)].map(({ 0: raw, index, groups }) => {
    const end = index + raw.length;
    return { start: end - (groups?.code ?? '').length, end };
  });
}

/** Numbers, contacts and address of the message found in the text. Names and dates are found by others. */
export function detectKnownFacts({ text, facts, identity }: DetectionInput): Candidate[] {
  const folded = foldInPlace(text);
  const found: Candidate[] = [];
  for (const code of facts.codes) {
    const role = null;
    const tail = code.kind === 'NIR' || code.kind === 'INS' ? KEY : '';
    for (const span of digitMatches(folded, code.digits, tail))
      found.push({ ...base, ...span, category: 'IDENTIFYING_CODE', role, kind: code.kind });
  }
  for (const phone of identity.phones) {
    for (const span of phoneMatches(folded, phone))
      found.push({ ...base, ...span, category: 'PHONE_NUMBER', role: 'Patient' });
  }
  for (const email of identity.emails) {
    const key = fold(email).trim();
    for (let at = key === '' ? -1 : folded.indexOf(key); at >= 0; at = folded.indexOf(key, at + key.length)) {
      found.push({ ...base, start: at, end: at + key.length, category: 'EMAIL', role: 'Patient' });
    }
  }
  if (identity.birthPlaceCode !== undefined) {
    const category = 'IDENTIFYING_CODE';
    for (const span of birthPlaceMatches(folded, identity.birthPlaceCode))
      found.push({ ...base, ...span, category, role: null, kind: 'AUTRE' });
  }
  for (const span of birthDateMatches(folded, identity.birthDate ?? ''))
    found.push({
      ...base,
      ...span,
      category: 'PATIENT_BIRTHDATE',
      role: null,
      priority: PRIORITY.identity + 1,
    });
  for (const address of identity.addresses) found.push(...addressMatches(text, folded, address));
  return found;
}

/** Towns of the patient, as keys: the town rule gives them the patient's role. */
export const patientTowns = (input: Pick<DetectionInput, 'identity'>): ReadonlySet<string> =>
  new Set(
    [...input.identity.addresses.map(({ city }) => city), input.identity.birthPlace]
      .filter((city): city is string => city !== undefined && TOWN_STOP.test(fold(city)))
      .map(townKey),
  );
