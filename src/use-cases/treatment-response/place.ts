import { type AssertionAnalyzer, countStarted, inside, lastStarted, type Span } from '../../text/index.js';
import { type Candidate } from './candidate.js';
import { type WrittenDate } from './dates.js';
import { type Draft } from './drafts.js';
import { after, anywhere } from './phrases.js';
import { plain } from './plain.js';
import { polarityOf } from './polarity.js';
import { situationOf, THEN } from './situation.js';
import { type Modality } from './value.js';
import { ABOUT, KNOWN_TUMOUR, OF_TREATMENT } from './vocabulary.js';
import { type Zone } from './zones.js';

/** How far back a date of the same paragraph still dates a sentence. UTF-16 units. */
const DATE_REACH = 400;
const DATE_AFTER = 60;
const RIGHT_AFTER = 20;
const LONGEST_STORY = 160;
const SIZE_REACH = 40;
const TREATED_REACH = 40;
const GRADE_REACH = 25;
/** The last year of a line, with no day. */
const YEAR = /\b((?:19|20)\d\d)\b[^\d\n]*$/;
const LINE_REACH = 60;

/** "Lésions hépatiques": the site stands after the object. */
const SITE_REACH = 14;
const OF_SIZE = after(ABOUT.size, 15);

export interface Placing {
  readonly text: string;
  readonly sentences: readonly Span[];
  readonly dates: readonly WrittenDate[];
  readonly analyzer: AssertionAnalyzer;
  readonly zoneOf: (sentence: Span) => Zone;
  readonly sections: readonly Span[];
}

/** "Progression en novembre 2023". */
const RIGHT_BESIDE = /^[ ,]{0,2}(?:en |le |au |du |de |début |fin |courant )?$/;
const OWN_TIME = anywhere(ABOUT.ownTime);
/** "Réponse partielle (TEP de mars 2024)". */
const APPOSED = /^[^.;,:()\n]{0,30}\([^()\n]{0,30}$/;

/** "-61 % p/r au scanner du 25/02". */
const isComparedWith = (text: string, { start }: Span): boolean =>
  /(?:p\/r|\/r|c\/|vs\.?) [^.;\n()]{0,24}$/.test(text.slice(Math.max(0, start - 30), start));

/** "Opéré en 2010, en rémission": the remission is not of 2010. */
const isOfTreatment = (text: string, { start }: Span): boolean =>
  OF_TREATMENT.test(plain(text.slice(Math.max(0, start - TREATED_REACH), start)));

/** The date of the examination that a statement tells: in its sentence, else shortly before in its paragraph. */
function dateOf(
  { text, dates, sections }: Placing,
  sentence: Span,
  span: Span,
  modality: Modality | null,
): string | null {
  const near = {
    start: Math.max(sentence.start, span.start - DATE_REACH),
    end: Math.min(sentence.end, span.end + DATE_REACH),
  };
  const own = inside(dates, near).filter(
    (one) =>
      !one.compared &&
      !isComparedWith(text, one) &&
      (modality === 'pathological' || !isOfTreatment(text, one)),
  );
  const after = own.find(({ start }) => start >= span.end && start - span.end <= DATE_AFTER);
  if (
    after &&
    (RIGHT_BESIDE.test(text.slice(span.end, after.start)) || APPOSED.test(text.slice(span.end, after.start)))
  ) {
    return after.iso;
  }
  const before = own.findLast(({ end }) => end <= span.start);
  if (before) return before.iso;
  const apart = after !== undefined && /[;:]/.test(text.slice(span.end, after.start));
  if (after && !apart && (after.of !== null || after.start - span.end <= RIGHT_AFTER)) return after.iso;
  // "Octréotide 2022-2023 : progression": a line that gives its year takes no other date.
  const line =
    text
      .slice(Math.max(near.start, span.start - LINE_REACH), span.start)
      .split('\n')
      .at(-1) ?? '';
  const year = YEAR.exec(line)?.[1];
  if (year !== undefined && own.length === 0) return year;
  // A sentence that names its own examination, or today, takes no date from the one before.
  if (OWN_TIME.test(plain(text.slice(near.start, span.end)))) return null;
  const section = lastStarted(sections, sentence.start)?.start ?? 0;
  for (let at = countStarted(dates, sentence.start - 1) - 1; at >= 0; at -= 1) {
    const { start, end, compared, iso } = dates[at] as WrittenDate;
    if (start < section || sentence.start - end > DATE_REACH) return null;
    if (modality !== 'pathological' && isOfTreatment(text, { start, end })) continue;
    if (!compared) return /\n[ \t]*\n/.test(text.slice(end, sentence.start)) ? null : iso;
  }
  return null;
}

const DAY = /\d{1,2}\/\d{2}/;

/**
 * "Réponse partielle puis progression", "après C2 réponse ; scanner du 18/01 : progression": in one sentence the later
 * event replaces those before it.
 */
export function withoutReplaced(candidates: readonly Candidate[], text: string): Candidate[] {
  const kept: Candidate[] = [];
  let replaced: Candidate | null = null;
  for (let at = candidates.length - 1; at >= 0; at -= 1) {
    const one = candidates[at] as Candidate;
    const next = candidates.slice(at + 1, at + 4).find(({ start }) => start >= one.end);
    const between =
      next && next.start - one.end <= LONGEST_STORY ? plain(text.slice(one.end, next.start)) : null;
    const isLater =
      next !== undefined &&
      between !== null &&
      !/\.\s|\n/.test(between) &&
      (next === replaced ||
        THEN.test(between) ||
        (one.date === null && next.date !== null && DAY.test(between)));
    if (isLater) replaced = one;
    kept.push(isLater ? { ...one, past: true } : one);
  }
  return kept.reverse();
}

/** The denial is quoted with what it denies. */
const quoted = ({ start, end }: Span, words: Span | null): Span => ({
  start: Math.min(start, words?.start ?? start),
  end: Math.max(end, words?.end ?? end),
});

/** "IRM : absence de résidu tumoral": what the text names goes before what the words usually rest on. */
const modalityOf = ({ modality }: Draft, named: Modality | null): Modality | null =>
  modality === 'pathological' && named !== null ? named : (modality ?? named);

/** A draft with its place: where, when, whether denied, doubted or past. What did not happen gives nothing. */
export function placed(placing: Placing, draft: Draft): Candidate[] {
  const { text, sentences, analyzer, zoneOf } = placing;
  const { said, ifDenied, bare, denies, ...rest } = draft;
  const sentence = lastStarted(sentences, said.start) ?? { start: 0, end: text.length };
  const { tier, code } = zoneOf(sentence);
  // "Stabilité." speaks of the tumour in a conclusion only.
  if (code === 'antecedents-familiaux' || (bare && tier < 3)) return [];
  const situation = situationOf(text, sentence, said, draft);
  const polarity = polarityOf(analyzer, text, sentence, said);
  // A grade is not denied from afar.
  const isFar = draft.score !== null && said.start - (polarity.words?.start ?? said.start) > GRADE_REACH;
  const denied =
    (polarity.denied && !isFar) || (situation.insignificant && draft.class === 'MaladieProgressive');
  if (polarity.dropped || situation.unreal || (denied && !ifDenied)) return [];
  // "Pas de régression" alone is said of a melanoma's slide.
  const shrinks = draft.direction === 'decrease' && draft.end === said.end;
  if (denied && shrinks && !OF_SIZE.test(plain(text.slice(said.end, said.end + SIZE_REACH)))) return [];
  const { former, closed, answered, replaced, modality, now, overall, part, local } = situation;
  const over = former || (closed && tier < 3) || (situation.told && draft.class === 'MaladieProgressive');
  const opensNext =
    draft.class === 'MaladieProgressive' && ((tier === 1 && answered) || (tier === 2 && replaced && !now));
  return [
    {
      ...rest,
      ...quoted(rest, polarity.words),
      now,
      overall,
      exception: situation.exception,
      part,
      local,
      known: KNOWN_TUMOUR.test(plain(text.slice(rest.start, rest.end + SITE_REACH))),
      class: denied && ifDenied ? ifDenied : draft.class,
      denied: denied || denies,
      doubt: polarity.doubt && draft.class !== 'MaladieStable' && draft.class !== 'NonDetermine',
      past: polarity.past || tier === 0 || (!denied && (over || opensNext)),
      tier,
      date: dateOf(placing, sentence, said, modalityOf(draft, modality)),
      modality: modalityOf(draft, modality),
    },
  ];
}
