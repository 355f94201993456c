import { type Span } from '../span.js';
import { fold } from '../matching/fold.js';
import { comparable } from './comparable.js';
import {
  ABBREVIATED_MEASURES,
  ABBREVIATIONS,
  ABBREVIATIONS_BEFORE_NUMBER,
  CLASS_WORDS,
  LETTER_WORDS,
  PERSON_WORDS,
  ROUTES,
  SENTENCE_STARTERS,
  UNIT_WORDS,
} from './patterns.js';

// Bounded repeats: a megabyte of dots must stay linear.
const CANDIDATE = /[.!?…]{1,8}(?:\s?»|["”'’)\]]{0,4})(?=\s|$)|[.!?](?=\p{Lu}\p{Ll})/gu;
const WORD_BEFORE = /[\p{L}\p{M}\p{N}.\-'’°]{1,40}$/u;
const NEXT_WORD = /^\s*([\p{L}\p{M}]+)/u;
const LOOK = 48;

/** Cuts a paragraph where a sentence ends. Offsets into `text`, blanks still at the edges. */
export function cutSentences(text: string, block: Span): Span[] {
  const sentences: Span[] = [];
  const paragraph = text.slice(block.start, block.end);
  let start = 0;
  for (const match of paragraph.matchAll(CANDIDATE)) {
    const end = match.index + match[0].length;
    if (end >= paragraph.length || !endsSentence(paragraph, start, match.index, end)) continue;
    sentences.push({ start: block.start + start, end: block.start + end });
    start = end;
  }
  if (start < paragraph.length) sentences.push({ start: block.start + start, end: block.end });
  return sentences;
}

function endsSentence(text: string, start: number, mark: number, end: number): boolean {
  const before = text.slice(Math.max(start, mark - LOOK), mark);
  const word = WORD_BEFORE.exec(before)?.[0] ?? '';
  const after = text.slice(end, end + LOOK);
  const next = after.trimStart()[0] ?? '';
  const nextWord = fold(NEXT_WORD.exec(after)?.[1] ?? '');
  const dot = text[mark] === '.' && text[mark + 1] !== '.';

  if (/^[,;:)\]%»→]/u.test(next)) return false;
  // Dots that lead to a value (`pH ........ 7,38`).
  if (dotsFrom(text, mark) > 3) return false;
  if (!/^\s/u.test(after)) return endsStuck(word);
  const atStart = before.trimStart() === word;
  if (dot && isAbbreviation(word, before, { next, nextWord, after, atStart })) return false;
  if (/^\p{Ll}/u.test(next))
    return (
      dot &&
      word.length >= 4 &&
      !word.includes('.') &&
      isSmall(text, start) &&
      SENTENCE_STARTERS.has(nextWord)
    );
  return true;
}

function dotsFrom(text: string, mark: number): number {
  let end = mark;
  while (text[end] === '.' && end - mark < 8) end += 1;
  return end - mark;
}

/** The sentence itself opens with a small letter: its text is typed without capitals. */
const isSmall = (text: string, start: number): boolean =>
  /^[^\p{L}\p{N}]*\p{Ll}/u.test(text.slice(start, start + LOOK).trimStart());

/** `négatif.Le patient` ends; `M.Dupont`, `E.Coli`, `www.Hopital` do not. */
function endsStuck(word: string): boolean {
  return /^[\p{L}\p{M}'’-]{4,}$/u.test(word) && !ABBREVIATIONS.has(comparable(word));
}

interface Following {
  readonly next: string;
  readonly nextWord: string;
  readonly after: string;
  /** The word is the first of its sentence. */
  readonly atStart: boolean;
}

const ITEM_NUMBER = /^(?:\d{1,2}(?:\.\d{1,2}){0,3}|[IVX]{1,5})$/u;
/** `1 mg/kg/j. 3 j.`: a dose, then how long. */
const DURATION = /^\s*\d{1,3}\s?(?:j|sem|mois|fois|x)(?!\p{L})/u;
const INITIALS = /^(?:\p{L}[.-]{1,2})*\p{L}$/u;
const UNIT_BEFORE = /(?:\d\s?|\/)(\p{L}{1,5}|%)$/u;
const SIDE = /^\s+[DG](?!\p{L})/u;
const PLAIN_BEFORE = /(?:^|\s)(\p{L}?\p{Ll}{3,})\s\p{L}$/u;
const CLASS_BEFORE = /(\p{L}+)\s(?:\p{L}|[IVX]{1,4})$/u;

function isAbbreviation(word: string, before: string, following: Following): boolean {
  const { next, nextWord, after, atStart } = following;
  // `1. Cholécystectomie`: the number of an item, not a sentence.
  if (atStart && ITEM_NUMBER.test(word)) return true;
  const unit = UNIT_BEFORE.exec(before)?.[1];
  if (unit !== undefined && UNIT_WORDS.has(fold(unit)))
    return (
      /^[(+×]/u.test(next) || DURATION.test(after) || /^x\s/iu.test(after.trimStart()) || ROUTES.has(nextWord)
    );
  const folded = comparable(word).replace(/^[^a-z]*'/u, '');
  if (ABBREVIATIONS.has(folded)) return !(isAcronym(word) && opensSentence(after, nextWord));
  if (/^\d/u.test(next) && isBeforeNumber(folded, after)) return true;
  if (ABBREVIATIONS_BEFORE_NUMBER.has(folded) && SIDE.test(after)) return true;
  // `J. Dupont`, `J.-P. Martin`, `C.H.U.`: initials, unless a class (`Child B.`) or what follows opens a sentence.
  if (!INITIALS.test(word) || isLetterWord(word, before)) return false;
  if (CLASS_WORDS.has(fold(CLASS_BEFORE.exec(before)?.[1] ?? '')) || /\/\p{L}$/u.test(before)) return false;
  if (word.length > 3 && /^\s*[\p{L}.]{1,12}\s:/u.test(after)) return false;
  return !SENTENCE_STARTERS.has(nextWord);
}

/** `cheville G. Le…`: a letter that stands for a word, after a plain word. */
function isLetterWord(word: string, before: string): boolean {
  if (!/^\p{Lu}$/u.test(word) || !LETTER_WORDS.has(fold(word))) return false;
  const previous = PLAIN_BEFORE.exec(before)?.[1];
  return previous !== undefined && !PERSON_WORDS.has(fold(previous));
}

/** `segment ST. Un jour plus tard`, not `st. Joseph`. */
const isAcronym = (word: string): boolean => /^\p{Lu}{2,4}$/u.test(word);

const opensSentence = (after: string, nextWord: string): boolean =>
  /^\s*\p{Lu}\p{Ll}/u.test(after) && SENTENCE_STARTERS.has(nextWord);

/** `n° 4512`, `Hb. 13,9`; a decimal does not open a sentence after a short word. */
function isBeforeNumber(folded: string, after: string): boolean {
  if (ABBREVIATIONS_BEFORE_NUMBER.has(folded) || ABBREVIATED_MEASURES.has(folded)) return true;
  return /^[a-z]{1,6}$/u.test(folded) && /^\s*\d+[.,]\d/u.test(after);
}
