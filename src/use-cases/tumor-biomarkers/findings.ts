import { type Span } from '../../text/index.js';
import { type OwnedClue, type Statement } from './bind.js';
import { decide } from './decide.js';
import { decideProtein } from './decide-protein.js';
import { decideHer2, decideInSitu } from './decide-her2.js';
import { evidenceClues } from './evidence-clues.js';
import { biomarkerOf } from './lexicon.js';
import { methodOf, type Outcome, outcome } from './outcome.js';
import { has, type Reading, readingsOf } from './reading.js';
import { partsOf } from './share.js';
import { byCells } from './table-cells.js';
import { type Turn, turnsOf } from './turns.js';
import { type Biomarker, type MentionAt } from './terms.js';

/** One result of one biomarker, with the stretch of text that says it (UTF-16 code units). */
export interface Result {
  readonly name: string;
  readonly outcome: Outcome;
  readonly start: number;
  readonly end: number;
  /** The form that named it, and how sure that form is. */
  readonly mention: MentionAt;
  /** Where its own words stand, among those of several times or specimens. */
  readonly said?: Span;
  readonly distance: number;
  readonly shared: boolean;
  /** Follows from another result; what the report states itself comes first. */
  readonly derived?: boolean;
}

/** The results one statement gives, for each biomarker it names. */
export function resultsOf(statement: Statement): Result[] {
  const turns = turnsOf(statement);
  return turns.length > 0 ? turns.flatMap(resultsOfTurn) : resultsAtOnce(statement);
}

/** One of several times or specimens: its words, its date. */
const resultsOfTurn = ({ statement, start, end, date, earlier }: Turn): Result[] =>
  resultsAtOnce(statement).map((result) => ({
    ...result,
    end: Math.max(result.end, end),
    said: { start, end },
    outcome: { ...result.outcome, ...(date !== undefined && { date, earlier }) },
  }));

function resultsAtOnce(statement: Statement): Result[] {
  const partOf = partsOf(statement);
  const results = statement.mentions.flatMap((mention, index) => {
    const part = partOf(index);
    return mention.mention.names.flatMap((name) => {
      const biomarker = dosedOf({ ...statement, ...part }, biomarkerOf(name));
      return byCells({ ...statement, ...part }, biomarker).flatMap((each) =>
        resultsFor(each, mention, biomarker),
      );
    });
  });
  return [...results, ...deficiency(results)];
}

function resultsFor(statement: Statement, at: MentionAt, biomarker: Biomarker): Result[] {
  const readings = readingsOf(statement);
  const inTissue = biomarker.family === 'serum' && isStain(statement, biomarker, readings);
  const outcomes = inTissue ? decideProtein(readings) : outcomesOf(statement, at, biomarker, readings);
  const clues = evidenceClues(statement, at, inTissue ? { ...biomarker, family: 'protein' } : biomarker);
  const start = Math.min(at.start, ...clues.map((clue) => clue.start));
  const end = Math.max(at.end, ...clues.map((clue) => clue.end));
  const { distance } = statement;
  const shared = statement.mentions.length > 1 || at.mention.names.length > 1;
  return outcomes.map((each) => ({
    name:
      inTissue || isStainOfGene(at, biomarker, each) ? (biomarker.stained ?? biomarker.name) : biomarker.name,
    outcome: each,
    start,
    end,
    mention: at,
    distance,
    shared,
  }));
}

/** "c-kit -", "KIT + en IHC": the stain of a gene's protein, which has a name of its own. */
const isStainOfGene = (at: MentionAt, { family, stained }: Biomarker, { status, clues = [] }: Outcome) =>
  family === 'fusion' &&
  stained !== undefined &&
  (status === 'positive' || status === 'negative') &&
  (/^c/i.test(at.text) || has(clues, 'plus', 'minus', 'ihc', 'expression', 'expresses')) &&
  !has(clues, 'rearrangement', 'mutation', 'variant');

/** "S100 à 0,25 µg/L", "PS100 non dosée": in the blood. */
function dosedOf({ before, after }: Statement, biomarker: Biomarker): Biomarker {
  const isDosed = ({ kind, text, measure }: OwnedClue) =>
    (kind === 'number' && measure?.unit != null) || /\bdos(?:ee?|age)s?\b/.test(text);
  return biomarker.dosed !== undefined && [...before, ...after].some(isDosed)
    ? biomarkerOf(biomarker.dosed)
    : biomarker;
}

const SERUM_WORDS = ['elevated', 'normal', 'undetectable', 'range', 'versus', 'formerly', 'now'] as const;

/** A marker of blood looked for in a tissue: "PSA +", "chromogranine positive", beside other stains. */
function isStain(
  { stained }: Statement,
  { stained: name }: Biomarker,
  readings: readonly Reading[],
): boolean {
  const reading = readings.flat();
  if (has(reading, ...SERUM_WORDS) || reading.some(({ measure }) => measure && measure.unit !== '%'))
    return false;
  if (has(reading, 'ihc', 'expression', 'expressed', 'expresses')) return true;
  return (
    (stained || name !== undefined) &&
    has(
      reading,
      'plus',
      'minus',
      'positive',
      'negative',
      'lost',
      'kept',
      ...(stained ? (['percent'] as const) : []),
    )
  );
}

function outcomesOf(
  statement: Statement,
  at: MentionAt,
  biomarker: Biomarker,
  readings: readonly Reading[],
): Outcome[] {
  const { state, value, variant, standsFor, measure } = at.mention;
  if (measure) return decideInSitu(readings, measure);
  if (state) {
    // "Ni triple négative": that not all of them are, says nothing of each.
    if (negatedBefore(statement) && at.mention.names.length > 1) return [];
    const said = negatedBefore(statement) ? opposite(state) : state;
    if (biomarker.family !== 'her2') return [outcome(said, { value: scoreOf(readings) ?? value ?? null })];
    const own = decideHer2(readings).filter((each) => !each.open);
    const score = own.find((each) => each.status === said && each.value !== null);
    return [outcome(said, score ?? { value: value ?? null }), ...own.filter((each) => each.status !== said)];
  }
  if (variant)
    return decide(biomarker, withVariant(readings, at), statement.distance).map((each) =>
      each.open ? { ...each, variant: each.variant ?? at.text } : each,
    );
  const outcomes = decide(biomarker, readings, statement.distance);
  if (outcomes.length === 0 && isExpressed(statement, biomarker))
    return [outcome('positive', { method: methodOf(readings.flat()), clues: readings.flat() })];
  if (outcomes.length > 0 || !standsFor) return outcomes;
  const silent =
    statement.before.every(({ kind }) => kind === 'strong' || kind === 'found') &&
    (statement.after.length === 0 || (biomarker.family === 'anomaly' && statement.after[0]?.opens === true));
  return silent && !statement.introduced && !/statut|ph[eé]notype microsat|^microsat/i.test(at.text)
    ? [outcome(standsFor)]
    : [];
}

const EXPRESSION: ReadonlySet<string> = new Set(['expression', 'strong', 'low', 'ihc']);
const STAINS: ReadonlySet<string> = new Set(['protein', 'hormone']);

/** "Avec expression des récepteurs aux œstrogènes": said, with nothing that denies or awaits it. */
const isExpressed = ({ before, after, introduced }: Statement, { family }: Biomarker) =>
  STAINS.has(family) &&
  !introduced &&
  before.some(({ kind }) => kind === 'expression') &&
  before.every(({ kind }) => EXPRESSION.has(kind)) &&
  (after.length === 0 || after[0]?.gap?.comma === true);

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
  return [
    {
      ...first,
      name: 'MMR',
      end,
      derived: true,
      outcome: outcome('positive', { method: first.outcome.method, basis: 'measured' }),
    },
  ];
}
