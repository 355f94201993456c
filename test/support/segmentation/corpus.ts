import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Span } from '../../../src/text/index.js';

export interface MarkedTitle extends Span {
  readonly code: string;
}

/** One document of the corpus, marks taken out. Offsets are UTF-16 code units into `text`. */
export interface MarkedDocument {
  readonly kind: string;
  readonly style: string;
  readonly text: string;
  readonly titles: readonly MarkedTitle[];
  readonly sentences: readonly Span[];
}

const FOLDER = join(import.meta.dirname, '..', '..', 'corpora', 'segmentation');
const MARK = /<(?<code>[a-z]+(?:-[a-z]+)*)>|(?<close><\/>)|(?<end>¶)/g;
export const NUMBER_OR_ORNAMENT = /^(?:[^\p{L}\p{N}]|[IVX]{1,5}(?!\p{L})|\p{L}(?!\p{L})|\d)*$/u;
const RULE = /^[\s\-–—=_*~#.·]*$/u;

/** A document while its marks are read: what is written so far, and where a sentence ends in it. */
interface Draft {
  text: string;
  readonly titles: MarkedTitle[];
  readonly ends: number[];
}

/** The documents of a file of test/corpora/segmentation, in order. @throws Error where a mark is not closed. */
export function readMarked(file: string): MarkedDocument[] {
  const source = readFileSync(join(FOLDER, file), 'utf8');
  return source
    .split(/^## /m)
    .slice(1)
    .map((block) => {
      const [head = '', ...lines] = block.trimEnd().split('\n');
      const [kind = '', style = '', layout = ''] = head.split('|').map((part) => part.trim());
      return { kind, style, ...unmarked(lines, layout) };
    });
}

function unmarked(
  lines: readonly string[],
  layout: string,
): Pick<MarkedDocument, 'text' | 'titles' | 'sentences'> {
  const width = Number(/wrap=(\d+)/.exec(layout)?.[1] ?? Infinity);
  const lineEnd = layout.includes('crlf') ? '\r\n' : '\n';
  const draft: Draft = { text: '', titles: [], ends: [] };
  for (const line of lines) {
    const goesOn = line.endsWith('\\');
    addLine(draft, (goesOn ? line.slice(0, -1) : line).replaceAll('⇥', '\t'), { width, lineEnd });
    if (!goesOn) draft.ends.push(draft.text.length);
    draft.text += lineEnd;
  }
  return { text: draft.text, titles: draft.titles, sentences: sentencesOf(draft) };
}

function addLine(draft: Draft, line: string, layout: { width: number; lineEnd: string }): void {
  const start = draft.text.length;
  const open: { code: string; start: number }[] = [];
  const ends: number[] = [];
  const titles: MarkedTitle[] = [];
  let plain = '';
  let read = 0;
  for (const { 0: mark, index, groups } of line.matchAll(MARK)) {
    plain += line.slice(read, index);
    read = index + mark.length;
    if (groups?.end) ends.push(plain.length);
    if (groups?.code) open.push({ code: groups.code, start: plain.length });
    const title = groups?.close && open.pop();
    if (title) titles.push({ ...title, end: plain.length });
  }
  if (open.length > 0) throw new Error(`segmentation corpus: a title is not closed: ${line}`);
  plain += line.slice(read);
  const { text, moved } = wrapped(plain, layout);
  draft.text += text;
  for (const title of titles)
    draft.titles.push({ ...title, start: start + moved(title.start), end: start + moved(title.end) });
  for (const end of ends) draft.ends.push(start + moved(end));
  // A title inside a line opens a sentence; a number or an ornament before a title belongs to it.
  for (const title of titles)
    if (!NUMBER_OR_ORNAMENT.test(plain.slice(0, title.start))) draft.ends.push(start + moved(title.start));
  draft.ends.sort((a, b) => a - b);
}

/** Folds a line at its blanks as a sender of HL7 TX does; `moved` gives the new place of an offset. */
function wrapped(line: string, { width, lineEnd }: { width: number; lineEnd: string }) {
  const folds: number[] = [];
  let from = 0;
  while (line.length - from > width) {
    const at = line.lastIndexOf(' ', from + width);
    if (at <= from) break;
    folds.push(at);
    from = at + 1;
  }
  let text = line;
  for (const at of folds.toReversed()) text = text.slice(0, at) + lineEnd + text.slice(at + 1);
  const moved = (offset: number) => offset + folds.filter((at) => at < offset).length * (lineEnd.length - 1);
  return { text, moved };
}

function sentencesOf({ text, ends }: Draft): Span[] {
  return ends.flatMap((end, index) => {
    let start = ends[index - 1] ?? 0;
    let last = end;
    while (start < last && /\s/.test(text[start] as string)) start += 1;
    while (last > start && /\s/.test(text[last - 1] as string)) last -= 1;
    return RULE.test(text.slice(start, last)) ? [] : [{ start, end: last }];
  });
}
