import { isClone } from './clones.js';
import { type Outcome } from './outcome.js';
import { type Reading, type Said } from './reading.js';
import { type BiomarkerValue } from './value.js';

/** What the words of a result tell beyond its status and value; absent fields are not said. */
export type Details = Pick<BiomarkerValue, 'exon' | 'vaf' | 'clone' | 'copies' | 'ratio' | 'range'>;

/** `source`: the whole text, for names as they are written. Pure. */
export function detailsOf(outcome: Outcome, source: string, isGene: boolean): Details {
  const clues = outcome.clues ?? [];
  const clone = clues.find(isClone);
  const mutated = outcome.status === 'mutated';
  const exon = isGene && mutated ? exonOf(clues, outcome.variant) : undefined;
  const vaf = isGene && mutated ? alleleShare(clues)?.percent : undefined;
  const copies = outcome.copies ?? clues.find(({ kind }) => kind === 'copies')?.measure?.low;
  return {
    ...(exon !== undefined && { exon }),
    ...(vaf !== undefined && { vaf }),
    ...(clone && { clone: source.slice(clone.start, clone.end) }),
    ...(copies !== undefined && { copies }),
    ...(outcome.ratio !== undefined && { ratio: outcome.ratio }),
    ...(outcome.range !== undefined && { range: outcome.range }),
  };
}

const EXON = /\bex(?:ons?|\.)?\s?(\d{1,2})(?!\d)|\bdel\s?(19)\b/;

function exonOf(clues: Reading, variant: string | null): string | undefined {
  const written =
    EXON.exec(variant ?? '') ?? EXON.exec(clues.find(({ kind }) => kind === 'exon')?.text ?? '');
  return written?.[1] ?? written?.[2];
}

/** A share of the alleles in percent, as such or beside the variant: "VAF 0,35", "p.G12C (35 %)"; as written, and as a number. */
export function alleleShare(clues: Reading): { text: string; percent: number } | undefined {
  const own = clues.find(({ kind }) => kind === 'vaf')?.measure;
  if (own && own.unit === null && own.low <= 1) {
    const percent = Math.round(own.low * 10_000) / 100;
    return { text: `${percent}`, percent };
  }
  if (own) return { text: own.text, percent: own.low };
  if (clues.some(({ kind }) => kind === 'ish' || kind === 'ihc')) return undefined;
  const variant = clues.find(({ kind }) => kind === 'variant');
  const after = clues.filter(({ start }) => variant !== undefined && start > variant.start);
  const beside = after.find(({ kind }) => kind === 'percent') ?? after.find(isShareCell);
  return beside?.measure && { text: beside.measure.text, percent: beside.measure.low };
}

/** A bare number in a cell of its own, in the row of a gene: neither a class nor a depth. */
export const isShareCell = ({ kind, gap, measure }: Said) =>
  kind === 'number' &&
  gap?.cell === true &&
  measure?.unit === null &&
  measure.comparator === '' &&
  measure.low > 5 &&
  measure.low <= 100;
