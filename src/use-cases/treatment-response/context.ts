import { type Match, type Span, type TokenizedText } from '../../text/index.js';
import { plain } from './plain.js';
import { isAnticancer, type Topic, topicMatcher } from './vocabulary.js';
import { type Zone } from './zones.js';

/** LOINC of laboratory, genetics, imaging reports. */
const LABORATORY: ReadonlySet<string> = new Set(['11502-2', '18725-2', '51969-4']);
const IMAGING: ReadonlySet<string> = new Set(['18748-4']);
const TOP = 300;
const LABORATORY_TOP =
  /laboratoire|biologie (?:medicale|moleculaire)|genetique|resultat d'analyse|compte[- ]rendu (?:de|d'analyse de) biologie/;
const IMAGING_TOP =
  /(?:^|\n)[^\n]{0,30}(?:imagerie|radiologie|scanner|\btdm\b|\birm\b|\btep\b|tomodensitom|medecine nucleaire|scintigraphie|echographie|mammographie)/;

/** A laboratory gives no assessment by a value that moves; an imaging report tells of its own day. */
export function kindOf(text: string, documentType: string | null): 'laboratory' | 'imaging' | null {
  if (documentType !== null && LABORATORY.has(documentType)) return 'laboratory';
  if (documentType !== null && IMAGING.has(documentType)) return 'imaging';
  const top = plain(text.slice(0, TOP));
  if (LABORATORY_TOP.test(top)) return 'laboratory';
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
  readonly topics: readonly Match<Topic>[];
}

const PLANNED_BEFORE = 70;
const COMPARED_BEFORE = 30;
const COMPARED = /(?:rapport|compar|contre|versus|\bvs\b|depuis)[^.;:\n]{0,20}$/;
const PLAN =
  /(?:\bavant\b|mise en route|a debuter|debuter|debutera|propos|prevu|programm|envisag|indication|eligible|discut|\bsera|\bseront|debuterons|prevoi|instaur|option|\bsi\b|refus|contre-indication|justifi)[^.;:\n]{0,60}$/;
const NEGATED = /(?:\bpas d|\bsans\b|absence d|\bni\b)[^.;:,\n]{0,12}$/;
const GOES_ON =
  /(?:poursui|arret|stop|changement|continu|interrup|reprise|apres|suite|depuis|sous)[^.;:\n]{0,40}$/;

/** Names of medicines that end as medicines against cancer do. */
function medicines(tokens: TokenizedText): Match<Topic>[] {
  return tokens.folded.flatMap((word, index) =>
    isAnticancer(word)
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
  const before = plain(text.slice(Math.max(0, match.start - PLANNED_BEFORE), match.start));
  const goesOn = GOES_ON.test(before);
  if (goesOn && !/avant/.test(before)) return true;
  if (code === 'decision-rcp' || code === 'suites') return false;
  return !PLAN.test(before) && !NEGATED.test(before);
}

/** `zoneAt`: the zone of the sentence that holds an offset. */
export function contextOf(tokens: TokenizedText, zoneAt: (offset: number) => Zone): Context {
  const { text } = tokens;
  const topics = topicMatcher.find(tokens);
  const first = (topic: Topic): Match<Topic> | null =>
    topics.find(
      ({ value, start }) =>
        value === topic &&
        zoneAt(start).code !== 'antecedents-familiaux' &&
        !NEGATED.test(plain(text.slice(Math.max(0, start - COMPARED_BEFORE), start))),
    ) ?? null;
  const notCompared = (topic: Topic): Match<Topic> | null =>
    topics.find(
      ({ value, start }) =>
        value === topic && !COMPARED.test(plain(text.slice(Math.max(0, start - COMPARED_BEFORE), start))),
    ) ?? null;
  const named = medicines(tokens);
  const treatments = [
    ...topics.filter(({ value }) => value === 'treatment' || value === 'protocol'),
    ...named,
  ];
  const treated = treatments.find((match) => isGiven(text, match, zoneAt(match.start).code)) ?? null;
  return {
    cancer: first('cancer') ?? first('protocol') ?? named[0] ?? null,
    treated,
    untreated: notCompared('neverTreated') ?? (treated ? null : notCompared('untreated')),
    evaluated: first('evaluation'),
    topics,
  };
}
