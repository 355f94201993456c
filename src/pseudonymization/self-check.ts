import { type Identity } from '../patients/index.js';
import { fold } from './lexicon/index.js';
import { type KnownFacts, type KnownWord } from './detectors/known-facts.js';
import { dateMentions } from './detectors/rules/date-mentions.js';
import { dateParts, toIso } from './detectors/rules/index.js';
import { followsTitle } from './detectors/identity/context.js';
import { birthDateMatches } from './detectors/identity/birth-date.js';
import { foldInPlace, nationalDigits } from './detectors/identity/facts.js';
import { findResidues } from './residual.js';
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

/** A title or a name's label stands just before: even an ordinary word is a name there. */
const isAnnounced = (text: string, tokens: readonly Token[], at: number): boolean =>
  followsTitle(text, tokens, at) ||
  /(?:^|\n|\s)(?:nom|pr[eé]nom|patiente?)[ \t]*:[ \t]*$/i.test(
    text.slice(Math.max(0, (tokens[at] as Token).start - 16), (tokens[at] as Token).start),
  );

interface Checked {
  readonly text: string;
  /** The same without the dates that were written in place of others. */
  readonly withoutOurDates: string;
  readonly facts: KnownFacts;
  readonly identity: Identity;
  readonly isAltered: (category: SpanCategory) => boolean;
}

/**
 * Categories of which something the message knows is still readable. It reads the text its own way (words, then letters
 * and digits with everything else taken out), so that a slip of the detectors is not repeated here.
 */
export function findLeaks({ text, withoutOurDates, facts, identity, isAltered }: Checked): SpanCategory[] {
  const tokens = tokenize(text);
  const leaks = new Set<SpanCategory>();
  const report = (category: SpanCategory): void => {
    if (isAltered(category)) leaks.add(category);
  };
  tokens.forEach(({ folded, shape }, at) => {
    const word = facts.words.get(folded);
    if (word !== undefined && (!word.common || (shape !== 'lower' && isAnnounced(text, tokens, at))))
      report(word.category);
    const joined = facts.joined.get(folded);
    if (joined?.some(({ common }) => !common) === true) report((joined[0] as KnownWord).category);
  });
  brokenNames(tokens, [...facts.words.values()]).forEach(report);
  const bare = compact(text);
  const holds = (value: string, atLeast: number): boolean => value.length >= atLeast && bare.includes(value);
  const folded = fold(text);
  /** Short numbers count only as whole words: five digits may stand inside any result. */
  const stands = (value: string): boolean =>
    value.length >= 5 && value.length < 8 && new RegExp(`(?<![a-z0-9])${value}(?![a-z0-9])`).test(folded);
  if (facts.codes.some(({ digits }) => holds(digits, 8) || stands(digits))) report('IDENTIFYING_CODE');
  if (identity.phones.map(nationalDigits).some((digits) => holds(digits, 8) || stands(digits)))
    report('PHONE_NUMBER');
  for (const { postalCode, city } of identity.addresses) {
    if (postalCode !== undefined && city !== undefined && holds(compact(postalCode + city), 8)) {
      report('POSTAL_CODE');
      report('CITY');
    }
  }
  if (identity.emails.some((email) => holds(compact(email), 8))) report('EMAIL');
  if (identity.addresses.some(({ line }) => /\d/.test(line ?? '') && holds(compact(line ?? ''), 10)))
    report('ADDRESS');
  const birth = identity.birthDate?.slice(0, 10);
  if (birth !== undefined && isAltered('PATIENT_BIRTHDATE') && hasDate(withoutOurDates, birth))
    report('PATIENT_BIRTHDATE');
  findResidues(text).forEach(report);
  return [...leaks];
}

function hasDate(text: string, iso: string): boolean {
  if (birthDateMatches(foldInPlace(text), iso).length > 0) return true;
  return dateMentions({ text, tokens: tokenize(text) }).some(({ start, end }) => {
    const parts = dateParts(text.slice(start, end));
    return parts !== undefined && toIso(parts) === iso;
  });
}
