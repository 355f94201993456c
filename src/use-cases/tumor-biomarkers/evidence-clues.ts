import { type OwnedClue, type Statement } from './bind.js';
import { RESULTS } from './roles.js';
import { type Biomarker, type MentionAt } from './terms.js';

/** The words that say the result; what trails after the last of them does not. */
export function evidenceClues(
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
