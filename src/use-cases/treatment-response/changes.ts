import { type Match, type Span } from '../../text/index.js';
import { anywhere } from './phrases.js';
import { plain } from './plain.js';
import { CHANGES, type Direction, type ObjectKind, type Word } from './vocabulary.js';

/** A change and what it is said of. UTF-16 offsets, both included. */
export interface Change extends Span {
  readonly direction: Direction;
  readonly of: 'tumour' | 'biological' | 'examination' | null;
  readonly word: Span;
  readonly mild: boolean;
}

/** How far its object may stand from a word of change. UTF-16 units. */
const REACH = 90;
const MILD = anywhere(CHANGES.mild);
const MILD_REACH = 14;
const PAIR = 10;
const LINKED = /^ (?:de |d['’]|du |des |de la |de l['’]|d['’]une? )$/;
const JOINED = /^ et (?:des?|du|d['’]|l)/;

type WordMatch = Match<Word>;
type Kind = 'tumour' | 'biological' | 'examination' | 'other';
type Seen = { readonly kind: Kind; readonly span: Span } | null;
const kindOf = (of: ObjectKind): Kind =>
  of === 'tumour' || of === 'biological' || of === 'examination' ? of : 'other';

/** "Foyer de pneumopathie": the thing is what its complement says. */
function isOfDisease(text: string, words: readonly WordMatch[], at: number): boolean {
  const [word, next] = [words[at] as WordMatch, words[at + 1]];
  if (next?.value.role !== 'object' || next.value.of !== 'disease') return false;
  return LINKED.test(text.slice(word.end, Math.min(next.start, word.end + PAIR)));
}

function look(text: string, words: readonly WordMatch[], at: number, step: 1 | -1): Seen {
  const from = words[at] as WordMatch;
  let found: Seen = null;
  for (let index = at + step; index >= 0 && index < words.length; index += step) {
    const word = words[index] as WordMatch;
    const distance = step === 1 ? word.start - from.end : from.start - word.end;
    if (distance > REACH || word.value.role === 'contrast') break;
    if (word.value.role === 'change' && word.value.direction !== 'new') break;
    if (word.value.role !== 'object') continue;
    const kind = isOfDisease(text, words, index) ? 'other' : kindOf(word.value.of);
    // "Lésions avec œdème, nouvelles".
    if (
      kind === 'other' &&
      /\b(?:avec|sans) (?:un |une |des )?$/i.test(text.slice(word.start - 12, word.start))
    )
      continue;
    // "Régression de l'ascite et des nodules": the other thing of a pair may be the tumour.
    if (kind === 'other' && step === 1 && JOINED.test(text.slice(word.end, word.end + PAIR))) {
      found ??= { kind: 'other', span: word };
      continue;
    }
    // "Examen : nodule stable": an examination gives way to what it shows.
    if (kind !== 'examination') return { kind, span: word };
    found ??= { kind, span: word };
  }
  return found;
}

const isPunctuated = (text: string, one: Span, other: Span): boolean =>
  /[;.]\s/.test(text.slice(Math.min(one.end, other.end), Math.max(one.start, other.start)));

/** "RAS de nouveau, lésions idem": what is new stands right after it. */
const isCut = (text: string, word: WordMatch, seen: Span): boolean =>
  word.value.role === 'change' &&
  word.value.direction === 'new' &&
  word.value.side === 'noun' &&
  seen.start >= word.end &&
  /,/.test(text.slice(word.end, seen.start)) &&
  /^n/i.test(text.slice(word.start, word.end));

/** "Disparition de la toux": what a noun of change is the change of, up to the next complement. */
const COMPLEMENT =
  /^ (?:(?:nette?|franche?|discrete?|legere?|significative|globale?|complete|partielle|progressive|importante|relative|moderee?) )?(?:de la |de l'|du |des |d'une? |d'|de )([^,;:.()\n]{2,60}?)(?=$|[,;:.()\n]| (?:au|aux|a|avec|sous|sur|par|dans|lors|depuis|apres|mais|qui|chez)\b)/;
/** Words of a complement that name no thing: "diminution de moitié", "de plus de 30 %". */
const MEASURE =
  /\b(?:taille|volume|nombre|dimensions?|intensite|moitie|plus|moins|environ|pres|l'ensemble|ensemble|toutes?|tous|plusieurs|la|le|les|l|de|des|du|d|et|en|un|une|deux|trois|quelques|leurs?|son|sa|ses|ces|ce|cette|nouvelles?|nouveaux?|nouvel|multiples?|mm|cm|pourcent|\d+)\b|[\d%<>+='-]/g;

/** Whether the complement names a thing that is none of the objects we know. */
function isOfUnknown(text: string, word: WordMatch, seen: Seen): boolean {
  const after = plain(text.slice(word.end, word.end + REACH));
  const complement = COMPLEMENT.exec(after);
  if (!complement) return false;
  const end = word.end + complement[0].length;
  if (seen && seen.span.start >= word.end && seen.span.start < end) return false;
  return (complement[1] ?? '').replace(MEASURE, '').trim().length > 2;
}

const isMild = (text: string, words: readonly WordMatch[], at: number): boolean => {
  const word = words[at] as WordMatch;
  if (MILD.test(plain(text.slice(word.start, word.end)))) return true;
  return words
    .slice(Math.max(0, at - 2), at + 3)
    .some(
      ({ value, start, end }) =>
        value.role === 'mild' &&
        ((end <= word.start && word.start - end <= MILD_REACH) ||
          (start >= word.end && start - word.end <= 3)),
    );
};

/** "Dexaméthasone 40 mg puis décroissance": what decreases is a dose. */
const DOSE = /\d\s?(?:mg|g|µg|UI|MUI)(?:\s?\/\s?\p{L}{1,5})?[^.;:\n]{0,12}$/u;
const DOSE_REACH = 30;

/** What a word of change is said of: on its own side first. `null`: it is of nothing that counts. */
function objectOf(text: string, words: readonly WordMatch[], at: number): { readonly seen: Seen } | null {
  const word = words[at] as WordMatch;
  if (word.value.role !== 'change') return null;
  if (DOSE.test(text.slice(Math.max(0, word.start - DOSE_REACH), word.start))) return null;
  const { direction, side } = word.value;
  const first = look(text, words, at, side === 'adjective' ? -1 : 1);
  const near =
    first && !isPunctuated(text, word, first.span) && !isCut(text, word, first.span) ? first : null;
  if (side !== 'adjective' && isOfUnknown(text, word, near)) return null;
  const second = near || side === 'following' ? null : look(text, words, at, side === 'noun' ? -1 : 1);
  const seen = near ?? (second && !isPunctuated(text, word, second.span) ? second : null);
  const named = seen !== null && seen.kind !== 'examination';
  // "Radiographie stable": an adjective is said of something.
  if (!seen && side === 'adjective') return null;
  if (seen?.kind === 'other') return null;
  return (direction === 'new' || direction === 'left' || side === 'following') && !named ? null : { seen };
}

/** Changes of a sentence; one that is said of something other than a tumour is left out. `words` are of that sentence. */
export function changesIn(text: string, words: readonly WordMatch[]): Change[] {
  const insignificant = words.some(({ value }) => value.role === 'insignificant');
  return words.flatMap((word, at): Change[] => {
    const found = objectOf(text, words, at);
    if (word.value.role !== 'change' || !found) return [];
    const { seen } = found;
    const { direction } = word.value;
    return [
      {
        direction:
          (direction === 'increase' || direction === 'decrease') && insignificant ? 'stable' : direction,
        of: seen && seen.kind !== 'other' ? seen.kind : null,
        word,
        mild: isMild(text, words, at),
        start: Math.min(word.start, seen?.span.start ?? word.start),
        end: Math.max(word.end, seen?.span.end ?? word.end),
      },
    ];
  });
}
