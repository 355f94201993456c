import { type Span } from '../../../src/text/index.js';
import { longestCommon } from './longest-common.js';

/** What was printed, in the order of print. */
export interface Printed {
  readonly source: string;
  /** Stretches of the source, each printed once. */
  readonly order: readonly Span[];
  /** Stretches printed again on every page. */
  readonly running: readonly Span[];
  /** The character the producer prints for one of the source; by default itself. */
  readonly character?: (character: string) => string;
}

export interface AlignedText {
  /** For each code unit of the text read, that of the source it is a print of, or -1. */
  readonly sourceOf: Int32Array;
  /** For each code unit of the source: was its own print read, other than in a running line? */
  readonly isRead: Uint8Array;
}

interface Word extends Span {
  readonly key: string;
}

const WORD = /\p{L}[\p{L}\p{M}]*|\p{Nd}+/gu;
/** How often what the main pass left is tried again: blocks read elsewhere, running lines of further pages. */
const PASSES = 12;

/** Which character of a text read is which of the source: equal words first, then what lies between them. */
export function align(printed: Printed, read: string): AlignedText {
  const { source, order, running, character = (one) => one } = printed;
  const asPrinted = source.replace(/[^\n\x20-\x7e]/g, character);
  const own = order.flatMap((stretch) => wordsOf(asPrinted, stretch));
  const again = running.flatMap((stretch) => wordsOf(asPrinted, stretch));
  const found = wordsOf(read, { start: 0, end: read.length });
  const aligner = new Aligner(asPrinted, read);
  let left = aligner.pass(own, found);
  for (let pass = 0; pass < PASSES && left.found.length > 0; pass += 1) {
    const before = left.found.length;
    left = aligner.pass(left.own, left.found);
    left = { own: left.own, found: aligner.pass(again, left.found, true).found };
    if (left.found.length === before) break;
  }
  return aligner;
}

const wordsOf = (text: string, { start, end }: Span): Word[] =>
  [...text.slice(start, end).matchAll(WORD)].map(({ 0: word, index }) => ({
    key: word.normalize('NFC'),
    start: start + index,
    end: start + index + word.length,
  }));

interface Left {
  readonly own: readonly Word[];
  readonly found: readonly Word[];
}

class Aligner implements AlignedText {
  readonly sourceOf: Int32Array;
  readonly isRead: Uint8Array;
  readonly #source: string;
  readonly #read: string;

  constructor(source: string, read: string) {
    this.#source = source;
    this.#read = read;
    this.sourceOf = new Int32Array(read.length).fill(-1);
    this.isRead = new Uint8Array(source.length);
  }

  /** Aligns equal words, and what is the same between them but for blanks and hyphens; gives back the rest. */
  pass(own: readonly Word[], found: readonly Word[], again = false): Left {
    const pairs = longestCommon(
      own.map(({ key }) => key),
      found.map(({ key }) => key),
    );
    const [takenOwn, takenFound] = [new Set<number>(), new Set<number>()];
    let [nextOwn, nextFound] = [0, 0];
    for (const [at, place] of [...pairs, [own.length, found.length] as const]) {
      const between = { own: own.slice(nextOwn, at), found: found.slice(nextFound, place) };
      if (between.own.length > 0 && letters(between.own) === letters(between.found)) {
        this.#join(between, again);
        for (let one = nextOwn; one < at; one += 1) takenOwn.add(one);
        for (let one = nextFound; one < place; one += 1) takenFound.add(one);
      }
      const [word, copy] = [own[at], found[place]];
      if (word && copy) this.#join({ own: [word], found: [copy] }, again);
      takenOwn.add(at);
      takenFound.add(place);
      [nextOwn, nextFound] = [at + 1, place + 1];
    }
    return {
      own: own.filter((_, at) => !takenOwn.has(at)),
      found: found.filter((_, at) => !takenFound.has(at)),
    };
  }

  #join({ own, found }: Left, again: boolean): void {
    const places = found.flatMap(positions);
    for (const [at, position] of own.flatMap(positions).entries()) {
      const place = places[Math.min(at, places.length - 1)];
      if (place === undefined) return;
      this.sourceOf[place] = position;
      if (!again) this.isRead[position] = 1;
    }
    this.#extend(own.at(-1)?.end ?? 0, found.at(-1)?.end ?? 0, 1);
    this.#extend((own[0]?.start ?? 0) - 1, (found[0]?.start ?? 0) - 1, -1);
  }

  /** Signs that touch a word: the point of an initial, the sign of an address. */
  #extend(position: number, place: number, step: 1 | -1): void {
    const sign = this.#read[place];
    if (sign === undefined || sign !== this.#source[position] || !/[^\s\p{L}\p{Nd}]/u.test(sign)) return;
    this.sourceOf[place] = position;
    this.#extend(position + step, place + step, step);
  }
}

const letters = (words: readonly Word[]): string => words.map(({ key }) => key).join('');
const positions = ({ start, end }: Span): number[] =>
  Array.from({ length: end - start }, (_, at) => start + at);
