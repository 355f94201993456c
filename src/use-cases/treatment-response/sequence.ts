import { readYaml } from '../../text/index.js';
import { type Candidate, strengthOf } from './candidate.js';
import { oneOf } from './phrases.js';
import { plain } from './plain.js';

/** How far a word of order stands from what it puts before, and from what it puts after. UTF-16 units. */
const BACK = 1500;
const AHEAD = 1500;

const words = readYaml<Readonly<Record<'later' | 'opening', readonly string[]>>>(
  import.meta.url,
  './vocabulary/sequence.yml',
);
const ORDER = new RegExp(
  String.raw`${oneOf(words.later)}|(?:^|[.;:,\n(]|->|→)[ \t-]*${oneOf(words.opening)}`,
  'g',
);

/** Offsets of the words that tell the text goes on in time. */
const turnsOf = (text: string): number[] =>
  [...plain(text).matchAll(ORDER)].map(({ index, 0: found }) => index + found.length);

const isFirm = (one: Candidate): boolean =>
  !one.past && !one.doubt && strengthOf(one) >= 2 && !(one.denied && one.direction !== null);
const isRemission = (one: Candidate): boolean => one.class === 'ReponseComplete' && !one.denied;
const isRelapse = (one: Candidate): boolean => one.recurrence && !one.denied;
/** Ordered by their dates, not by the words between. */
const areDated = (one: Candidate, other: Candidate): boolean => one.date !== null && other.date !== null;

/** Whether a later statement, in a place of the report at least as high, puts an end to one. */
function isEnded(one: Candidate, next: Candidate, turn: number | undefined): boolean {
  if (next.tier < one.tier || one.start === next.start || areDated(one, next)) return false;
  if ((isRemission(one) && isRelapse(next)) || (isRelapse(one) && isRemission(next))) return true;
  if (one.now && !next.now) return false;
  return turn !== undefined && turn <= next.start && next.start - turn <= AHEAD;
}

/**
 * "Progression sous A. Mise sous B : réponse": in a story told in order, what comes after a new treatment, or after
 * "puis", "depuis", "celui d'avril", replaces what stood before. `candidates` are sorted; each looks at the next firm
 * one after the nearest turn only.
 */
export function inOrder(candidates: readonly Candidate[], text: string): Candidate[] {
  const firm = candidates.filter(isFirm);
  const turns = firm.length > 1 ? turnsOf(text) : [];
  const kept: Candidate[] = [];
  let [at, turnAt] = [firm.length, turns.length];
  const reversed = [...candidates].reverse();
  for (const one of reversed) {
    while (at > 0 && (firm[at - 1] as Candidate).start >= one.end) at -= 1;
    while (turnAt > 0 && (turns[turnAt - 1] as number) > one.end) turnAt -= 1;
    kept.push(one.past || !replacedBy(one, firm, at, turns, turnAt) ? one : { ...one, past: true });
  }
  return kept.reverse();
}

/** How many of the next firm statements, and of the next turns, are looked at. */
const LOOKED_AT = 4;

function replacedBy(
  one: Candidate,
  firm: readonly Candidate[],
  from: number,
  turns: readonly number[],
  turnFrom: number,
): boolean {
  const near = turns.slice(turnFrom, turnFrom + LOOKED_AT).filter((turn) => turn - one.end <= BACK);
  return firm.slice(from, from + LOOKED_AT).some((next) =>
    isEnded(
      one,
      next,
      near.findLast((turn) => turn <= next.start),
    ),
  );
}
