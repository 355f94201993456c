import { type Match, type Span } from '../../text/index.js';
import { type ObjectKind, type Word, type Direction } from './vocabulary.js';

/** A change and what it is said of. UTF-16 offsets, both included. */
export interface Change extends Span {
  readonly direction: Direction;
  readonly of: Exclude<ObjectKind, 'other'> | null;
  readonly word: Span;
  readonly mild: boolean;
}

/** How far its object may stand from a word of change. UTF-16 units. */
const REACH = 90;
const MILD_REACH = 14;

type WordMatch = Match<Word>;
type Seen = { readonly kind: ObjectKind; readonly span: Span } | null;

function look(words: readonly WordMatch[], at: number, step: 1 | -1): Seen {
  const from = words[at] as WordMatch;
  let found: Seen = null;
  for (let index = at + step; index >= 0 && index < words.length; index += step) {
    const word = words[index] as WordMatch;
    const distance = step === 1 ? word.start - from.end : from.start - word.end;
    if (distance > REACH || word.value.role === 'contrast') break;
    if (word.value.role === 'change' && word.value.direction !== 'new') break;
    if (word.value.role !== 'object') continue;
    // "Examen : nodule stable": an examination gives way to what it shows.
    if (word.value.of !== 'examination') return { kind: word.value.of, span: word };
    found ??= { kind: word.value.of, span: word };
  }
  return found;
}

const isPunctuated = (text: string, one: Span, other: Span): boolean =>
  /[;.]\s/.test(text.slice(Math.min(one.end, other.end), Math.max(one.start, other.start)));

/** Changes of a sentence; one that is said of something other than a tumour is left out. `words` are of that sentence. */
export function changesIn(text: string, words: readonly WordMatch[]): Change[] {
  const changes: Change[] = [];
  const insignificant = words.some(({ value }) => value.role === 'insignificant');
  words.forEach((word, at) => {
    if (word.value.role !== 'change') return;
    const { direction, side } = word.value;
    const first = look(words, at, side === 'adjective' ? -1 : 1);
    const near = first && !isPunctuated(text, word, first.span) ? first : null;
    const second = near || side === 'following' ? null : look(words, at, side === 'noun' ? -1 : 1);
    const seen = near ?? (second && !isPunctuated(text, word, second.span) ? second : null);
    if (seen?.kind === 'other') return;
    if ((direction === 'new' || side === 'following') && (!seen || seen.kind === 'examination')) return;
    const mild = words.some(
      ({ value, start, end }) =>
        value.role === 'mild' &&
        ((end <= word.start && word.start - end <= MILD_REACH) ||
          (start >= word.end && start - word.end <= 3)),
    );
    changes.push({
      direction: direction === 'increase' && insignificant ? 'stable' : direction,
      of: seen ? seen.kind : null,
      word,
      mild,
      start: Math.min(word.start, seen?.span.start ?? word.start),
      end: Math.max(word.end, seen?.span.end ?? word.end),
    });
  });
  return changes;
}
