import { type OwnedClue, type Statement } from './bind.js';
import { decide } from './decide.js';
import { biomarkerOf } from './lexicon.js';
import { type Outcome, outcome } from './outcome.js';
import { type Reading, readingsOf } from './reading.js';
import { RESULTS } from './roles.js';
import { type Biomarker, type MentionAt } from './terms.js';

/** One result of one biomarker, with the stretch of text that says it (UTF-16 code units). */
export interface Result {
  readonly name: string;
  readonly outcome: Outcome;
  readonly start: number;
  readonly end: number;
  /** The form that named it, and how sure that form is. */
  readonly mention: MentionAt;
  readonly distance: number;
  readonly shared: boolean;
}

/** The results one statement gives, for each biomarker it names. */
export function resultsOf(statement: Statement): Result[] {
  const results = statement.mentions.flatMap((mention, index) => {
    const part = partOf(statement, index);
    return mention.mention.names.flatMap((name) =>
      resultsFor({ ...statement, ...part }, mention, biomarkerOf(name)),
    );
  });
  return [...results, ...deficiency(results)];
}

function resultsFor(statement: Statement, at: MentionAt, biomarker: Biomarker): Result[] {
  const readings = readingsOf(statement);
  const outcomes = outcomesOf(statement, at, biomarker, readings);
  const clues = evidenceClues(statement, at, biomarker);
  const start = Math.min(at.start, ...clues.map((clue) => clue.start));
  const end = Math.max(at.end, ...clues.map((clue) => clue.end));
  const { distance } = statement;
  const shared = statement.mentions.length > 1 || at.mention.names.length > 1;
  return outcomes.map((each) => ({
    name: biomarker.name,
    outcome: each,
    start,
    end,
    mention: at,
    distance,
    shared,
  }));
}

/** The words that say the result; what trails after the last of them does not. */
function evidenceClues(
  { before, after }: Statement,
  { mention }: MentionAt,
  biomarker: Biomarker,
): OwnedClue[] {
  const isLast = ({ kind }: OwnedClue) =>
    mention.state
      ? kind === 'grade'
      : biomarker.family === 'serum'
        ? SERUM_END.has(kind)
        : RESULTS.has(kind) || METHOD.has(kind) || (kind === 'negator' && after.length === 1);
  const last = mention.state ? after.findIndex(isLast) : after.findLastIndex(isLast);
  const value = biomarker.family === 'serum' ? after.findLastIndex(({ kind }) => kind === 'number') : -1;
  const words = after.slice(0, last + 1);
  const used = value === -1 ? words : words.filter(({ kind }, index) => index <= value || kind === 'range');
  const lead = before.findIndex(({ kind }) => !LEADING.has(kind));
  return [...(lead === -1 ? [] : before.slice(lead)), ...used].filter(
    ({ kind }) => kind !== 'date' && kind !== 'versus',
  );
}

/** Words that lead to a result without being part of it. */
const LEADING: ReadonlySet<string> = new Set(['found', 'ihc', 'sequencing', 'expressed']);

const SERUM_END: ReadonlySet<string> = new Set([
  'number',
  'grade',
  'range',
  'elevated',
  'normal',
  'undetectable',
  'negative',
  'positive',
  'pending',
  'notdone',
  'noncontributive',
]);
const METHOD: ReadonlySet<string> = new Set(['ihc', 'ish', 'sequencing', 'exon', 'expression']);

function outcomesOf(
  statement: Statement,
  at: MentionAt,
  biomarker: Biomarker,
  readings: readonly Reading[],
): Outcome[] {
  const { state, value, variant, standsFor } = at.mention;
  if (state)
    return [
      outcome(negatedBefore(statement) ? opposite(state) : state, {
        value: scoreOf(readings) ?? value ?? null,
      }),
    ];
  if (variant) return decide(biomarker, withVariant(readings, at), statement.distance);
  const outcomes = decide(biomarker, readings, statement.distance);
  if (outcomes.length > 0 || !standsFor) return outcomes;
  const silent =
    statement.before.every(({ kind }) => kind === 'strong' || kind === 'found') &&
    statement.after.length === 0;
  return silent && !statement.introduced && !/statut|ph[eé]notype microsat|^microsat/i.test(at.text)
    ? [outcome(standsFor)]
    : [];
}

const scoreOf = (readings: readonly Reading[]) => {
  const grade = readings.flat().find(({ kind }) => kind === 'grade')?.measure?.low;
  return grade === undefined ? null : grade === 0 ? '0' : `${grade}+`;
};

/** A variant that names its gene is also a clue of its own reading. */
function withVariant(readings: readonly Reading[], at: MentionAt): Reading[] {
  const [head = [], ...rest] = readings;
  const negated = head.some(({ kind }) => kind === 'negator');
  return [
    [...head, { kind: 'variant', start: at.start, end: at.end, text: at.text.toLowerCase(), negated }],
    ...rest,
  ];
}

const negatedBefore = ({ before }: Statement) => before.some(({ kind }) => kind === 'negator');
const opposite = (state: Outcome['status']) =>
  state === 'positive' ? 'negative' : state === 'negative' ? 'positive' : state;

/** Loss of a mismatch-repair protein is deficiency of the system (docs/batch-contract.md). */
function deficiency(results: readonly Result[]): Result[] {
  const lost = results.filter(
    ({ name, outcome: { status } }) => status === 'negative' && biomarkerOf(name).family === 'repair',
  );
  const [first] = lost;
  if (!first) return [];
  const end = Math.max(...lost.map((result) => result.end));
  return [{ ...first, name: 'MMR', end, outcome: outcome('positive', { method: 'IHC', basis: 'measured' }) }];
}

const NUMERIC: ReadonlySet<string> = new Set(['number', 'percent', 'grade', 'range']);
const isNumeric = ({ kind }: OwnedClue) => NUMERIC.has(kind);

/** In a list, what the words before and after say of this one biomarker of the list. */
function partOf(
  { mentions, before, after, introduced }: Statement,
  index: number,
): Pick<Statement, 'before' | 'after'> {
  if (mentions.length === 1) return { before, after };
  const isLast = index === mentions.length - 1;
  const numbers = after.filter(isNumeric);
  const inTurn = after.some(({ kind }) => kind === 'pair') && numbers.length >= mentions.length;
  if (inTurn) return { before, after: numbers.slice(index, index + 1) };
  // "RE et RP : 100 % et 80 %", "RE/RP/HER2 : +/+/-".
  const values = after.filter(({ kind }) => kind === 'percent' || kind === 'plus' || kind === 'minus');
  if (values.length === mentions.length && values.length === after.length) {
    return { before, after: values.slice(index, index + 1) };
  }
  // "Absence de mutation EGFR, KRAS G12C": the words before say it all, the words after are the last one's.
  const searched = before.some(({ kind }) => kind === 'search');
  const complete =
    !introduced && before.some(({ kind }) => kind === 'negator' || (!searched && CONCLUSIVE.has(kind)));
  if (complete)
    return isLast && after.some(({ kind }) => kind !== 'exon')
      ? lastOwn(before, after)
      : { before, after: [] };
  const serum = mentions.every(({ mention }) =>
    mention.names.every((name) => biomarkerOf(name).family === 'serum'),
  );
  return serum && !isLast ? { before, after: after.filter((clue) => !isNumeric(clue)) } : { before, after };
}

const CONCLUSIVE: ReadonlySet<string> = new Set([
  'positive',
  'negative',
  'overexpressed',
  'lost',
  'grade',
  'wildtype',
  'mutated',
]);
const DETAILS: ReadonlySet<string> = new Set([
  'exon',
  'sequencing',
  'ihc',
  'ish',
  'found',
  'date',
  'negator',
  'search',
]);

function lastOwn(
  before: Statement['before'],
  after: Statement['after'],
): Pick<Statement, 'before' | 'after'> {
  return after.every(({ kind }) => DETAILS.has(kind)) ? { before, after } : { before: [], after };
}
