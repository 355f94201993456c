import { type OwnedClue, type Statement } from './bind.js';
import { biomarkerOf } from './lexicon.js';

const NUMERIC: ReadonlySet<string> = new Set(['number', 'percent', 'grade', 'range']);
const isNumeric = ({ kind }: OwnedClue) => NUMERIC.has(kind);

/** In a list, what the words before and after say of this one biomarker of the list. */
export function partOf(
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
  // "mutations TET2 et ASXL1 (VAF 45 % et 30 %)".
  const shares = after.filter(({ kind }) => kind === 'vaf' || kind === 'percent');
  if (shares.length === mentions.length && shares.some(({ kind }) => kind === 'vaf'))
    return {
      before,
      after: after.flatMap((clue): OwnedClue[] =>
        !shares.includes(clue) ? [clue] : clue === shares[index] ? [{ ...clue, kind: 'vaf' }] : [],
      ),
    };
  // "Absence de mutation EGFR, KRAS G12C": the words before say it all, the words after are the last one's.
  const searched = before.some(({ kind }) => kind === 'search');
  const complete =
    !introduced && before.some(({ kind }) => kind === 'negator' || (!searched && CONCLUSIVE.has(kind)));
  if (complete)
    return isLast && after.some(({ kind }) => kind !== 'exon')
      ? lastOwn(before, after)
      : { before, after: [] };
  // "NPM1 FLT3-ITD+": the variant is that of the last.
  if (!isLast && after.some(({ kind }) => kind === 'plus' || kind === 'positive' || kind === 'mutated'))
    return { before, after: after.filter(({ kind }) => kind !== 'variant' && kind !== 'vaf') };
  // "la vimentine et le CD99, Ki67 > 80 %": the figure is that of the last.
  const families = mentions.map(({ mention }) => biomarkerOf(mention.names[0] ?? '').family);
  const rate = families[mentions.length - 1];
  if ((rate === 'proliferation' || rate === 'checkpoint') && !isLast && after.some(isNumeric) && !introduced)
    return { before, after: [] };
  const serum = mentions.every(({ mention }) =>
    mention.names.every((name) => biomarkerOf(name).family === 'serum'),
  );
  const figures = after.filter(({ kind }) => kind === 'number');
  // "ACE et CA 19-9 à 12 et 45".
  if (serum && figures.length === mentions.length)
    return { before, after: after.filter((clue) => !figures.includes(clue) || clue === figures[index]) };
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
