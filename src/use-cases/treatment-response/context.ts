import { type Match, readYaml, type Span, type TokenizedText } from '../../text/index.js';
import { anywhere, before, oneOf, rightBefore } from './phrases.js';
import { plain } from './plain.js';
import {
  cancerMatcher,
  courseMatcher,
  isAnticancer,
  isCancer,
  type Topic,
  topicMatcher,
} from './vocabulary.js';
import { type Zone } from './zones.js';

type Words =
  | 'compared'
  | 'planned'
  | 'negated'
  | 'denied'
  | 'goesOn'
  | 'before'
  | 'never'
  | 'laboratory'
  | 'laboratoryLine'
  | 'imaging';
const words = readYaml<Readonly<Record<Words, readonly string[]>>>(
  import.meta.url,
  './vocabulary/treated.yml',
);
const NEVER = rightBefore(words.never);

/** LOINC of laboratory, genetics, imaging reports. */
const LABORATORY: ReadonlySet<string> = new Set(['11502-2', '18725-2', '51969-4']);
const IMAGING: ReadonlySet<string> = new Set(['18748-4']);
const TOP = 300;
const LABORATORY_TOP = anywhere(words.laboratory);
/** A title that is a line by itself. */
const LABORATORY_LINE = new RegExp(
  String.raw`(?:^|\n)\W{0,4}${oneOf(words.laboratoryLine)}[^\n]{0,24}(?:\n|$)`,
);
const IMAGING_TOP = new RegExp(String.raw`(?:^|\n)[^\n]{0,30}${oneOf(words.imaging)}`);

/** A laboratory gives no assessment by a value that moves; an imaging report tells of its own day. */
export function kindOf(text: string, documentType: string | null): 'laboratory' | 'imaging' | null {
  if (documentType !== null && LABORATORY.has(documentType)) return 'laboratory';
  if (documentType !== null && IMAGING.has(documentType)) return 'imaging';
  const top = plain(text.slice(0, TOP));
  if (LABORATORY_TOP.test(top) || LABORATORY_LINE.test(top)) return 'laboratory';
  return IMAGING_TOP.test(top.slice(0, TOP / 2)) ? 'imaging' : null;
}

/** What a report is about, as far as it decides whether a response can be told. */
export interface Context {
  readonly cancer: Span | null;
  /** Words of a treatment that was given. */
  readonly treated: Span | null;
  /** Words that say no treatment was given yet. */
  readonly untreated: Span | null;
  /** Two examinations are compared, a surveillance goes on. */
  readonly evaluated: Span | null;
  /** A follow-up after treatment, of a patient in whom no disease is told to be there. */
  readonly cleared: boolean;
  readonly topics: readonly Match<Topic>[];
}

const PLANNED_BEFORE = 70;
const COMPARED_BEFORE = 30;
const COMPARED = before(words.compared, 20, ':');
const PLAN = before(words.planned, 60, ':');
const NEGATED = new RegExp(String.raw`${oneOf(words.negated)}[^.;:,\n]{0,11}$`);
const DENIED = new RegExp(String.raw`${oneOf(words.denied)}[^.;:,\n]{0,40}$`);
const GOES_ON = before(words.goesOn, 40, ':');
/** "À 3 ans d'une gastrectomie". */
const YEARS_AFTER = /\ba \d{1,2} (?:ans?|mois) (?:d'|de |du |apres|post)/;
const BEFORE = anywhere(words.before);

/** Names of medicines that end as medicines against cancer do. */
const medicines = (tokens: TokenizedText): Match<Topic>[] => ending(tokens, isAnticancer);

/** Words that an end names. */
function ending(tokens: TokenizedText, ends: (word: string) => boolean): Match<Topic>[] {
  return tokens.folded.flatMap((word, index) =>
    ends(word)
      ? {
          start: tokens.starts[index] as number,
          end: tokens.ends[index] as number,
          value: 'protocol' as const,
          pattern: word,
        }
      : [],
  );
}

function isGiven(text: string, match: Span, code: string | null): boolean {
  const ahead = plain(text.slice(Math.max(0, match.start - PLANNED_BEFORE), match.start));
  if (NEVER.test(ahead)) return false;
  const goesOn = GOES_ON.test(ahead);
  if (goesOn && !BEFORE.test(ahead)) return true;
  if (code === 'decision-rcp' || code === 'suites') return false;
  return !PLAN.test(ahead) && !NEGATED.test(ahead);
}

/** `zoneAt`: the zone of the sentence that holds an offset. */
export function contextOf(tokens: TokenizedText, zoneAt: (offset: number) => Zone): Context {
  const { text } = tokens;
  const topics = topicMatcher.find(tokens);
  const isOfPatient = (start: number, negated: RegExp): boolean =>
    zoneAt(start).code !== 'antecedents-familiaux' &&
    !negated.test(plain(text.slice(Math.max(0, start - PLANNED_BEFORE), start)));
  const first = (topic: Topic): Match<Topic> | null =>
    topics.find(({ value, start }) => value === topic && isOfPatient(start, NEGATED)) ?? null;
  const notCompared = (topic: Topic): Match<Topic> | null =>
    topics.find(
      ({ value, start }) =>
        value === topic && !COMPARED.test(plain(text.slice(Math.max(0, start - COMPARED_BEFORE), start))),
    ) ?? null;
  const cancers = [...cancerMatcher.find(tokens), ...ending(tokens, isCancer)];
  const course = courseMatcher.find(tokens);
  const isTold = (said: 'followUp' | 'active'): boolean =>
    course.some(({ value, start }) => value === said && isOfPatient(start, DENIED));
  const named = medicines(tokens);
  const treatments = [
    ...topics.filter(({ value }) => value === 'treatment' || value === 'protocol'),
    ...named,
  ];
  const treated = treatments.find((match) => isGiven(text, match, zoneAt(match.start).code)) ?? null;
  return {
    cancer: cancers.find(({ start }) => isOfPatient(start, NEGATED)) ?? first('protocol') ?? named[0] ?? null,
    treated,
    untreated: notCompared('neverTreated') ?? (treated ? null : notCompared('untreated')),
    evaluated: first('evaluation'),
    cleared: (isTold('followUp') || YEARS_AFTER.test(plain(text))) && !isTold('active'),
    topics,
  };
}
