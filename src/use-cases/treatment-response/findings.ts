import { type Evidence, type Finding, type Mention } from '../finding.js';
import { type Candidate } from './candidate.js';
import { daysOf } from './dates.js';
import { type Decision } from './decide.js';
import { measuresIn } from './measures.js';
import { type Read } from './read.js';
import { lastStarted, type Span } from '../../text/index.js';
import { type Modality, type ResponseValue } from './value.js';

type Meta = Pick<Finding, 'useCase' | 'useCaseVersion'>;
/** The label of the PARTAGES scheme for the words that justify a class. */
const LABEL = 'Reponse';
const MAX_PIECES = 6;
const CRITERIA_REACH = 300;
const GRIDS_OF_DEAUVILLE: ReadonlySet<string> = new Set(['Lugano', 'Lugano 2014', 'Cheson', 'Cheson 2007']);

const quote = (text: string, { start, end }: Span): Evidence => ({
  start,
  end,
  text: text.slice(start, end),
});

/** At most so much of a long stretch, up to a blank. UTF-16 units. */
const LONGEST = 300;
function cut(text: string, { start, end }: Span): Span {
  if (end - start <= LONGEST) return { start, end };
  const blank = text.lastIndexOf(' ', start + LONGEST);
  return { start, end: blank > start ? blank : start + LONGEST };
}

/** The stretches of candidates, joined where they touch, the first six. */
function stretches(text: string, chosen: readonly Span[]): Evidence[] {
  const joined: { start: number; end: number }[] = [];
  for (const { start, end } of chosen.toSorted((one, other) => one.start - other.start)) {
    const last = joined.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else joined.push({ start, end });
  }
  return joined.slice(0, MAX_PIECES).map((span) => quote(text, cut(text, span)));
}

const mentionsOf = (evidence: readonly Evidence[]): readonly Mention[] =>
  evidence.map((piece) => ({ ...piece, label: LABEL }));

/** The criteria named nearest to the words that decided; else the only ones the report names. */
function criteriaOf({ criteria }: Read, chosen: readonly Candidate[]): string | null {
  const near = (one: Span) =>
    Math.min(
      ...chosen.slice(0, MAX_PIECES).map(({ start, end }) => Math.max(one.start - end, start - one.end, 0)),
    );
  const reached = criteria
    .map((one) => ({ name: one.value, distance: near(one) }))
    .filter(({ distance }) => distance <= CRITERIA_REACH)
    .sort((one, other) => one.distance - other.distance);
  const [nearest] = reached;
  // A score names the grid it belongs to where the report does.
  const grid = nearest?.name === 'Deauville' && reached.find(({ name }) => GRIDS_OF_DEAUVILLE.has(name));
  if (nearest) return grid ? grid.name : nearest.name;
  const names = new Set(criteria.map(({ value }) => value));
  return names.size === 1 ? (criteria[0]?.value ?? null) : null;
}

const CONFIDENCE: Readonly<Record<ResponseValue['explanation'], number>> = {
  'stated-category': 0.95,
  'stated-score': 0.9,
  'stated-in-words': 0.9,
  'change-of-lesions': 0.8,
  'new-lesions': 0.85,
  'remission-maintained': 0.8,
  'no-progression': 0.7,
  'biological-change': 0.55,
  'conclusion-over-body': 0.85,
  'newest-over-history': 0.85,
  'told-in-history': 0.65,
  'earlier-assessment': 0.6,
  dissociated: 0.7,
  contradiction: 0.6,
  'not-evaluable': 0.8,
  doubtful: 0.65,
  'no-cancer': 0.95,
  'no-treatment': 0.8,
  'no-assessment': 0.75,
};

const modalityOf = (chosen: readonly Candidate[]): Modality | undefined =>
  chosen.find(({ modality }) => modality !== null)?.modality ?? undefined;
const newestDate = (chosen: readonly Candidate[]): string | null =>
  chosen
    .flatMap(({ date }) => (date === null ? [] : [date]))
    .sort()
    .at(-1) ?? null;

/** Lesions said to be new, or said not to be, where the decision was made. */
function newLesions(read: Read, chosen: readonly Candidate[]): boolean | undefined {
  const [first] = chosen;
  const said = read.candidates.filter(
    (one) =>
      one.direction === 'new' &&
      one.tier === first?.tier &&
      one.date === first.date &&
      !one.past &&
      !one.doubt,
  );
  if (said.some(({ denied }) => !denied)) return true;
  return said.length > 0 ? false : undefined;
}

/** A text of rules and blanks has no sentence; only a blank text has no line. */
function firstLine(text: string): Evidence[] {
  const line = /\S[^\n]*/.exec(text);
  return line ? [quote(text, cut(text, { start: line.index, end: line.index + line[0].length }))] : [];
}

/** The score of the words that decided; else one said in the same place of the report. */
function scoreOf({ candidates }: Read, chosen: readonly Candidate[]): string | null {
  const [first] = chosen;
  const near = candidates.filter((one) => one.tier === first?.tier && one.date === first.date && !one.past);
  return [...chosen, ...near].find((one) => one.score !== null)?.score ?? null;
}

/** How long before the report an examination still is the one it tells of. */
const RECENT_DAYS = 120;

/** Where the words that decided have no date: that of the same class said elsewhere, else of the newest examination. */
function examinationDate(
  { candidates, dates, reference }: Read,
  chosen: readonly Candidate[],
): string | null {
  const said = chosen[0]?.class;
  const same = candidates.filter(
    (one) => one.class === said && !one.past && one.tier > 0 && one.date !== null,
  );
  const stated = newestDate(same);
  if (stated !== null && (reference === null || daysOf(reference) - daysOf(stated) <= RECENT_DAYS))
    return stated;
  const wanted = chosen.some(({ modality }) => modality === 'pathological') ? 'operation' : 'examination';
  const own = dates.filter(({ compared, of }) => !compared && of === wanted).map(({ iso }) => iso);
  const last = own.sort().at(-1) ?? null;
  if (last === null || reference === null) return last;
  return daysOf(reference) - daysOf(last) <= RECENT_DAYS ? last : null;
}

function currentFinding(
  read: Read,
  decision: Decision,
  day: string | null,
  meta: Meta,
): Finding<ResponseValue>[] {
  const { chosen, explanation } = decision;
  const evidence = stretches(read.text, chosen.length > 0 ? chosen : reasonOf(read, decision));
  if (evidence.length === 0) evidence.push(...firstLine(read.text));
  if (evidence.length === 0) return [];
  const fresh = chosen.length > 0 ? newLesions(read, chosen) : undefined;
  const modality = modalityOf(chosen);
  const score = scoreOf(read, chosen);
  return [
    {
      ...meta,
      value: {
        class: decision.class,
        criteria: chosen.length > 0 ? criteriaOf(read, chosen) : null,
        current: true,
        explanation,
        ...(modality && { modality }),
        ...(score && { score }),
        ...(chosen.length > 0 && measuresIn(around(read, chosen))),
        ...(fresh !== undefined && { newLesions: fresh }),
        ...(decision.dissociated && { dissociated: true as const }),
        ...(decision.contradicts && { contradicts: true as const }),
      },
      assertion: 'Present',
      temporality: 'current',
      date: chosen.length > 0 ? (newestDate(chosen) ?? day ?? examinationDate(read, chosen)) : null,
      specimen: null,
      confidence: CONFIDENCE[explanation],
      evidence,
      ...(chosen.length > 0 && { mentions: mentionsOf(evidence) }),
    },
  ];
}

/** From the sentence before the first word that decided, to the end of the sentence of the last. */
function around({ text, sentences }: Read, chosen: readonly Candidate[]): string {
  const first = Math.min(...chosen.map(({ start }) => start));
  const last = Math.max(...chosen.map(({ end }) => end));
  const from = lastStarted(sentences, (lastStarted(sentences, first)?.start ?? first) - 1)?.start ?? first;
  const to = lastStarted(sentences, last - 1)?.end ?? last;
  return text.slice(from, Math.max(to, last));
}

/** The stretch that says why no response can be told. */
function reasonOf({ context, sentences }: Read, { explanation }: Decision): readonly Span[] {
  const reason =
    explanation === 'no-treatment'
      ? (context.untreated ?? context.cancer)
      : explanation === 'no-cancer'
        ? null
        : context.treated;
  const own = reason ?? sentences[0];
  return own ? [own] : [];
}

/** One Finding per other class and date. */
function otherFindings(read: Read, decision: Decision, meta: Meta): Finding<ResponseValue>[] {
  const groups = new Map<string, Candidate[]>();
  for (const one of decision.others) {
    const key = `${one.class} ${one.date ?? ''}`;
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return [...groups.values()].map((group) => {
    const [first] = group as [Candidate];
    const evidence = stretches(read.text, group);
    const modality = modalityOf(group);
    return {
      ...meta,
      value: {
        class: first.class,
        criteria: null,
        current: false,
        explanation: 'earlier-assessment',
        ...(modality && { modality }),
        ...(first.score && { score: first.score }),
      },
      assertion: first.doubt ? 'Indetermine' : 'Present',
      temporality: 'historical',
      date: first.date,
      specimen: null,
      confidence: 0.7,
      evidence,
      mentions: mentionsOf(evidence),
    };
  });
}

/** One Finding with the answer, then one for each other assessment. `day`: ISO, of an examination the report is. */
export const toFindings = (
  read: Read,
  decision: Decision,
  day: string | null,
  meta: Meta,
): Finding<ResponseValue>[] => [
  ...currentFinding(read, decision, day, meta),
  ...otherFindings(read, decision, meta),
];
