import { type Span } from '../../../text/index.js';
import { type SpanCategory } from '../../pseudonymized-document.js';
import { type Candidate, type DetectionInput, PRIORITY } from '../candidate.js';
import { isParticle } from '../known-facts.js';
import { resultLetters } from './result-cell.js';
import { likelyShapes, sureShapes } from './shapes.js';
import { dotted, germs, phrases, symbols } from './words.js';

/** Stretches of a text that are clinical notation; each a mask over its offsets. */
export interface Notation {
  /** Nothing but a known name touches them. */
  readonly sure: Uint8Array;
  /** A title, a label or a key may still say that they identify. */
  readonly likely: Uint8Array;
}

const NAMES: ReadonlySet<SpanCategory> = new Set(['LAST_NAME', 'FIRST_NAME']);
/** They may have clinical words among others. */
const CONTAINERS: ReadonlySet<SpanCategory> = new Set(['EMAIL', 'URL', 'ADDRESS', 'HOSPITAL']);

function mask(length: number, ...spans: readonly (readonly Span[])[]): Uint8Array {
  const marked = new Uint8Array(length);
  for (const { start, end } of spans.flat()) marked.fill(1, start, end);
  return marked;
}

/** `isSomebody`: is a person of the document called so, folded? */
export function clinicalNotation(input: DetectionInput, isSomebody: (folded: string) => boolean): Notation {
  const { text } = input;
  const sure = mask(text.length, sureShapes(text), germs(input), phrases(input), dotted(input));
  const likely = mask(text.length, likelyShapes(text), resultLetters(text), symbols(input, isSomebody));
  return { sure, likely };
}

type Stretch = Span &
  Pick<Candidate, 'category'> &
  Partial<Pick<Candidate, 'words' | 'priority' | 'claim' | 'explicitRole'>>;

const isSaid = ({ priority = 0, claim, explicitRole }: Stretch): boolean =>
  priority >= PRIORITY.title || claim === 'label' || explicitRole === true;

/** Is every letter and figure of the stretch marked, and any at all? */
function isCovered(text: string, marked: Uint8Array, { start, end }: Span): boolean {
  let some = false;
  for (let at = start; at < end; at += 1) {
    if (marked[at] === 1) some = true;
    else if (/[\p{L}\d]/u.test(text[at] as string)) return false;
  }
  return some;
}
const isTouched = (marked: Uint8Array, { start, end }: Span): boolean =>
  marked.subarray(start, end).includes(1);

const TITLE_AT_END = /(?<=[\p{L}\d])M\.? ?\n?$/u;

/** "T790M. Amplification": the letter that ends a notation is no title. */
function followsNotation(text: string, { sure, likely }: Notation, start: number): boolean {
  const title = TITLE_AT_END.exec(text.slice(Math.max(0, start - 5), start))?.[0];
  const at = start - (title?.length ?? 0);
  return title !== undefined && (sure[at] === 1 || likely[at] === 1);
}

/** "informer le centre de la BMR": a word that any place is, and what it deals with. */
const ANY_PLACE = /^(?:centre|service|secteur|unit[ée]|[ée]quipe) (?:de la |de l['’]|du |des |de |d['’])/u;
function isCareGroup(text: string, likely: Uint8Array, { start, end }: Span): boolean {
  const kind = ANY_PLACE.exec(text.slice(start, end))?.[0].length;
  return kind !== undefined && isCovered(text, likely, { start: start + kind, end });
}

/** A stretch without the marked letters at its ends. */
function trimmed<S extends Stretch>(text: string, { sure, likely }: Notation, one: S): S[] {
  const isNone = (at: number): boolean =>
    sure[at] === 1 || likely[at] === 1 || !/[\p{L}\d]/u.test(text[at] as string);
  let { start, end } = one;
  while (start < end && isNone(start)) start += 1;
  while (end > start && isNone(end - 1)) end -= 1;
  if (start === end) return [];
  const isWhole = !isTouched(sure, one) && !isTouched(likely, one);
  return [isWhole ? one : { ...one, start, end }];
}

function ofName<S extends Stretch>(text: string, notation: Notation, one: S): S[] {
  const said = isSaid(one);
  const isMarked = (word: Span): boolean =>
    isCovered(text, notation.sure, word) || (!said && isCovered(text, notation.likely, word));
  if (one.words === undefined) return trimmed(text, notation, one);
  const kept = one.words.filter((word) => !isMarked(word));
  if (kept.length === one.words.length) return [one];
  const [first, last] = [kept[0], kept.at(-1)];
  if (first === undefined || last === undefined) return [];
  if (kept.every(({ canonical, initial }) => initial === true || isParticle(canonical))) return [];
  return [{ ...one, start: first.start, end: last.end, words: kept }];
}

/** What a detector saw, without what is clinical notation. What the message knows is never taken from it. */
export function withoutNotation<S extends Stretch>(
  text: string,
  notation: Notation,
  found: readonly S[],
): S[] {
  return found.flatMap((one): S[] => {
    if ('detector' in one && one.detector === 'identity') return [one];
    if (NAMES.has(one.category)) {
      if (followsNotation(text, notation, one.start)) return [];
      return ofName(text, notation, one);
    }
    if (one.category === 'AGE') return [one];
    const { sure, likely } = notation;
    if (isCovered(text, sure, one) || (!isSaid(one) && isCovered(text, likely, one))) return [];
    if (one.category === 'HOSPITAL' && isCareGroup(text, likely, one)) return [];
    const isWhole = CONTAINERS.has(one.category) || one.category.endsWith('DATE');
    return isWhole || !isTouched(sure, one) ? [one] : [];
  });
}

/** Words that a title, a label or what the message knows makes a name, folded. */
export function saidNames(found: readonly Candidate[]): ReadonlySet<string> {
  const said = found.filter((one) => NAMES.has(one.category) && (one.detector === 'identity' || isSaid(one)));
  const words = said.flatMap((one) => one.words ?? []).filter(({ initial }) => initial !== true);
  return new Set(words.map(({ canonical }) => canonical));
}

const FIGURE_NEAR = /\d/;

/** What a model saw, without what cannot be a name or a number of somebody: letters alone of our lists still may. */
export const withoutFormulas = <S extends Stretch>(
  text: string,
  { sure, likely }: Notation,
  seen: readonly S[],
): S[] =>
  seen.filter(
    (one) =>
      !isCovered(text, sure, one) &&
      !(
        isCovered(text, likely, one) && FIGURE_NEAR.test(text.slice(Math.max(0, one.start - 1), one.end + 1))
      ),
  );
