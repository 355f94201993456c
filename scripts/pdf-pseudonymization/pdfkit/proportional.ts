import { type Style } from '../../pdf-fidelity/pdfkit/lines.js';
import { type Block } from '../blocks.js';
import { type Row } from '../lines.js';
import { said } from '../report.js';
import { widthsOf } from './columns.js';
import { type Cell, type Frame, type Paper } from './paper.js';

const BODY: Style = { font: 'Times-Roman', size: 10.5, leading: 1.15, justify: true, hyphenate: true };
const LINE: Style = { ...BODY, justify: false, hyphenate: false };
const HEADING: Style = { ...LINE, font: 'Times-Bold' };
/** Width of a blank of the source's margin: an address stands right of the middle. */
const BLANK = 4.6;
const LARGEST_INDENT = 250;

export interface Placed {
  readonly block: Block;
  readonly text: string;
  readonly frame: Frame;
}

/** As a letter is set: paragraphs justified and hyphenated, sides of a letterhead beside each other, tables unruled. */
export function proportionalBlock(
  pdf: PDFKit.PDFDocument,
  paper: Paper,
  { block, text, frame }: Placed,
): void {
  const indent = 'indent' in block ? Math.min(LARGEST_INDENT, BLANK * block.indent) : 0;
  switch (block.kind) {
    case 'gap':
      return paper.gap(7);
    case 'rule':
      return paper.rule();
    case 'heading':
      return paper.paragraph(said(text, block.at), HEADING, indent);
    case 'paragraph':
      return paper.paragraph(said(text, block.at), BODY, indent);
    case 'line':
      return paper.paragraph(said(text, block.at), LINE, indent);
    case 'field':
      return paper.paragraph(`${said(text, block.label)} : ${said(text, block.value)}`, LINE);
    case 'sides':
      return paper.row(sidesOf(text, frame, block), false);
    case 'table':
      if (block.rows.length === 1)
        return paper.tabbed(
          block.rows.flat(2).map((at) => said(text, at)),
          LINE,
        );
      for (const row of cellsOf(pdf, text, block.rows, { frame, style: LINE })) paper.row(row, false);
  }
}

function sidesOf(
  text: string,
  { x, width }: Frame,
  { left, right }: Extract<Block, { kind: 'sides' }>,
): Cell[] {
  const texts = (side: typeof left): string[] => side.map((at) => said(text, at));
  return [
    { texts: texts(left), x: x - 4, width: width / 2, style: LINE },
    { texts: texts(right), x: x + width / 2 + 10, width: width / 2 - 6, style: LINE },
  ];
}

/** The cells of a table, row by row, in columns that hold them. */
export function cellsOf(
  pdf: PDFKit.PDFDocument,
  text: string,
  rows: readonly Row[],
  { frame, style }: { readonly frame: Frame; readonly style: Style },
): Cell[][] {
  const texts = rows.map((row) => row.map((cells) => cells.map((at) => said(text, at)).join('   ')));
  const widths = widthsOf(pdf, texts, { width: frame.width, style });
  return texts.map((row) =>
    row.map((cell, column) => {
      const before = widths.slice(0, column).reduce((sum, width) => sum + width, 0);
      return { texts: [cell], x: frame.x + before, width: widths[column] ?? 0, style };
    }),
  );
}
