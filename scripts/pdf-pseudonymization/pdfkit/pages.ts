import { drawLine, type Style, widthOfWord } from '../../pdf-fidelity/pdfkit/lines.js';
import { type Span } from '../../../src/text/index.js';
import { linesOf } from '../blocks.js';
import { type Layout, said, type Sheet, stretchesOf } from '../report.js';
import { proportionalBlock } from './proportional.js';
import { formBlocks } from './form.js';
import { type Frame, Paper } from './paper.js';

const WIDTH = 595.28;
/** Draws a report, and says which stretches of it in which order. */
type Draw = (pdf: PDFKit.PDFDocument, sheet: Sheet) => readonly Span[];

function onEachPage(pdf: PDFKit.PDFDocument, draw: (page: string) => void): void {
  const { count } = pdf.bufferedPageRange();
  for (let page = 0; page < count; page += 1) {
    pdf.switchToPage(page);
    draw(`Page ${String(page + 1)} / ${String(count)}`);
  }
}

function write(pdf: PDFKit.PDFDocument, text: string, at: { x: number; y: number }, style: Style): void {
  const words = text.split(' ');
  const width = widthOfWord(pdf, text, style);
  drawLine(pdf, { words, width, isLast: true }, { ...at, width }, style);
}

const PITCH = 0.6;
const [SMALLEST, LARGEST] = [6.5, 10];

/** Lines as they stand, as small as the widest needs and can be; one that is still too long goes on below. */
const fixedPitch: Draw = (pdf, { text, header, footer }) => {
  const frame = { x: 36, top: 64, bottom: 780, width: WIDTH - 72 };
  const lines = linesOf(text.replaceAll('\t', ' '));
  const widest = Math.max(...lines.map((line) => line.text.length));
  const size = Math.max(SMALLEST, Math.min(LARGEST, frame.width / (PITCH * widest)));
  const columns = Math.floor(frame.width / (PITCH * size));
  let y = Infinity;
  for (const line of lines.flatMap((one) => foldedAt(one.text, columns))) {
    if (y + 1.2 * size > frame.bottom) {
      pdf.addPage();
      y = frame.top;
    }
    y += 1.2 * size;
    pdf.font('Courier').fontSize(size);
    if (line !== '') pdf.text(line, frame.x, y, { lineBreak: false, baseline: 'alphabetic' });
  }
  const style = { font: 'Courier', size: 8, leading: 1.2 };
  onEachPage(pdf, (page) => {
    write(pdf, said(text, header), { x: 36, y: 40 }, style);
    write(pdf, page, { x: 480, y: 40 }, style);
    write(pdf, said(text, footer), { x: 36, y: 812 }, style);
  });
  return [{ start: 0, end: text.length }];
};

function foldedAt(line: string, columns: number): string[] {
  const parts: string[] = [];
  let rest = line.trimEnd();
  while (rest.length > columns) {
    const blank = rest.lastIndexOf(' ', columns);
    const at = blank > columns / 2 ? blank : columns;
    parts.push(rest.slice(0, at));
    rest = rest.slice(at).trimStart();
  }
  return [...parts, rest];
}

const proportional: Draw = (pdf, sheet) => {
  const frame: Frame = { x: 72, top: 76, bottom: 765, width: WIDTH - 144 };
  const paper = new Paper(pdf, frame);
  for (const block of sheet.blocks) proportionalBlock(pdf, paper, { block, text: sheet.text, frame });
  const style = { font: 'Times-Italic', size: 8.5, leading: 1.2 };
  onEachPage(pdf, (page) => {
    write(pdf, said(sheet.text, sheet.header), { x: 72, y: 44 }, style);
    write(pdf, said(sheet.text, sheet.footer), { x: 72, y: 806 }, style);
    write(pdf, page, { x: 480, y: 806 }, style);
  });
  return sheet.blocks.flatMap(stretchesOf);
};

/** The page ends early: tables and boxes break in their middle. */
const form: Draw = (pdf, sheet) => {
  const frame: Frame = { x: 40, top: 80, bottom: 620, width: WIDTH - 80 };
  formBlocks(pdf, new Paper(pdf, frame), sheet, frame);
  const style = { font: 'Helvetica', size: 8, leading: 1.2 };
  onEachPage(pdf, (page) => {
    pdf.rect(40, 34, WIDTH - 80, 24).stroke();
    write(pdf, said(sheet.text, sheet.header), { x: 46, y: 49 }, { ...style, font: 'Helvetica-Bold' });
    write(pdf, page, { x: 490, y: 49 }, style);
    write(pdf, said(sheet.text, sheet.footer), { x: 40, y: 800 }, style);
  });
  return sheet.blocks.flatMap(stretchesOf);
};

export const LAYOUT_PAGES: Readonly<Record<Layout, Draw>> = { 'fixed-pitch': fixedPitch, proportional, form };
