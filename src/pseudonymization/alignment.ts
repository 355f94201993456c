import { type Span } from '../text/index.js';
import { type Alignment } from './pseudonymized-document.js';

export type AlignmentEdit = Alignment['edits'][number];
type Side = 'original' | 'pseudonymized';

/** Index of the last edit that starts at or before `offset`, -1 when none. */
function lastStartingBy(edits: readonly AlignmentEdit[], side: Side, offset: number): number {
  let low = 0;
  let high = edits.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((edits[middle] as AlignmentEdit)[side].start <= offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function project(edits: readonly AlignmentEdit[], from: Side, to: Side) {
  const shift = (offset: number, edit: AlignmentEdit | undefined): number =>
    edit === undefined ? offset : offset - edit[from].end + edit[to].end;
  const startOf = (offset: number): number => {
    const edit = edits[lastStartingBy(edits, from, offset)];
    return edit !== undefined && offset < edit[from].end ? edit[to].start : shift(offset, edit);
  };
  const endOf = (offset: number): number => {
    const edit = edits[lastStartingBy(edits, from, offset - 1)];
    return edit !== undefined && offset <= edit[from].end ? edit[to].end : shift(offset, edit);
  };
  return ({ start, end }: Span): Span => {
    if (end <= start) return { start: startOf(start), end: startOf(start) };
    return { start: startOf(start), end: endOf(end) };
  };
}

/** Both directions in O(log n). A span that touches part of an edit takes the whole edit. Edits are sorted and apart. */
export function createAlignment(edits: readonly AlignmentEdit[]): Alignment {
  return {
    edits,
    toOriginal: project(edits, 'pseudonymized', 'original'),
    toPseudonymized: project(edits, 'original', 'pseudonymized'),
  };
}

export interface Replacement extends Span {
  readonly replacement: string;
}

/** Applies replacements (sorted, apart, in original offsets) and says where each one went. */
export function applyReplacements(
  text: string,
  replacements: readonly Replacement[],
): { readonly text: string; readonly edits: readonly AlignmentEdit[] } {
  const pieces: string[] = [];
  const edits: AlignmentEdit[] = [];
  let read = 0;
  let written = 0;
  for (const { start, end, replacement } of replacements) {
    pieces.push(text.slice(read, start), replacement);
    written += start - read;
    edits.push({
      original: { start, end },
      pseudonymized: { start: written, end: written + replacement.length },
    });
    written += replacement.length;
    read = end;
  }
  pieces.push(text.slice(read));
  return { text: pieces.join(''), edits };
}
