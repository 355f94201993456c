import { type TokenizedText, tokenize, tokenRange } from '../matching/index.js';
import { pastDates } from './dates.js';
import { type Role, triggerMatcher } from './triggers.js';

/** A trigger found in the text: a half-open range of words. */
export interface Mark {
  readonly from: number;
  readonly to: number;
  readonly roles: readonly Role[];
}

/** A text read once: its words, and for each word the mark it belongs to. */
export interface MarkedText {
  readonly tokens: TokenizedText;
  readonly marks: readonly Mark[];
  /** Index in `marks`, or -1, for each word. */
  readonly markOf: Int32Array;
  /** For each word, where the last denial that ends before it begins ("pas de", "sans"); -1 without one. */
  readonly deniedFrom: Int32Array;
}

const DATED: readonly Role[] = [
  { effect: 'history', side: 'before', reach: 12, dated: true },
  { effect: 'history', side: 'after', reach: 10, dated: true },
];

const VERSUS = /^(?:vs|versus)$/;

export function markText(text: string, referenceDate: string | null): MarkedText {
  const tokens = tokenize(text);
  const markOf = new Int32Array(tokens.starts.length).fill(-1);
  const marks: Mark[] = [];
  const add = (from: number, to: number, roles: readonly Role[]) => {
    if (to <= from || markOf.subarray(from, to).some((mark) => mark >= 0)) return;
    markOf.fill(marks.length, from, to);
    marks.push({ from, to, roles });
  };
  for (const date of pastDates(text, referenceDate)) {
    const { from, to } = tokenRange(tokens, date);
    add(from, to, DATED);
  }
  for (const match of triggerMatcher.find(tokens)) {
    const { from, to } = tokenRange(tokens, match);
    // "En 9 h vs 13 h" compares numbers, not diagnoses.
    const comparesNumbers = VERSUS.test(match.pattern) && /^\d/.test(tokens.folded[to] ?? '');
    if (!comparesNumbers) add(from, to, match.value);
  }
  return { tokens, marks, markOf, deniedFrom: deniedFrom(marks, markOf) };
}

function deniedFrom(marks: readonly Mark[], markOf: Int32Array): Int32Array {
  const denials = new Int32Array(markOf.length);
  let last = -1;
  for (let at = 0; at < markOf.length; at += 1) {
    const ended = marks[markOf[at - 1] ?? -1];
    if (ended?.to === at && ended.roles.some(isDenial)) last = ended.from;
    denials[at] = last;
  }
  return denials;
}

/** "Pas de", "sans", "absence de". */
export const isDenial = ({ effect, side }: Role): boolean => effect === 'negation' && side === 'before';
