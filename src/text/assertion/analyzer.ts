import { tokenRange } from '../matching/index.js';
import { spanAt } from '../ordered-spans.js';
import { type Section, type Span } from '../span.js';
import { type Mark, type MarkedText, markText } from './marks.js';
import { appliedAfter, endOfSuspicion } from './scope-after.js';
import { reachOf } from './section-reach.js';
import { type Applied, appliedBefore, POLARITY } from './scope-before.js';
import { signBeside } from './signs.js';
import { type Effect, SECTION_EFFECTS } from './triggers.js';

/** What a text says of one of its spans. */
export interface AssertionVerdict {
  /** `Absent`: denied. `Indetermine`: supposed, searched, or not excluded. Of the past as of the present. */
  readonly assertion: 'Present' | 'Absent' | 'Indetermine';
  readonly temporality: 'current' | 'historical';
  /** `other`: a relative, a contact. */
  readonly experiencer: 'patient' | 'other';
  /** The words that decided, in UTF-16 code units; empty where the sentence simply says so, or its section does. */
  readonly triggers: readonly Span[];
}

export interface AssertionDocument {
  readonly text: string;
  readonly sentences: readonly Span[];
  readonly sections: readonly Section[];
}

export interface AssertionAnalyzer {
  /** `span` in UTF-16 code units; outside any sentence it is read in the whole text around it. */
  of(span: Span): AssertionVerdict;
}

function polarityOf(before: readonly Applied[], after: readonly Applied[]): AssertionVerdict['assertion'] {
  if (before.some(({ effect }) => effect === 'given')) return 'Present';
  const says = (applied: readonly Applied[], ...effects: Effect[]) =>
    applied.some(({ effect }) => effects.includes(effect));
  if (says(after, 'negation') || says(before, 'negation')) return 'Absent';
  if (says(after, 'hypothesis', 'doubt')) return 'Indetermine';
  if (before.some(({ firm }) => firm)) return 'Indetermine';
  if (says(after, 'affirmation')) return 'Present';
  return says(before, 'hypothesis', 'doubt', 'search') ? 'Indetermine' : 'Present';
}

const isPredicate = (text: MarkedText, at: number): boolean =>
  text.marks[text.markOf[at] as number]?.roles.some(({ effect }) => effect === 'predicate') ?? false;

/** A negation that a comma parts from what has its own predicate does not reach it. */
function withoutCrossed(before: readonly Applied[]): readonly Applied[] {
  return before.filter(({ effect, overComma }) => effect !== 'negation' || overComma !== true);
}

/** "Pas de A, pas de B, C": who denies each item by itself does not deny what bears no denial. */
function isRepeated({ deniedFrom }: MarkedText, before: readonly Applied[], from: number): boolean {
  const crossed = before.find(({ effect, overComma }) => effect === 'negation' && overComma === true);
  return crossed !== undefined && (deniedFrom[crossed.mark.from] ?? -1) >= from;
}

const withoutPolarity = (applied: readonly Applied[]): readonly Applied[] =>
  applied.filter(({ effect }) => !POLARITY.has(effect));

/** Everything that bears on the words [from, to). */
function appliedTo(
  text: MarkedText,
  words: { from: number; to: number },
  bounds: { from: number; to: number },
) {
  const before = appliedBefore(text, words.from, bounds.from);
  if (words.to <= words.from) return { before, after: [] };
  const searched = before.some(({ effect }) => effect === 'search');
  const after = appliedAfter(text, words.to, bounds.to, searched);
  const sign = signBeside(text, words);
  if (sign) {
    const own: Applied = { effect: sign, mark: { from: words.to - 1, to: words.to, roles: [] } };
    if (sign === 'hypothesis') after.push(own);
    // A sign is the answer to its own item, whatever stands around.
    else return { before: withoutPolarity(before), after: [...withoutPolarity(after), own] };
  }
  const isSuspected = [...before, ...after].some(({ effect }) => effect === 'hypothesis');
  const end = isSuspected ? endOfSuspicion(text, words.to, bounds.to) : null;
  if (end) after.push(end);
  const isStated = isPredicate(text, words.from) || after.some(({ effect }) => effect === 'predicate');
  const isApart =
    isStated || after.some(({ effect }) => POLARITY.has(effect)) || isRepeated(text, before, bounds.from);
  return { before: isApart ? withoutCrossed(before) : before, after };
}

function decide(text: MarkedText, span: Span, sentence: Span, section: string | null): AssertionVerdict {
  const words = tokenRange(text.tokens, span);
  const bounds = tokenRange(text.tokens, sentence);
  const { before, after } = appliedTo(text, words, bounds);
  const applied = [...before, ...after];
  const bySection = section ? SECTION_EFFECTS[section] : undefined;
  const isNow = applied.some(({ effect }) => effect === 'now');
  const has = (effect: Effect) =>
    (bySection === effect && !isNow) || applied.some((one) => one.effect === effect);
  const spanOf = ({ from, to }: Mark): Span => ({
    start: text.tokens.starts[from] as number,
    end: text.tokens.ends[to - 1] as number,
  });
  return {
    assertion: polarityOf(before, after),
    temporality: has('history') ? 'historical' : 'current',
    experiencer: has('other') ? 'other' : 'patient',
    triggers: applied
      .filter(({ effect }) => POLARITY.has(effect) || effect === 'history' || effect === 'other')
      .map(({ mark }) => spanOf(mark)),
  };
}

/**
 * Prepares a document: its words and triggers are read once, then each span costs its own sentence only.
 * `referenceDate` (ISO, the date of the report) makes older dates history. Sections and sentences are sorted.
 */
export function createAssertionAnalyzer(
  document: AssertionDocument,
  { referenceDate = null }: { referenceDate?: string | null } = {},
): AssertionAnalyzer {
  const text = markText(document.text, referenceDate);
  const whole: Span = { start: 0, end: document.text.length };
  const ends = new Map<Section, number>();
  const endOf = (section: Section): number => {
    const known = ends.get(section) ?? reachOf(document.text, section);
    ends.set(section, known);
    return known;
  };
  return {
    of(span) {
      const sentence = spanAt(document.sentences, span.start) ?? whole;
      const section = spanAt(document.sections, span.start);
      return decide(text, span, sentence, section && span.start < endOf(section) ? section.code : null);
    },
  };
}

/** The verdict on one span. For several spans of a document, prepare it with `createAssertionAnalyzer`. */
export function assertionOf(
  text: string,
  sentences: readonly Span[],
  sections: readonly Section[],
  span: Span,
): AssertionVerdict {
  return createAssertionAnalyzer({ text, sentences, sections }).of(span);
}
