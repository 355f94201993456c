import { type Style } from '../../pdf-fidelity/pdfkit/lines.js';
import { type Block } from '../blocks.js';
import { said, type Sheet } from '../report.js';
import { type Frame, type Paper } from './paper.js';
import { cellsOf } from './proportional.js';

const TEXT: Style = { font: 'Helvetica', size: 9, leading: 1.2 };
const BOLD: Style = { ...TEXT, font: 'Helvetica-Bold' };
const LABEL_WIDTH = 140;
const isBoxed = ({ kind }: Block): boolean => kind === 'paragraph' || kind === 'line';

/** As a form is filled in: titles on grey, labels and values in ruled cells, prose in boxes. */
export function formBlocks(
  pdf: PDFKit.PDFDocument,
  paper: Paper,
  { blocks, text }: Sheet,
  frame: Frame,
): void {
  for (const block of blocks) {
    if (isBoxed(block)) paper.open();
    else paper.close();
    formBlock(pdf, paper, { block, text, frame });
  }
  paper.close();
}

interface Placed {
  readonly block: Block;
  readonly text: string;
  readonly frame: Frame;
}

function formBlock(pdf: PDFKit.PDFDocument, paper: Paper, { block, text, frame }: Placed): void {
  const { x, width } = frame;
  switch (block.kind) {
    case 'gap':
      return paper.gap(5);
    case 'rule':
      return paper.gap(3);
    case 'heading':
      return paper.row([{ texts: [said(text, block.at)], x, width, style: BOLD, filled: true }], true);
    case 'paragraph':
    case 'line':
      return paper.paragraph(said(text, block.at), TEXT, 5);
    case 'field':
      return paper.row(
        [
          { texts: [said(text, block.label)], x, width: LABEL_WIDTH, style: BOLD, filled: true },
          { texts: [said(text, block.value)], x: x + LABEL_WIDTH, width: width - LABEL_WIDTH, style: TEXT },
        ],
        true,
      );
    case 'sides': {
      const sides = [block.left, block.right].map((side) => side.map((at) => said(text, at)));
      return paper.row(
        sides.map((texts, at) => ({ texts, x: x + (at * width) / 2, width: width / 2, style: TEXT })),
        true,
      );
    }
    case 'table':
      for (const row of cellsOf(pdf, text, block.rows, { frame, style: TEXT })) paper.row(row, true);
  }
}
