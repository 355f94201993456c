import { firstFrom, lastEnded, type Span, type TokenizedText } from '../../text/index.js';
import { bloodCultureMatcher } from './vocabulary.js';

/** A blood culture and its result: UTF-16 offsets from the one to the other. */
export interface BloodCulture extends Span {
  readonly result: 'positive' | 'negative';
}

const REACH = 140;
const BLOCK = /\n[ \t]*\n|;/;
/** "Hémocultures : E. coli", "hémocultures à SARM": the organism is the result. */
const NAMES = /^[^.;]{0,60}(?::|(?<!\p{L})(?:à|a|avec))\s*(?:\d[^a-zé]{0,12})?$/iu;
/** "E. faecalis (3 hémocultures/3)". */
const RATIO = /^\s*(?:\/|sur)\s*\d/i;
const COUNT = /\d\s*$/;
const BEFORE = 40;
const AGAIN = /contr[ôo]le|puis|\bJ ?\d|\d{1,2}\/\d{1,2}|autre/i;

/** Reads each "hémocultures …" up to its result. `bacteria` and `sentences` are sorted. */
export function findBloodCultures(
  tokens: TokenizedText,
  bacteria: readonly Span[],
  endOfSentence: (offset: number) => number,
): BloodCulture[] {
  const { text } = tokens;
  const marks = bloodCultureMatcher.find(tokens);
  const found: BloodCulture[] = [];
  marks.forEach((subject, index) => {
    if (subject.value !== 'subject') return;
    const limit = Math.min(endOf(text, subject, endOfSentence), subject.end + REACH);
    let last: BloodCulture | null = null;
    for (let at = index + 1; at < marks.length; at += 1) {
      const mark = marks[at] as (typeof marks)[number];
      const isOver = mark.start >= limit || mark.value === 'subject' || mark.value === 'stop';
      if (isOver || BLOCK.test(text.slice(subject.end, mark.start))) break;
      if (mark.value === 'none') continue;
      const result = mark.value as BloodCulture['result'];
      if (last && (last.result === result || !AGAIN.test(text.slice(last.end, mark.start)))) break;
      last = { start: subject.start, end: mark.end, result };
      found.push(last);
    }
    if (last) return;
    const named = firstFrom(bacteria, subject.end);
    if (named && named.start < limit && NAMES.test(text.slice(subject.end, named.start))) {
      found.push({ start: subject.start, end: subject.end, result: 'positive' });
      return;
    }
    const grown = lastEnded(bacteria, subject.start);
    const isNear =
      grown && subject.start - grown.end <= BEFORE && !text.slice(grown.end, subject.start).includes('\n');
    if (
      isNear &&
      RATIO.test(text.slice(subject.end, subject.end + 12)) &&
      COUNT.test(text.slice(subject.start - 6, subject.start))
    ) {
      found.push({ start: subject.start, end: subject.end, result: 'positive' });
    }
  });
  return found;
}

/** "Hémocultures :" alone on its line speaks of the lines that follow. */
function endOf(text: string, subject: Span, endOfSentence: (offset: number) => number): number {
  const end = endOfSentence(subject.end);
  const isTitle = /^[^.;\n]{0,40}:\s*$/.test(text.slice(subject.end, end));
  return isTitle ? endOfSentence(end + 1) : end;
}
