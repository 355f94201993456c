import { type Span, tokenize, type TokenizedText } from '../../text/index.js';

/** Finds phrases with alternatives (`{perte|déficit} de {force|}`) without writing each of them out. */
export interface Phrases {
  /** Leftmost, longest, never overlapping, in order. UTF-16 offsets. */
  find(tokens: TokenizedText): Span[];
}

/** One word: its stem, the signs written before it, and its letters where they count. */
interface Word {
  readonly stem: string;
  readonly signs: string;
  readonly written: string | null;
}
/** A place of a phrase: one of these runs of words; an empty one may be left out. */
type Slot = readonly (readonly Word[])[];

/** A phrase of capitals only is looked for as written: "FA", "TVP". */
const SHORT = /^\p{Lu}[\p{Lu}\d]{1,5}$/u;
/** Between the words of a phrase, beside the signs that it has there itself: blanks, hyphens, apostrophes, the sign of "n° 7". */
const JOINERS = /^[\s\u00A0\u202F\-\u2010-\u2015'\u2019\u02BC°]*$/;
const CHOICE = /\{([^{}]*)\}/;

/** Built once. Linear in the text: a word looks only at the phrases that may begin with it. */
export function createPhrases(patterns: readonly string[]): Phrases {
  const byFirst = new Map<string, (readonly Slot[])[]>();
  for (const pattern of patterns) {
    const slots = slotsOf(pattern);
    for (const stem of firstsOf(slots)) byFirst.set(stem, [...(byFirst.get(stem) ?? []), slots]);
  }
  return {
    find(tokens) {
      const found: Span[] = [];
      for (let at = 0; at < tokens.stems.length; at += 1) {
        const candidates = byFirst.get(tokens.stems[at] as string);
        const to = Math.max(-1, ...(candidates ?? []).map((slots) => endOf(slots, { tokens, at })));
        if (to <= at || !isWhole(tokens, at, to)) continue;
        found.push({ start: tokens.starts[at] as number, end: tokens.ends[to - 1] as number });
        at = to - 1;
      }
      return found;
    },
  };
}

function slotsOf(pattern: string): Slot[] {
  const slots: Slot[] = [];
  let rest = pattern;
  for (let choice = CHOICE.exec(rest); choice; choice = CHOICE.exec(rest)) {
    slots.push(...plainSlot(rest.slice(0, choice.index)), (choice[1] as string).split('|').map(wordsOf));
    rest = rest.slice(choice.index + choice[0].length);
  }
  return [...slots, ...plainSlot(rest)];
}

const plainSlot = (text: string): Slot[] => (text.trim() === '' ? [] : [[wordsOf(text)]]);

function wordsOf(text: string): Word[] {
  const asWritten = SHORT.test(text.trim());
  const { stems, starts, ends } = tokenize(text);
  return stems.map((stem, at) => ({
    stem,
    signs: at === 0 ? '' : text.slice(ends[at - 1], starts[at]).replace(/\s/g, ''),
    written: asWritten ? text.slice(starts[at], ends[at]) : null,
  }));
}

/** The stems a phrase may begin with. */
function firstsOf([slot, ...rest]: readonly Slot[]): Set<string> {
  const firsts = new Set<string>();
  for (const words of slot ?? []) {
    const [first] = words;
    if (first) firsts.add(first.stem);
    else for (const stem of firstsOf(rest)) firsts.add(stem);
  }
  return firsts;
}

interface At {
  readonly tokens: TokenizedText;
  readonly at: number;
}

/** The furthest token that a phrase reaches from here; -1 where it does not stand here. */
function endOf([slot, ...rest]: readonly Slot[], { tokens, at }: At, begun = false): number {
  if (!slot) return at;
  let furthest = -1;
  for (const words of slot) {
    const after = afterWords(words, { tokens, at }, begun);
    if (after !== -1)
      furthest = Math.max(furthest, endOf(rest, { tokens, at: after }, begun || words.length > 0));
  }
  return furthest;
}

function afterWords(words: readonly Word[], { tokens, at }: At, begun: boolean): number {
  for (const [index, { stem, signs, written }] of words.entries()) {
    const here = at + index;
    if (tokens.stems[here] !== stem) return -1;
    const [start, end] = [tokens.starts[here] as number, tokens.ends[here] as number];
    if (written !== null && tokens.text.slice(start, end) !== written) return -1;
    if ((begun || index > 0) && !isJoined(tokens.text.slice(tokens.ends[here - 1], start), signs)) return -1;
  }
  return at + words.length;
}

const isJoined = (between: string, signs: string): boolean =>
  JOINERS.test([...signs].reduce((rest, sign) => rest.replace(sign, ''), between)) &&
  between.split('\n').length <= 2;

/** `Ki67` is two tokens in one word: a phrase may not begin or end inside a word. */
const isWhole = ({ starts, ends }: TokenizedText, from: number, to: number): boolean =>
  !(from > 0 && ends[from - 1] === starts[from]) && starts[to] !== ends[to - 1];
