import { type AnnotatedDocument } from '../../src/evaluation/index.js';
import { type Span } from '../../src/text/index.js';
import { type Block, blocksOf, linesOf } from './blocks.js';
import { type Printed } from './align/align.js';

export const LAYOUTS = ['fixed-pitch', 'proportional', 'form'] as const;
export type Layout = (typeof LAYOUTS)[number];
export const PRODUCERS = ['pdfkit', 'chromium'] as const;
export type Producer = (typeof PRODUCERS)[number];

/** What the layouts print: the text with the characters their producer has, and its parts. */
export interface Sheet {
  readonly text: string;
  readonly blocks: readonly Block[];
  /** On every page: the patient's name, and the first line. */
  readonly header: Span;
  readonly footer: Span;
}

export interface PrintedFile {
  readonly content: Buffer;
  readonly printed: Printed;
}

const LONGEST_RUNNING = 70;

export function sheetOf({ text, spans }: AnnotatedDocument, character: (one: string) => string): Sheet {
  const source = text.reveal();
  const footer = linesOf(source).find(({ cells }) => cells.length > 0)?.cells[0] ?? { start: 0, end: 0 };
  const names = spans.filter(
    ({ category, role }) => role === 'Patient' && (category === 'LAST_NAME' || category === 'FIRST_NAME'),
  );
  const [first] = names;
  const last = names.findLast(
    ({ end }) =>
      first && end - first.start < LONGEST_RUNNING && !source.slice(first.start, end).includes('\n'),
  );
  return {
    text: source.replace(/[^\n\x20-\x7e]/g, character),
    blocks: blocksOf({ text: source, spans }),
    header: first && last ? { start: first.start, end: last.end } : footer,
    footer: { start: footer.start, end: Math.min(footer.end, footer.start + LONGEST_RUNNING) },
  };
}

export const printOf = (
  document: AnnotatedDocument,
  { header, footer }: Sheet,
  order: readonly Span[],
  character: (one: string) => string,
): Printed => ({ source: document.text.reveal(), order, running: [header, footer], character });

/** Blanks and line breaks are what they are in a paragraph: one blank. */
export const said = (text: string, { start, end }: Span): string =>
  text.slice(start, end).replace(/\s+/g, ' ').trim();

/** The stretches of a block in the order in which a layout prints them. */
export function stretchesOf(block: Block): readonly Span[] {
  if ('at' in block) return [block.at];
  if (block.kind === 'field') return [block.label, block.value];
  if (block.kind === 'table') return block.rows.flat(2);
  return block.kind === 'sides' ? [...block.left, ...block.right] : [];
}
