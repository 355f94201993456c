import { inside, lastStarted, type Span } from '../../text/index.js';
import { type CaseContext } from '../finding.js';
import { type Phrases } from './phrases.js';
import { type Mention, mentionOf, type Reading } from './read.js';
import { type CodingRules, isWithin, type Place } from './rules.js';

type Rule = CodingRules['cues'][number];

/** Where a phrase was found: in which document. */
interface Found extends Span {
  readonly reading: Reading;
}

/** The mentions of each document once the rules have spoken, in the order of `readings`. */
export function applyRules(
  readings: readonly Reading[],
  { refinements, cues }: CodingRules,
): ReadonlyMap<Reading, readonly Mention[]> {
  const stay = createFinder(readings);
  const all = new Map(
    readings.map((reading) => [reading, [...reading.diagnoses, ...told(reading, cues, stay)]]),
  );
  for (const rule of refinements) {
    for (const [reading, mentions] of all) {
      if (!isOfStay(rule, reading.document.context)) continue;
      for (const [at, mention] of mentions.entries()) {
        if (!rule.from.has(mention.code)) continue;
        const beside = besideOf(rule, { reading, anchor: mention }, stay);
        if (beside)
          mentions[at] = {
            ...mention,
            code: rule.to,
            by: 'refinement',
            beside: [...mention.beside, ...beside],
          };
      }
    }
  }
  return all;
}

/** What cues say in one document: the words of the first list are the mention, the others stand beside it. */
function told(reading: Reading, cues: readonly Rule[], stay: Finder): Mention[] {
  return cues.flatMap((rule) => {
    const [first] = rule.all;
    if (!first || !isOfStay(rule, reading.document.context)) return [];
    const anchor = stay
      .find(first, reading)
      .find((one) => besideOf(rule, { reading, anchor: one, from: 1 }, stay));
    if (!anchor) return [];
    const beside = besideOf(rule, { reading, anchor, from: 1 }, stay) ?? [];
    return [
      mentionOf(reading.document, reading.analyzer, { ...spanOf(anchor), code: rule.to, by: 'cue', beside }),
    ];
  });
}

const spanOf = ({ start, end }: Span): Span => ({ start, end });

const isOfStay = ({ age, days, sex }: Rule, context: CaseContext): boolean =>
  isWithin(context.age, age) &&
  isWithin(context.lengthOfStayDays, days) &&
  (sex === undefined || context.sex === sex);

interface Anchored {
  readonly reading: Reading;
  readonly anchor: Span;
  /** The first list that is looked for. */
  readonly from?: number;
}

/** The words in the same document that make a rule true; undefined where it is not. */
function besideOf(rule: Rule, { reading, anchor, from = 0 }: Anchored, stay: Finder): Span[] | undefined {
  const place = { rule: rule.where, reading, anchor };
  const beside: Span[] = [];
  for (const phrases of rule.all.slice(from)) {
    const found = stay.within(phrases, place);
    if (!found) return undefined;
    if (found.reading === reading) beside.push(spanOf(found));
  }
  if (rule.unless && stay.within(rule.unless, place)) return undefined;
  const { measure } = rule;
  if (!measure) return beside;
  const measured = stay
    .places(place)
    .flatMap(({ reading: one, span }) =>
      (span === null ? one.measures : inside(one.measures, span))
        .filter(({ name, value }) => name === measure.name && isWithin(value, measure))
        .map((found) => ({ ...spanOf(found), reading: one })),
    )[0];
  if (!measured) return undefined;
  return measured.reading === reading ? [...beside, spanOf(measured)] : beside;
}

interface Placed {
  readonly rule: Place;
  readonly reading: Reading;
  readonly anchor: Span;
}

interface Finder {
  find(phrases: Phrases, reading: Reading): readonly Found[];
  within(phrases: Phrases, place: Placed): Found | undefined;
  places(place: Placed): { readonly reading: Reading; readonly span: Span | null }[];
}

/** Finds phrases that the text states, each once for a document. */
function createFinder(readings: readonly Reading[]): Finder {
  const known = new Map<Phrases, Map<Reading, readonly Found[]>>();
  const find: Finder['find'] = (phrases, reading) => {
    const byReading = known.get(phrases) ?? new Map<Reading, readonly Found[]>();
    known.set(phrases, byReading);
    const before = byReading.get(reading);
    if (before) return before;
    const found = phrases
      .find(reading.tokens)
      .filter((span) => isStated(reading, span))
      .map(({ start, end }) => ({ start, end, reading }));
    byReading.set(reading, found);
    return found;
  };
  const places: Finder['places'] = ({ rule, reading, anchor }) => {
    if (rule === 'sentence') return [{ reading, span: sentenceAt(reading, anchor) }];
    return (rule === 'document' ? [reading] : readings).map((one) => ({ reading: one, span: null }));
  };
  return {
    find,
    places,
    within(phrases, place) {
      for (const { reading, span } of places(place)) {
        const all = find(phrases, reading);
        const [found] = span === null ? all : inside(all, span);
        if (found) return found;
      }
      return undefined;
    },
  };
}

const isStated = ({ analyzer }: Reading, { start, end }: Span): boolean => {
  const { assertion, experiencer } = analyzer.of({ start, end });
  return assertion === 'Present' && experiencer === 'patient';
};

const sentenceAt = ({ document }: Reading, { start, end }: Span): Span =>
  lastStarted(document.document.sentences, start) ?? { start, end };
