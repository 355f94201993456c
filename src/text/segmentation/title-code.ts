import { fold } from '../matching/fold.js';
import { comparable } from './comparable.js';
import {
  BARE_TITLES,
  COMPOUND_PRECEDENCE,
  DATED_SECTIONS,
  HEAD_TITLES,
  TITLE_QUALIFIERS,
} from './title-patterns.js';
import { isFinding, isText, titleWords } from './title-words.js';
import { pairCode } from './words-code.js';
import { SECTION_TITLES } from './section-titles.js';

const PARENTHESIS = /\s?\([^()]{0,60}\)$/u;
const DATE = /\s(?:du|le|de|en)?\s?(?:\d{1,2}[./-]\d{1,2}(?:[./-]\d{2,4})?|\d{1,2} \p{L}{3,9} \d{4}|\d{4})$/u;
const PARTS = /\s?(?:\/|,|\bet\b|\+|&)\s?/u;
const MAX_PARTS = 3;
const MAX_TITLE = 90;

const lastWord = (words: string): string => words.slice(words.lastIndexOf(' ') + 1);
const QUALIFIERS = new Map<string, string[]>();
for (const words of TITLE_QUALIFIERS)
  QUALIFIERS.set(lastWord(words), [...(QUALIFIERS.get(lastWord(words)) ?? []), words]);

/** What a title says: the code of its section, and whether a date was taken out of it to know it. */
export interface TitleCode {
  readonly code: string;
  readonly dated: boolean;
}

const FIRST_WORD = /^[\p{L}\p{N}]{1,20}/u;
const firstWord = (title: string): string => fold(FIRST_WORD.exec(title)?.[0] ?? '');
/** Most lines are no title: their first word says so at once. */
const FIRST_WORDS = new Set(
  [SECTION_TITLES.byTitle, ...SECTION_TITLES.under.values()].flatMap((titles) =>
    [...titles.keys()].map(firstWord),
  ),
);

/** Can it be a title at all? */
const mayBeTitle = (title: string): boolean => title.length <= MAX_TITLE && FIRST_WORDS.has(firstWord(title));

/**
 * The section of a title, without its number and colon: as listed, or with a parenthesis, a date or a usual
 * complement after it (`Examen clinique d'entrée`), or several titles in one (`Évolution et traitement`). `open`: the section it stands in.
 */
export function titleCode(title: string, open?: string): TitleCode | undefined {
  if (!mayBeTitle(title)) return undefined;
  const words = comparable(title);
  const under =
    open === undefined ? undefined : SECTION_TITLES.under.get(open.replace(/-familiaux$/, ''))?.get(words);
  if (under !== undefined) return { code: under, dated: false };
  const whole = SECTION_TITLES.byTitle.get(words) ?? byRoots(words);
  if (whole !== undefined) return { code: whole, dated: false };
  const known = simple(words) ?? compound(words);
  // The words between say more than the head alone.
  return known && { ...known, code: (isText(words) ? undefined : pairCode(words)) ?? known.code };
}

const byRoots = (words: string): string | undefined =>
  isText(words) ? undefined : SECTION_TITLES.byRoots.get(titleWords(words).join(' '));

function simple(title: string): TitleCode | undefined {
  let rest = title;
  let dated = false;
  for (let taken = 0; taken < 4; taken += 1) {
    const code = SECTION_TITLES.byTitle.get(rest);
    if (code !== undefined && taken > 0 && BARE_TITLES.has(rest)) return undefined;
    if (code !== undefined) return dated && !DATED_SECTIONS.has(code) ? undefined : { code, dated };
    const shorter = withoutEnd(rest);
    if (shorter === undefined) return undefined;
    dated ||= shorter.dated;
    rest = shorter.rest;
  }
  return undefined;
}

function withoutEnd(title: string): { rest: string; dated: boolean } | undefined {
  const parenthesis = PARENTHESIS.exec(title);
  if (parenthesis) return { rest: title.slice(0, parenthesis.index), dated: false };
  const date = DATE.exec(title);
  if (date) return { rest: title.slice(0, date.index).trimEnd(), dated: true };
  const qualifier = QUALIFIERS.get(lastWord(title))?.find((words) => title.endsWith(` ${words}`));
  return qualifier === undefined
    ? undefined
    : { rest: title.slice(0, -qualifier.length).trimEnd(), dated: false };
}

function compound(title: string): TitleCode | undefined {
  const parts = title.split(PARTS).filter((part) => part !== '');
  if (parts.length < 2 || parts.length > MAX_PARTS) return undefined;
  const codes = parts.map((part) => simple(part)?.code);
  if (codes.includes(undefined)) return undefined;
  const code = COMPOUND_PRECEDENCE.find((first) => codes.includes(first)) ?? codes[0];
  return code === undefined ? undefined : { code, dated: false };
}

const MAX_WORDS = 6;

/** A title set as one that opens with a word which is always a title's (`ÉVOLUTION EN RÉANIMATION`). */
export function headCode(title: string): TitleCode | undefined {
  if (!mayBeTitle(title) || isFinding(title)) return undefined;
  const words = comparable(title).split(' ');
  if (words.length > MAX_WORDS || /\d/.test(title)) return undefined;
  for (let count = Math.min(3, words.length - 1); count > 0; count -= 1) {
    const head = words.slice(0, count).join(' ');
    const code = HEAD_TITLES.has(head) ? SECTION_TITLES.byTitle.get(head) : undefined;
    if (code !== undefined) return { code, dated: false };
  }
  return undefined;
}
