import { type Span } from '../span.js';
import { type Heading } from './headings.js';
import { kindOf, type LineKind } from './line-kinds.js';
import { type Line, trim } from './lines.js';
import { cutSentences } from './sentence-ends.js';

/**
 * Sentences in order, trimmed, never empty, never overlapping. A blank line ends one; a single line end does not,
 * unless the next line is a title, a list item, a `Label :`, a table row or a result line.
 * `headings` are those of the same lines, by the offset of their line.
 */
export function findSentences(
  text: string,
  lines: readonly Line[],
  headings: ReadonlyMap<number, Heading>,
): Span[] {
  return blocksOf(text, lines, headings)
    .flatMap((block) => cutSentences(text, block))
    .map((sentence) => trim(text, sentence))
    .filter(({ start, end }) => end > start);
}

interface Block {
  start: number;
  end: number;
}

function blocksOf(text: string, lines: readonly Line[], headings: ReadonlyMap<number, Heading>): Block[] {
  const blocks: Block[] = [];
  let open: Block | undefined;
  let previous: LineKind | undefined;
  for (const line of lines) {
    const kind = kindOf(text, line, previous);
    const heading = headings.get(line.lineStart);
    if (kind.blank || kind.separator) {
      open = undefined;
    } else if (open && !heading && !parts(text, open, previous, kind)) {
      open.end = line.end;
    } else {
      open = { start: line.start, end: line.end };
      blocks.push(open);
    }
    // Nothing continues a title that stands alone on its line.
    if (heading?.end === line.end || kind.closed) open = undefined;
    previous = kind;
  }
  return blocks;
}

/** Does a line of this kind start anew after the block that is open? */
function parts(text: string, open: Block, previous: LineKind | undefined, kind: LineKind): boolean {
  if (kind.opens) return true;
  // An unknown title in capitals parts from the prose around it; a text all in capitals stays whole.
  if (kind.capitals !== (previous?.capitals ?? false)) return !kind.capitals || endsAt(text, open.end);
  return false;
}

function endsAt(text: string, end: number): boolean {
  return '.!?:;…'.includes(text[end - 1] ?? ' ');
}
