import { readBlocks } from './blocks.js';
import { framesOf } from './frames.js';
import { median, type TextRun, usualSize } from './placed-run.js';
import { type Rule } from './rules.js';
import { withoutStamps } from './stamps.js';
import { type Block, type TextLine } from './text-line.js';

/** A step this much larger than the page's usual one parts two paragraphs. */
const PARAGRAPH_STEP = 1.5;

/** A line of a page; an empty line stands before it where a paragraph, a column or a table begins. */
export interface PageLine {
  readonly text: string;
  readonly parted: boolean;
  /** First of its page or of a column. */
  readonly begins: boolean;
  /** Where it stands, in points, y downwards. */
  readonly x: number;
  readonly y: number;
}

/**
 * The lines of a page in reading order: top to bottom, column after column where there are columns, tables row by row.
 * @param pageMatrix of the page's viewport: it turns the page upright, y downwards.
 * @param known the lines drawn on the page, upright, y downwards, their pieces put together; is it the first page?
 */
export function layOutPage(
  runs: readonly TextRun[],
  pageMatrix: readonly number[],
  known: { readonly rules?: readonly Rule[]; readonly isFirst?: boolean } = {},
): PageLine[] {
  const { rules = [], isFirst = false } = known;
  const frames = framesOf(rules);
  return withoutStamps(runs, pageMatrix).flatMap((group) => {
    const drawn = group.every(({ angle }) => angle === 0) ? { rules, frames } : { rules: [], frames: [] };
    return toLines(readBlocks(group, { size: usualSize(group), isFirst, ...drawn }));
  });
}

function toLines(blocks: readonly Block[]): PageLine[] {
  const usual = median(
    blocks.flatMap((block) => block.slice(1).map((line, index) => step(block[index], line))),
  );
  const lines: PageLine[] = [];
  let above: TextLine | undefined;
  for (const line of blocks.flat()) {
    if (line.text === '') continue;
    const begins = step(above, line) <= 0;
    lines.push({ text: line.text, parted: isParted(above, line, usual), begins, x: line.x, y: line.top });
    above = line;
  }
  return lines;
}

function isParted(above: TextLine | undefined, line: TextLine, usual: number): boolean {
  if (!above) return true;
  const down = step(above, line);
  if (down > 0) return down > PARAGRAPH_STEP * Math.max(usual, line.size);
  // The next column: its first line may go on with the last of the column before.
  return !(/[^.:;!?]$/.test(above.text) && /^\p{Ll}/u.test(line.text));
}

const step = (above: TextLine | undefined, line: TextLine): number => (above ? line.top - above.bottom : 0);
