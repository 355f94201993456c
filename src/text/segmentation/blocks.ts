import { type Span } from '../span.js';
import { type Folding, goesOn, type SeenLine } from './folding.js';
import { type Heading } from './headings.js';

/** A paragraph, an item, a row: what sentences never cross. */
export interface Block extends Span {
  /** The title it opens with, its text on the same line. */
  readonly heading?: Heading;
}

/** Blocks in order; `headings` by the offset of the line they open. */
export function blocksOf(
  text: string,
  seen: readonly SeenLine[],
  folding: Folding,
  headings: ReadonlyMap<number, Heading>,
): Block[] {
  const blocks: { start: number; end: number; heading?: Heading }[] = [];
  let from: (SeenLine & { inside: boolean }) | undefined;
  for (const now of seen) {
    const { line, kind } = now;
    if (kind.blank || kind.separator) {
      from = undefined;
      continue;
    }
    const heading = headings.get(line.lineStart);
    const open = blocks.at(-1);
    const inside = open !== undefined && from !== undefined && !heading && goesOn(text, folding, from, now);
    if (inside) open.end = line.end;
    else blocks.push({ start: line.start, end: line.end, ...(heading ? { heading } : {}) });
    // Nothing continues a title that stands alone on its line.
    from = heading?.end === line.end ? undefined : { ...now, inside };
  }
  return blocks;
}
