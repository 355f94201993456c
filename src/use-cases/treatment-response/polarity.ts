import { type AssertionAnalyzer, readYaml, type Span } from '../../text/index.js';
import { anywhere, oneOf, rightBefore } from './phrases.js';
import { plain } from './plain.js';

export interface Polarity {
  readonly denied: boolean;
  readonly doubt: boolean;
  readonly past: boolean;
  /** Another person's, or only planned, feared, hoped for. */
  readonly dropped: boolean;
  /** The words that deny or doubt; null: none. */
  readonly words: Span | null;
}

type List =
  | 'unreal'
  | 'unrealAlone'
  | 'concluding'
  | 'doubtful'
  | 'beside'
  | 'besideFillers'
  | 'own'
  | 'past'
  | 'refuted'
  | 'convinced'
  | 'alternatives'
  | 'or'
  | 'unclear'
  | 'notPersons';
const words = readYaml<Readonly<Record<List, readonly string[]>>>(
  import.meta.url,
  './vocabulary/polarity.yml',
);
const ARTICLES = String.raw`une? |d'une? |d'|de la |la |le |l'|des |de |a une? `;
const UNREAL = new RegExp(`${oneOf(words.unreal)}|^${oneOf(words.unrealAlone)}$`);
const CONCLUDING = anywhere(words.concluding);
const CONVINCED = anywhere(words.convinced);
const DOUBTFUL = anywhere(words.doubtful);
const BESIDE = rightBefore(words.beside, words.besideFillers);
const OWN = new RegExp(`^${oneOf(words.own)}`);
const REFUTED = new RegExp(String.raw`^[^.;,\n]{0,60}${oneOf(words.refuted)}`);
const PAST = anywhere(words.past);
const NO_PERSON = anywhere(words.notPersons);
const EITHER = `${oneOf(words.or)}|\\?|/`;
const ALTERNATIVE = oneOf(words.alternatives);
const ONE_OF_TWO = new RegExp(String.raw`${ALTERNATIVE}[^.;:\n]{0,30}(?:${EITHER}) ?(?:${ARTICLES}){0,2}$`);
const OTHER_OF_TWO = new RegExp(
  String.raw`^[^.;:,\n]{0,30}(?:${EITHER}) ?(?:${ARTICLES}){0,2}(?:simple |possible |eventuelle? )?${ALTERNATIVE}`,
);
const UNCLEAR = new RegExp(String.raw`^[^.;:\n]{0,30}${oneOf(words.unclear)}`);
const OWN_REACH = 10;
/** How far the words that deny a statement still are quoted with it. UTF-16 units. */
const NEAR = 80;
const REFUTED_REACH = 90;
/** UTF-16 units read before a statement. */
const CLAUSE = 300;
const ELEMENT = /^(?:\s*(?:et|ou|ni|de|d|du|des)\b['\s])/;

/**
 * What the sentence says of a statement. The general rules carry a denial over a comma ("pas de fièvre, toux"): a
 * statement that opens its clause after a comma is its own.
 */
export function polarityOf(analyzer: AssertionAnalyzer, text: string, sentence: Span, span: Span): Polarity {
  const { assertion, temporality, experiencer, triggers } = analyzer.of(span);
  const heard = triggers.map((trigger) => ({
    ...trigger,
    said: plain(text.slice(trigger.start, trigger.end)),
  }));
  const said = {
    past:
      temporality === 'historical' &&
      heard.some((one) => PAST.test(one.said) && !/[:;]/.test(text.slice(one.end, span.start))),
  };
  const plainly = {
    ...said,
    denied: false,
    doubt: false,
    dropped: experiencer === 'other' && !heard.some((one) => NO_PERSON.test(one.said)),
    words: null,
  };
  const clause = clauseBefore(text, sentence, span);
  if (OWN.test(plain(text.slice(span.start, span.start + OWN_REACH)))) return plainly;
  const beside = BESIDE.exec(clause.words);
  if (beside) {
    const start = span.start - clause.words.length + beside.index;
    return { ...plainly, denied: true, words: { start, end: span.start } };
  }
  if (assertion === 'Absent') {
    const apart = heard.every(({ end }) => end <= clause.start) && !ELEMENT.test(clause.words);
    return apart ? plainly : { ...plainly, denied: true, words: extentOf(heard, span) };
  }
  const following = plain(text.slice(span.end, Math.min(sentence.end, span.end + REFUTED_REACH)));
  const refuted = REFUTED.exec(following);
  if (refuted) {
    return { ...plainly, denied: true, words: { start: span.start, end: span.end + refuted[0].length } };
  }
  if (ONE_OF_TWO.test(clause.words) || OTHER_OF_TWO.test(following) || UNCLEAR.test(following)) {
    return { ...plainly, doubt: true, words: extentOf(heard, span) };
  }
  if (assertion !== 'Indetermine') return plainly;
  // "Consultation de surveillance : récidive" happened.
  const near = heard.filter((one) => !UNREAL.test(one.said) || !/[:;]/.test(text.slice(one.end, span.start)));
  if (near.length === 0) return plainly;
  if (near.some((one) => UNREAL.test(one.said))) return { ...plainly, dropped: true };
  const isOpen = !near.every((one) => CONCLUDING.test(one.said)) || DOUBTFUL.test(clause.words);
  const doubt = isOpen && !CONVINCED.test(clause.words);
  return { ...plainly, doubt, words: doubt ? extentOf(near, span) : null };
}

/** From the first to the last of the words near a statement; null where none is. */
function extentOf(heard: readonly Span[], { start, end }: Span): Span | null {
  const near = heard.filter((one) => one.start >= start - NEAR && one.end <= end + NEAR);
  if (near.length === 0) return null;
  return {
    start: Math.min(...near.map((one) => one.start)),
    end: Math.max(...near.map((one) => one.end)),
  };
}

function clauseBefore(text: string, sentence: Span, span: Span): { start: number; words: string } {
  const from = Math.max(sentence.start, span.start - CLAUSE);
  const before = plain(text.slice(from, span.start));
  const cut = Math.max(
    before.lastIndexOf(','),
    before.lastIndexOf(';'),
    before.lastIndexOf(':'),
    before.lastIndexOf(' mais '),
  );
  return { start: from + cut + 1, words: before.slice(cut + 1) };
}
