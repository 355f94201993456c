import { type Span } from '../span.js';
import { comparable } from './comparable.js';
import { ABBREVIATIONS, ABBREVIATIONS_BEFORE_NUMBER, SENTENCE_STARTERS } from './patterns.js';

// Bounded repeats: a megabyte of dots must stay linear.
const CANDIDATE = /[.!?…]{1,8}(?:["”'’)\]]{0,4}|\s?»)(?=\s|$)|[.!?](?=\p{Lu}\p{Ll})/gu;
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
  const nextWord = comparable(NEXT_WORD.exec(after)?.[1] ?? '');
  const dot = text[mark] === '.' && text[mark + 1] !== '.';

  if (/^[,;:)\]%]/u.test(next)) return false;
  if (!/^\s/u.test(after)) return endsStuck(word);
  if (dot && isAbbreviation(word, before, { next, nextWord, atStart: before.trimStart() === word }))
    return false;
  if (/^\p{Ll}/u.test(next)) return dot && word.length >= 4 && SENTENCE_STARTERS.has(nextWord);
  return true;
}

/** `négatif.Le patient` ends; `M.Dupont`, `E.Coli`, `www.Hopital` do not. */
function endsStuck(word: string): boolean {
  return /^[\p{L}\p{M}'’-]{4,}$/u.test(word) && !ABBREVIATIONS.has(comparable(word));
}

interface Following {
  readonly next: string;
  readonly nextWord: string;
  /** The word is the first of its sentence. */
  readonly atStart: boolean;
}

function isAbbreviation(word: string, before: string, following: Following): boolean {
  // `1. Cholécystectomie`: the number of an item, not a sentence.
  if (following.atStart && /^\d{1,2}$/u.test(word)) return true;
  const folded = comparable(word).replace(/^[^a-z]*'/u, '');
  if (ABBREVIATIONS.has(folded)) return true;
  if (/^\d/u.test(following.next) && ABBREVIATIONS_BEFORE_NUMBER.has(folded)) return true;
  // `J. Dupont`, `J.-P. Martin`, `C.H.U.`: initials, unless what follows opens a sentence or it is a unit (`10 h.`, `g/L.`).
  if (!/^(?:\p{L}[.-]{1,2})*\p{L}$/u.test(word)) return false;
  if (/(?:\d\s?|\/)\p{L}$/u.test(before)) return false;
  return !SENTENCE_STARTERS.has(following.nextWord);
}
