import { sensitive } from '../../kernel/index.js';
import { fold } from '../lexicon/index.js';
import { nameParts } from '../detectors/known-facts.js';
import { type Policy } from '../policy.js';
import { type SurrogatePair, type VaultKeys, type VaultRecord } from '../ports.js';
import { type SpanCategory } from '../pseudonymized-document.js';
import { createDraw, type Draw } from './context.js';

const ATTEMPTS = 64;
/** Two originals may not share one of these: a reader would take two people for one. */
const DISTINCT: ReadonlySet<SpanCategory> = new Set(['LAST_NAME', 'FIRST_NAME', 'CITY']);

/**
 * Days added to every date of one patient, either way: a multiple by policy, never less than its minimum, so that a month
 * always changes; a year alone may stay.
 */
export function dateShift(hmac: VaultKeys['hmac'], patient: string, { dates }: Policy): number {
  const least = Math.ceil(dates.minimumDays / dates.multipleOfDays);
  const most = Math.floor(dates.maximumDays / dates.multipleOfDays);
  const draw = createDraw((block) => hmac('date-shift', patient, block));
  const days = (least + draw.next(most - least + 1)) * dates.multipleOfDays;
  return draw.next(2) === 0 ? days : -days;
}

export interface SurrogateSession {
  once(category: SpanCategory, original: string, make: (draw: Draw, attempt: number) => string): string;
  /** Pairs made here that the vault did not have. */
  newPairs(): SurrogatePair[];
}

interface SessionNeeds {
  readonly keys: VaultKeys;
  readonly patient: string;
  readonly record: VaultRecord;
  readonly isForbidden: (folded: string) => boolean;
}

const keyOf = (category: SpanCategory, original: string): string => `${category}|${original}`;

/** Surrogates of one patient: what the vault remembers first, else drawn from the patient's HMAC. */
export function createSession({ keys, patient, record, isForbidden }: SessionNeeds): SurrogateSession {
  const known = new Map<string, string>();
  const taken = new Map<string, string>();
  const fresh: SurrogatePair[] = [];
  const clashes = (category: SpanCategory, original: string, made: string): boolean =>
    nameParts(made).some(isForbidden) ||
    isForbidden(made.toLowerCase().replace(/[^a-z0-9]/g, '')) ||
    fold(made) === fold(original) ||
    (DISTINCT.has(category) && (taken.get(keyOf(category, fold(made))) ?? original) !== original);
  const remember = (category: SpanCategory, original: string, surrogate: string): void => {
    known.set(keyOf(category, original), surrogate);
    taken.set(keyOf(category, fold(surrogate)), original);
  };
  for (const { category, original, surrogate } of record.pairs) {
    if (!nameParts(surrogate).some(isForbidden)) remember(category, original.reveal(), surrogate);
  }
  return {
    once: (category, original, make) => {
      const before = known.get(keyOf(category, original));
      if (before !== undefined) return before;
      let made = '';
      for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
        const draw = createDraw((block) =>
          keys.hmac('surrogate', patient, category, original, String(attempt), block),
        );
        made = make(draw, attempt);
        if (!clashes(category, original, made)) break;
      }
      remember(category, original, made);
      fresh.push({ category, original: sensitive(original), surrogate: made });
      return made;
    },
    newPairs: () => fresh,
  };
}
