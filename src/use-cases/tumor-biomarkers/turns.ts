import { type OwnedClue, type Statement } from './bind.js';
import { biomarkerOf } from './lexicon.js';
import { type Clue, type Family } from './terms.js';

/** What a statement says of one marker at one time or on one specimen. */
export interface Turn {
  readonly statement: Statement;
  /** The words of this turn. */
  readonly start: number;
  readonly end: number;
  /** As written; null where it has none, undefined where no turn has one. */
  readonly date: string | null | undefined;
  readonly earlier: boolean;
}

const STAINS: ReadonlySet<Family> = new Set<Family>([
  'hormone',
  'her2',
  'protein',
  'repair',
  'proliferation',
]);
const YES: ReadonlySet<string> = new Set(['positive', 'overexpressed', 'expressed', 'kept']);
const NO: ReadonlySet<string> = new Set(['negative', 'lost', 'absent']);
const TIMES: ReadonlySet<string> = new Set(['date', 'now', 'formerly', 'versus']);

const signOf = ({ kind }: Clue) => (YES.has(kind) ? 1 : NO.has(kind) ? -1 : 0);

/** "Positif en 2022, négatif aujourd'hui", "négatif sur la biopsie, positif sur la pièce": two results, each with its time. */
export function turnsOf(statement: Statement): Turn[] {
  const { mentions, after } = statement;
  const [mention] = mentions;
  const isStain =
    mentions.length === 1 && mention?.mention.names.every((name) => STAINS.has(biomarkerOf(name).family));
  if (!isStain || after.some(({ kind }) => kind === 'negator' || kind === 'pair')) return [];
  // "1+ (vs 2+ initialement)": a comparison that gives no other result is none.
  const parts = split(after).filter((part) => part.some(isMeasure));
  if (parts.length < 2) return [];
  const timed = parts.some((part) => part.some(({ kind }) => TIMES.has(kind)));
  const dates = parts.map((part) => part.find(({ kind }) => kind === 'date')?.text ?? null);
  const isNow = parts.map((part) => part.some(({ kind }) => kind === 'now'));
  const years = dates.map((date) => Number(/(?:19|20)\d\d/.exec(date ?? '')?.[0] ?? 0));
  const latest = Math.max(...years);
  const someNow = isNow.includes(true) || dates.includes(null);
  return parts.map((part, index) => ({
    statement: { ...statement, before: [], after: part },
    start: (part[0] as OwnedClue).start,
    end: (part.at(-1) as OwnedClue).end,
    date: timed ? (dates[index] ?? null) : undefined,
    earlier:
      part[0]?.kind === 'versus' ||
      (timed && isNow[index] !== true && dates[index] !== null && (someNow || (years[index] ?? 0) < latest)),
  }));
}

const MEASURES: ReadonlySet<string> = new Set(['grade', 'percent', 'plus', 'allred', 'hscore']);
const isMeasure = (clue: Clue) => MEASURES.has(clue.kind) || signOf(clue) !== 0;

/** A new part where the opposite is said, after a comma, "et", "puis"; a number or a date beside goes with its status. */
function split(after: readonly OwnedClue[]): OwnedClue[][] {
  const parts: OwnedClue[][] = [[]];
  let sign = 0;
  for (const clue of after) {
    const own = signOf(clue);
    const { gap } = clue;
    const parted = gap !== undefined && (gap.comma || gap.semicolon || gap.and || gap.arrow || gap.but);
    const isCompared = clue.kind === 'versus' && parts.at(-1)?.some(isMeasure) === true;
    if (isCompared || (own !== 0 && sign !== 0 && own !== sign && (parted || gap?.leads === true)))
      parts.push([]);
    if (own !== 0) sign = own;
    parts.at(-1)?.push(clue);
  }
  return parts;
}
