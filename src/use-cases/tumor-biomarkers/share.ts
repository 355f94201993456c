import { type OwnedClue, type Statement } from './bind.js';
import { biomarkerOf } from './lexicon.js';

const NUMERIC: ReadonlySet<string> = new Set(['number', 'percent', 'grade', 'range']);
const isNumeric = ({ kind }: OwnedClue) => NUMERIC.has(kind);

type Part = Pick<Statement, 'before' | 'after'>;

/**
 * In a list, what the words before and after say of each of its biomarkers, by their index. What holds of the whole
 * list is looked at once, so a long list costs its length.
 */
export function partsOf(statement: Statement): (index: number) => Part {
  const { mentions, before, after, introduced } = statement;
  const whole = { before, after };
  if (mentions.length === 1) return () => whole;
  const last = mentions.length - 1;
  const inTurn = valuesInTurn(statement);
  if (inTurn) return (index) => ({ before, after: inTurn(index) });
  // "Absence de mutation EGFR, KRAS G12C": the words before say it all, the words after are the last one's.
  const searched = before.some(({ kind }) => kind === 'search');
  const complete =
    !introduced && before.some(({ kind }) => kind === 'negator' || (!searched && CONCLUSIVE.has(kind)));
  if (complete) {
    const none = { before, after: [] };
    const ofLast = after.some(({ kind }) => kind !== 'exon') ? lastOwn(before, after) : none;
    return (index) => (index === last ? ofLast : none);
  }
  const ofOthers = { before, after: sharedWords(statement) };
  return (index) => (index === last ? whole : ofOthers);
}

/** The words after a list that each of its biomarkers has its own of, in the order of the names. */
function valuesInTurn({ mentions, after }: Statement): ((index: number) => readonly OwnedClue[]) | null {
  const numbers = after.filter(isNumeric);
  if (after.some(({ kind }) => kind === 'pair') && numbers.length >= mentions.length)
    return (index) => numbers.slice(index, index + 1);
  // "RE et RP : 100 % et 80 %", "RE/RP/HER2 : +/+/-".
  const values = after.filter(({ kind }) => kind === 'percent' || kind === 'plus' || kind === 'minus');
  if (values.length === mentions.length && values.length === after.length)
    return (index) => values.slice(index, index + 1);
  // "mutations TET2 et ASXL1 (VAF 45 % et 30 %)".
  const isShare = ({ kind }: OwnedClue) => kind === 'vaf' || kind === 'percent';
  const shares = after.filter(isShare);
  if (shares.length === mentions.length && shares.some(({ kind }) => kind === 'vaf'))
    return ownAmong(
      after.filter((clue) => !isShare(clue)),
      shares.map((share) => ({ ...share, kind: 'vaf' as const })),
    );
  const figures = after.filter(({ kind }) => kind === 'number');
  // "ACE et CA 19-9 à 12 et 45".
  if (figures.length === mentions.length && isSerum(mentions))
    return ownAmong(
      after.filter(({ kind }) => kind !== 'number'),
      figures,
    );
  return null;
}

const ownAmong =
  (shared: readonly OwnedClue[], own: readonly OwnedClue[]) =>
  (index: number): readonly OwnedClue[] =>
    [...shared, ...own.slice(index, index + 1)].sort((one, other) => one.start - other.start);

/** What words after the list say of those that are not its last. */
function sharedWords({ mentions, after, introduced }: Statement): readonly OwnedClue[] {
  // "NPM1 FLT3-ITD+": the variant is that of the last.
  if (after.some(({ kind }) => kind === 'plus' || kind === 'positive' || kind === 'mutated'))
    return after.filter(({ kind }) => kind !== 'variant' && kind !== 'vaf');
  // "la vimentine et le CD99, Ki67 > 80 %": the figure is that of the last.
  const { family } = biomarkerOf(mentions.at(-1)?.mention.names[0] ?? '');
  if ((family === 'proliferation' || family === 'checkpoint') && after.some(isNumeric) && !introduced)
    return [];
  return isSerum(mentions) ? after.filter((clue) => !isNumeric(clue)) : after;
}

const isSerum = (mentions: Statement['mentions']): boolean =>
  mentions.every(({ mention }) => mention.names.every((name) => biomarkerOf(name).family === 'serum'));

const isVariant = ({ kind }: OwnedClue) => kind === 'variant' || kind === 'mutated';

const CONCLUSIVE: ReadonlySet<string> = new Set([
  'positive',
  'negative',
  'overexpressed',
  'lost',
  'grade',
  'wildtype',
  'mutated',
]);
const HOW_MUCH: ReadonlySet<string> = new Set(['percent', 'range', 'number']);
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

function lastOwn(before: Statement['before'], after: Statement['after']): Part {
  // "…, BRAF (sensibilité 5 %)": an aside about the technique.
  const [first] = after;
  const aside = (first?.gap?.opened ?? 0) > 0 && (first?.gap?.strange ?? 0) > 0 && !after.some(isVariant);
  if (aside) return { before, after: [] };
  // "Négatifs : CD3, MUM1 (10 %, seuil 30)": how much of it does not change what the head says.
  const isHowMuch = (first?.gap?.opened ?? 0) > 0 && after.every(({ kind }) => HOW_MUCH.has(kind));
  const isSaid = isHowMuch && before.some(({ kind }) => kind === 'positive' || kind === 'negative');
  return isSaid || after.every(({ kind }) => DETAILS.has(kind)) ? { before, after } : { before: [], after };
}
