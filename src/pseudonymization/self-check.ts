import { type Identity } from '../patients/index.js';
import { fold } from './lexicon/index.js';
import { type KnownFacts, type KnownWord } from './detectors/known-facts.js';
import { dateMentions } from './detectors/rules/date-mentions.js';
import { dateParts, toIso } from './detectors/rules/index.js';
import { nationalDigits } from './detectors/identity/facts.js';
import { tokenize, type Token } from './detectors/tokens.js';
import { type SpanCategory } from './pseudonymized-document.js';

const BROKEN_FROM = 6;
const compact = (text: string): string => fold(text).replace(/[^a-z0-9]/g, '');

/** Known names spelled across several tokens, whatever signs part the letters ("D*U*P*O*N*T"). */
function brokenNames(tokens: readonly Token[], words: readonly KnownWord[]): SpanCategory[] {
  const starts = new Map<number, number>();
  const ends = new Map<number, number>();
  let letters = '';
  tokens.forEach(({ folded }, at) => {
    starts.set(letters.length, at);
    letters += folded;
    ends.set(letters.length, at);
  });
  return words.flatMap(({ word, category, common }) => {
    if (common || word.length < BROKEN_FROM) return [];
    for (let at = letters.indexOf(word); at >= 0; at = letters.indexOf(word, at + 1)) {
      const from = starts.get(at);
      const to = ends.get(at + word.length);
      if (from === undefined || to === undefined || to === from) continue;
      const pieces = tokens.slice(from, to + 1);
      const width = (pieces.at(-1) as Token).end - (pieces[0] as Token).start;
      if (width > word.length * 3 || pieces.every(({ shape }) => shape === 'lower')) continue;
      return [category];
    }
    return [];
  });
}

interface Checked {
  readonly text: string;
  readonly facts: KnownFacts;
  readonly identity: Identity;
  readonly isAltered: (category: SpanCategory) => boolean;
}

/**
 * Categories of which something the message knows is still readable. It reads the text its own way (words, then letters
 * and digits with everything else taken out), so that a slip of the detectors is not repeated here.
 */
export function findLeaks({ text, facts, identity, isAltered }: Checked): SpanCategory[] {
  const tokens = tokenize(text);
  const leaks = new Set<SpanCategory>();
  const report = (category: SpanCategory): void => {
    if (isAltered(category)) leaks.add(category);
  };
  for (const { folded } of tokens) {
    const word = facts.words.get(folded);
    if (word !== undefined && !word.common) report(word.category);
    const joined = facts.joined.get(folded);
    if (joined?.some(({ common }) => !common) === true) report((joined[0] as KnownWord).category);
  }
  brokenNames(tokens, [...facts.words.values()]).forEach(report);
  const bare = compact(text);
  const holds = (value: string, atLeast: number): boolean => value.length >= atLeast && bare.includes(value);
  if (facts.codes.some(({ digits }) => holds(digits, 8))) report('IDENTIFYING_CODE');
  if (identity.phones.some((phone) => holds(nationalDigits(phone), 8))) report('PHONE_NUMBER');
  if (identity.emails.some((email) => holds(compact(email), 8))) report('EMAIL');
  if (identity.addresses.some(({ line }) => /\d/.test(line ?? '') && holds(compact(line ?? ''), 10)))
    report('ADDRESS');
  const birth = identity.birthDate?.slice(0, 10);
  if (birth !== undefined && isAltered('PATIENT_BIRTHDATE') && hasDate(text, tokens, birth))
    report('PATIENT_BIRTHDATE');
  return [...leaks];
}

function hasDate(text: string, tokens: readonly Token[], iso: string): boolean {
  return dateMentions({ text, tokens }).some(({ start, end }) => {
    const parts = dateParts(text.slice(start, end));
    return parts !== undefined && toIso(parts) === iso;
  });
}
