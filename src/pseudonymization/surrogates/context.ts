import { type Identity, type Sex } from '../../patients/index.js';
import { type Candidate } from '../detectors/candidate.js';
import { fold } from '../lexicon/index.js';
import { type Policy } from '../policy.js';
import { type SpanCategory } from '../pseudonymized-document.js';
import { type DayAnchor } from './day-anchors.js';

/** A stream of numbers drawn from one HMAC: the same patient and original always draw the same. */
export interface Draw {
  /** A whole number from 0 to `below` − 1. */
  next(below: number): number;
}

export interface SurrogateContext {
  readonly policy: Policy;
  readonly identity: Identity;
  readonly dateShiftDays: number;
  /** Year given to a date written without one. */
  readonly baseYear: number;
  /** Month and year of the days written alone, by where they start. */
  readonly dayAnchors: ReadonlyMap<number, DayAnchor>;
  readonly sex: Sex;
  /** Sex that a title or a kinship gives a first name of the text. */
  readonly sexOfFirstName: ReadonlyMap<string, 'F' | 'M'>;
  /** Words of names, of the message and of the text, and which part they are. */
  readonly nameParts: ReadonlyMap<string, 'FIRST_NAME' | 'LAST_NAME'>;
  /** A word that would name somebody the message knows. */
  isForbidden(folded: string): boolean;
  /** Town that a postcode of this text belongs to, and back, as written. */
  readonly townOfPostcode: ReadonlyMap<string, string>;
  /** The surrogate kept for this original, else what `make` gives, kept from now on. */
  once(category: SpanCategory, original: string, make: (draw: Draw, attempt: number) => string): string;
}

export type Surrogate = (raw: string, candidate: Candidate, context: SurrogateContext) => string;

/** Case and accents of `like` on `word`: capitals without accents give capitals without accents. */
export function shapedLike(word: string, like: string): string {
  const letters = like.replace(/[^\p{L}]/gu, '');
  if (letters.length > 1 && letters === letters.toUpperCase()) {
    const upper = word.toUpperCase();
    return fold(like) === like.toLowerCase() ? upper.normalize('NFD').replace(/\p{M}/gu, '') : upper;
  }
  if (letters !== '' && letters === letters.toLowerCase()) return word.toLowerCase();
  return word;
}

export function createDraw(hmac: (counter: string) => Buffer): Draw {
  let bytes = hmac('0');
  let at = 0;
  let block = 0;
  return {
    next: (below) => {
      if (at + 6 > bytes.length) {
        block += 1;
        bytes = hmac(String(block));
        at = 0;
      }
      const value = bytes.readUIntBE(at, 6);
      at += 6;
      return value % below;
    },
  };
}

const VOWELS = 'aeiou';
const initialOf = (name: string): string => fold(name.slice(0, 1)).charAt(0);
/** Per list of the lexicon and first letter: the lists live as long as the process. */
const narrowed = new WeakMap<readonly unknown[], Map<string, readonly unknown[]>>();

/**
 * Choices that read like the original where it stood: a vowel or a mute h after "d'" stays a vowel, and the first letter
 * always changes, so that an initial tells nothing. Falls back on what there is.
 */
export function alike<T>(
  choices: readonly T[],
  original: string,
  nameOf: (choice: T) => string,
): readonly T[] {
  const first = initialOf(original);
  const byLetter = narrowed.get(choices) ?? new Map<string, readonly unknown[]>();
  narrowed.set(choices, byLetter);
  const before = byLetter.get(first) as readonly T[] | undefined;
  if (before !== undefined) return before;
  const isVowel = /[aeiouyh]/.test(first);
  const other = choices.filter((choice) => initialOf(nameOf(choice)) !== first);
  const same = other.filter((choice) => VOWELS.includes(initialOf(nameOf(choice))) === isVowel);
  const kept = same.length >= 4 ? same : other.length > 0 ? other : choices;
  byLetter.set(first, kept);
  return kept;
}

export const pick = <T>(draw: Draw, choices: readonly T[]): T => choices[draw.next(choices.length)] as T;
