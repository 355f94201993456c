import { type AssertionAnalyzer, type Span } from '../../text/index.js';
import { type Candidate } from './candidate.js';
import { type WrittenDate } from './dates.js';
import { type Draft } from './drafts.js';
import { countStarted, inside, lastStarted } from './ordered.js';
import { plain } from './plain.js';
import { polarityOf } from './polarity.js';
import { situationOf, THEN } from './situation.js';
import { type Zone } from './zones.js';

/** How far back a date of the same paragraph still dates a sentence. UTF-16 units. */
const DATE_REACH = 400;
const DATE_AFTER = 60;
const RIGHT_AFTER = 20;
const LONGEST_STORY = 160;
const SIZE_REACH = 40;
const OF_SIZE = /^[^.;,\n]{0,15}(?:taille|volume|dimension|tumoral|lesion)/;

export interface Placing {
  readonly text: string;
  readonly sentences: readonly Span[];
  readonly dates: readonly WrittenDate[];
  readonly analyzer: AssertionAnalyzer;
  readonly zoneOf: (sentence: Span) => Zone;
  readonly sections: readonly Span[];
}

/** Words of disease that is there; a nodule or a node alone may be none. */
const KNOWN_DISEASE =
  /metasta|secondaire|carcinose|tumeur|tumora|residu|reliquat|cible|maladie|primiti|masse|lesions? (?:hepat|osseu|cereb|pulm|conn)|localisation|gliome|gliobl|meningiome|blaste|monoclonal/;
/** "Progression en novembre 2023". */
const RIGHT_BESIDE = /^[ ,]{0,2}(?:en |le |au |du |de |début |fin |courant )?$/;
const OWN_TIME =
  /\b(?:ce jour|aujourd'hui|actuel|desormais|derni(?:er|ere)|maintenant|semaine|hier|recent|le (?:scanner|tep|bilan)|l'irm|la (?:tdm|reevaluation))/;
/** "Réponse partielle (TEP de mars 2024)". */
const APPOSED = /^[^.;,:()\n]{0,30}\([^()\n]{0,30}$/;

/** The date of the examination that a statement tells: in its sentence, else shortly before in its paragraph. */
function dateOf({ text, dates, sections }: Placing, sentence: Span, span: Span): string | null {
  const near = {
    start: Math.max(sentence.start, span.start - DATE_REACH),
    end: Math.min(sentence.end, span.end + DATE_REACH),
  };
  const own = inside(dates, near).filter(({ compared }) => !compared);
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
  // A sentence that names its own examination, or today, takes no date from the one before.
  if (OWN_TIME.test(plain(text.slice(near.start, span.end)))) return null;
  const section = lastStarted(sections, sentence.start)?.start ?? 0;
  for (let at = countStarted(dates, sentence.start - 1) - 1; at >= 0; at -= 1) {
    const { start, end, compared, iso } = dates[at] as WrittenDate;
    if (start < section || sentence.start - end > DATE_REACH) return null;
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

/** A draft with its place: where, when, whether denied, doubted or past. What did not happen gives nothing. */
export function placed(placing: Placing, draft: Draft): Candidate[] {
  const { text, sentences, analyzer, zoneOf } = placing;
  const { said, ifDenied, bare, ...rest } = draft;
  const sentence = lastStarted(sentences, said.start) ?? { start: 0, end: text.length };
  const { tier, code } = zoneOf(sentence);
  // "Stabilité." speaks of the tumour in a conclusion only.
  if (code === 'antecedents-familiaux' || (bare && tier < 3)) return [];
  const situation = situationOf(text, sentence, said, draft.basis);
  const polarity = polarityOf(analyzer, text, sentence, said);
  const denied = polarity.denied || (situation.insignificant && draft.class === 'MaladieProgressive');
  if (polarity.dropped || situation.unreal || (denied && !ifDenied)) return [];
  // "Pas de régression" alone is said of a melanoma's slide.
  const shrinks = draft.direction === 'decrease' && draft.end === said.end;
  if (denied && shrinks && !OF_SIZE.test(plain(text.slice(said.end, said.end + SIZE_REACH)))) return [];
  const { former, closed, answered, replaced, modality, now, overall, part, local } = situation;
  const over = former || (closed && tier < 3);
  const opensNext =
    draft.class === 'MaladieProgressive' && ((tier === 1 && answered) || (tier === 2 && replaced && !now));
  return [
    {
      ...rest,
      now,
      overall,
      exception: situation.exception,
      part,
      local,
      known: KNOWN_DISEASE.test(plain(text.slice(rest.start, rest.end))),
      class: denied && ifDenied ? ifDenied : draft.class,
      denied,
      doubt: polarity.doubt && draft.class !== 'MaladieStable' && draft.class !== 'NonDetermine',
      past: polarity.past || tier === 0 || (!denied && (over || opensNext)),
      tier,
      date: dateOf(placing, sentence, said),
      modality: draft.modality ?? modality,
    },
  ];
}
