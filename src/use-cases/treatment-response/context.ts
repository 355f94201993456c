import { type Match, type Span, type TokenizedText } from '../../text/index.js';
import { plain } from './plain.js';
import { isAnticancer, type Topic, topicMatcher } from './vocabulary.js';
import { type Zone } from './zones.js';

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
const PLAN =
  /(?:avant|mise en route|a debuter|debuter|debutera|propos|prevu|programm|envisag|indication|eligible|discut|sera|seront|debuterons|prevoi|instaur|option|si|pas d|sans|absence d|refus|contre-indication|justifi)[^.;:\n]{0,60}$/;
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
  return !PLAN.test(before);
}

/** `zoneAt`: the zone of the sentence that holds an offset. */
export function contextOf(tokens: TokenizedText, zoneAt: (offset: number) => Zone): Context {
  const { text } = tokens;
  const topics = topicMatcher.find(tokens);
  const first = (topic: Topic): Match<Topic> | null =>
    topics.find(({ value, start }) => value === topic && zoneAt(start).code !== 'antecedents-familiaux') ??
    null;
  const named = medicines(tokens);
  const treatments = [
    ...topics.filter(({ value }) => value === 'treatment' || value === 'protocol'),
    ...named,
  ];
  const treated = treatments.find((match) => isGiven(text, match, zoneAt(match.start).code)) ?? null;
  return {
    cancer: first('cancer') ?? first('protocol') ?? named[0] ?? null,
    treated,
    untreated: first('untreated'),
    evaluated: first('evaluation'),
    topics,
  };
}
