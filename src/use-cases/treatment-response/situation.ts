import { readYaml, type Span } from '../../text/index.js';
import { type Basis } from './candidate.js';
import { after, anywhere, before, oneOf, rightBefore } from './phrases.js';
import { plain } from './plain.js';
import { type Modality, type ResponseClass } from './value.js';

/** How much of a sentence before and after a statement is read. UTF-16 units. */
const BEFORE = 100;
const AFTER = 80;
const AROUND = 200;
const STORY = 250;

type List =
  | 'reason'
  | 'reasonFillers'
  | 'afterIt'
  | 'started'
  | 'former'
  | 'until'
  | 'known'
  | 'next'
  | 'later'
  | 'insignificant'
  | 'compared'
  | 'then'
  | 'now'
  | 'relatives'
  | 'unreal'
  | 'unrealFillers'
  | 'notKnown'
  | 'stillThen'
  | 'study'
  | 'exception'
  | 'overall'
  | 'part'
  | 'local';
type Words = readonly string[];
const words = readYaml<
  Readonly<Record<List, Words>> & {
    readonly modalities: Readonly<Record<Modality | 'bedside', Words>>;
  }
>(import.meta.url, './vocabulary/situations.yml');

const CLOSED = rightBefore(words.reason, words.reasonFillers);
const AFTER_IT = rightBefore(words.afterIt, words.reasonFillers);
const STARTED_BEFORE = before(words.started);
const STARTED = anywhere(words.started);
const FORMER = before(words.former);
const KNOWN = after(words.known, 40);
const NEXT = new RegExp(
  String.raw`^[^\n]{0,70}(?:${oneOf(words.next)}|(?<!\w)depuis(?! ${oneOf(words.stillThen)}))`,
);
const LATER = anywhere(words.later);
const INSIGNIFICANT = after(words.insignificant, 30);
const COMPARED = before(words.compared);
const ONCE = after(words.until, 25);
export const THEN = anywhere(words.then);
const NOW = anywhere(words.now);
const RELATIVE = before(words.relatives, 80);
const UNREAL = rightBefore(words.unreal, words.unrealFillers);
const NOT_KNOWN = after(words.notKnown, 20);
const STUDY = new RegExp(String.raw`${oneOf(words.study)}[^.\n]*$`);
const EXCEPTION = before(words.exception, 40);
/** "En progression : docétaxel.": what will be done if. */
const IF_OPENS = /^\W*en $/;
const IF_CLOSES = /^ ?[:=>→-]/;
const ASKED = /^[^.;:\n]{0,20}\?/;
const OVERALL = before(words.overall, 40);
const PART = before(words.part, 30);
const LOCAL = after(words.local, 30);
const MODALITIES: readonly (readonly [Modality, RegExp])[] = Object.entries(words.modalities).map(
  ([name, phrases]) => [name === 'bedside' ? 'clinical' : (name as Modality), anywhere(phrases)],
);

/** What the words around a statement say of it. */
export interface Situation {
  /** Of an earlier time by its own words. */
  readonly former: boolean;
  /** Told as known, or already answered. */
  readonly told: boolean;
  /** Called too small to count. */
  readonly insignificant: boolean;
  /** The next treatment is under way. */
  readonly replaced: boolean;
  /** A treatment begins after it is told. */
  readonly answered: boolean;
  /** The reason of a later treatment. */
  readonly closed: boolean;
  readonly now: boolean;
  /** Another person's, or nothing that happened. */
  readonly unreal: boolean;
  readonly overall: boolean;
  readonly exception: boolean;
  readonly part: boolean;
  readonly local: boolean;
  readonly modality: Modality | null;
}

type Said = { readonly basis: Basis; readonly class: ResponseClass };

const isCondition = (text: string, sentence: Span, { start, end }: Span): boolean => {
  const own = plain(text.slice(Math.max(sentence.start, start - 6), start));
  const opens = sentence.start === start ? plain(text.slice(start, start + 3)) === 'en ' : IF_OPENS.test(own);
  return opens && IF_CLOSES.test(plain(text.slice(end, end + 3)));
};

export function situationOf(text: string, sentence: Span, { start, end }: Span, what: Said): Situation {
  const { basis } = what;
  // "Flare ou progression ?" asks, and so says that it is open.
  const isOpen = what.class === 'NonDetermine';
  const story = plain(text.slice(end, end + STORY)).split(/\n[ \t]*\n/)[0] ?? '';
  const ahead = plain(text.slice(Math.max(sentence.start, start - BEFORE), start));
  const behind = plain(text.slice(end, Math.min(sentence.end, end + AFTER)));
  const around = plain(
    text.slice(Math.max(sentence.start, start - AROUND), Math.min(sentence.end, end + AROUND)),
  );
  const closed =
    AFTER_IT.test(ahead) || (CLOSED.test(ahead) && (STARTED_BEFORE.test(ahead) || STARTED.test(behind)));
  const said = plain(text.slice(start, end));
  const since = ahead.slice(Math.max(0, ahead.search(FORMER)));
  const former =
    FORMER.test(ahead + said.slice(0, said.indexOf(' ') + 1)) &&
    !COMPARED.test(ahead) &&
    !THEN.test(since) &&
    !NOW.test(since);
  const overall = OVERALL.test(ahead);
  const clause = (ahead.split(/[,;:.]/).at(-1) ?? '') + said + (behind.split(/[,;:.(]/)[0] ?? '');
  const modality = [said, clause, around].map(
    (one) => MODALITIES.find(([, pattern]) => pattern.test(one))?.[0],
  );
  return {
    former: former || ONCE.test(behind),
    told: KNOWN.test(behind),
    closed,
    answered: LATER.test(story),
    replaced: NEXT.test(story),
    now: NOW.test(around),
    insignificant: INSIGNIFICANT.test(behind),
    unreal:
      isCondition(text, sentence, { start, end }) ||
      UNREAL.test(ahead) ||
      (ASKED.test(behind) && !isOpen) ||
      NOT_KNOWN.test(behind) ||
      STUDY.test(ahead) ||
      RELATIVE.test(ahead),
    overall,
    exception: EXCEPTION.test(ahead),
    part: PART.test(ahead) && !overall && basis === 'category',
    local: (basis === 'category' || basis === 'state') && LOCAL.test(behind),
    modality: modality[0] ?? modality[1] ?? modality[2] ?? null,
  };
}
