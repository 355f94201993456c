import { type OwnedClue, type Statement } from './bind.js';
import { type Gap } from './gap.js';
import { type Clue, type WordKind } from './terms.js';

/** A clue, and whether a negation bears on it. */
export interface Said extends Clue {
  readonly negated: boolean;
  readonly opens?: boolean;
  readonly gap?: Gap | undefined;
}

/** One assertion about a biomarker: "score 2+", then "FISH non amplifiée". */
export type Reading = readonly Said[];

const CONTEXT: ReadonlySet<string> = new Set<
  WordKind | 'exon' | 'vaf' | 'copies' | 'unit' | 'date' | 'range'
>([
  'negator',
  'falseNegator',
  'search',
  'expression',
  'ihc',
  'ish',
  'sequencing',
  'tps',
  'cps',
  'ic',
  'strong',
  'versus',
  'formerly',
  'now',
  'pair',
  'residual',
  'assay',
  'doubt',
  'exon',
  'vaf',
  'copies',
  'unit',
  'date',
  'range',
]);
const NOUNS: ReadonlySet<string> = new Set([
  'mutation',
  'rearrangement',
  'amplification',
  'methylation',
  'overexpressed',
  'variant',
]);
/** Answers to a noun said before: "amplification du gène (FISH) : absente". */
const ANSWERS: ReadonlySet<string> = new Set<string>([
  ...CONTEXT,
  'positive',
  'negative',
  'found',
  'absent',
  'pending',
  'notdone',
  'noncontributive',
  'equivocal',
  'plus',
  'minus',
  'expressed',
]);

const isContext = (clues: readonly Clue[]) => clues.every((clue) => CONTEXT.has(clue.kind));
const isNounOnly = (clues: readonly Clue[]) =>
  clues.every((clue) => CONTEXT.has(clue.kind) || NOUNS.has(clue.kind)) &&
  !clues.some((clue) => clue.kind === 'negator');

/** The assertions of a statement, in order. */
export function readingsOf({ before, after }: Statement): Reading[] {
  const parts: OwnedClue[][] = [[...before]];
  for (const clue of after) {
    const open = parts[parts.length - 1] as OwnedClue[];
    const newMethod = clue.kind === 'ish' && !isContext(open);
    const another =
      clue.kind === 'search' && clue.gap?.comma === true && /constit|germin|oncogen/.test(clue.text);
    const answers = isNounOnly(open) && (ANSWERS.has(clue.kind) || clue.kind === 'variant') && !another;
    if ((clue.opens || newMethod) && !isContext(open) && !answers) parts.push([clue]);
    else open.push(clue);
  }
  return joinTrailingContext(parts)
    .filter((part) => part.length > 0)
    .map(withNegation);
}

/** A method or a date that nothing follows belongs to what was said before it. */
function joinTrailingContext(parts: readonly OwnedClue[][]): OwnedClue[][] {
  const joined: OwnedClue[][] = [];
  for (const part of parts) {
    const previous = joined[joined.length - 1];
    if (previous && isContext(part)) previous.push(...part);
    else joined.push([...part]);
  }
  return joined;
}

/** A negation bears on what follows it in its reading. */
function withNegation(clues: readonly Clue[]): Reading {
  let negated = false;
  return clues.map((clue, index) => {
    // "n'expriment pas": the verb stands before its negation.
    if (clue.kind === 'expresses' && clues[index + 1]?.text === 'pas') return { ...clue, negated: true };
    if (clue.kind === 'negator') negated = true;
    if (clue.kind === 'kept' || clue.kind === 'normal')
      return { ...clue, negated: negated && clue.kind === 'kept' };
    return { ...clue, negated: negated && clue.kind !== 'negator' };
  });
}

export const has = (reading: Reading, ...kinds: Clue['kind'][]): boolean =>
  reading.some((said) => kinds.includes(said.kind));
/** Said, and not denied. */
export const says = (reading: Reading, ...kinds: Clue['kind'][]): boolean =>
  reading.some((said) => !said.negated && kinds.includes(said.kind));
export const denies = (reading: Reading, ...kinds: Clue['kind'][]): boolean =>
  reading.some((said) => said.negated && kinds.includes(said.kind));
export const first = (reading: Reading, ...kinds: Clue['kind'][]): Said | undefined =>
  reading.find((said) => kinds.includes(said.kind));
