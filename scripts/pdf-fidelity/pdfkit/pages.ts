import { type SourceReport } from '../corpus.js';
import { type Layout } from '../layouts.js';
import { Flow, type FlowStyle, type Frame } from './flow.js';
import { breakLines, drawLine, type Style } from './lines.js';

const [WIDTH, HEIGHT] = [595.28, 841.89];
type Draw = (pdf: PDFKit.PDFDocument, report: SourceReport) => void;

const style = (font: string, size: number, leading = 1.2): Style => ({ font, size, leading });
const flowStyle = (
  regular: string,
  bold: string,
  size: number,
  other: Partial<FlowStyle> = {},
): FlowStyle => ({
  text: style(regular, size),
  heading: style(bold, size + 0.5),
  cell: style(regular, size - 1),
  padding: 1.5,
  rules: false,
  boxed: false,
  gap: 7,
  ...other,
});

function block(
  pdf: PDFKit.PDFDocument,
  lines: readonly string[],
  at: Omit<Frame, 'bottom'>,
  of: Style,
): void {
  let y = at.top;
  for (const text of lines)
    for (const line of breakLines(pdf, text, at.width, of)) {
      drawLine(pdf, line, { x: at.x, y, width: at.width }, of);
      y += of.leading * of.size;
    }
}

const centred = (pdf: PDFKit.PDFDocument, text: string, y: number, of: Style): void => {
  const [line] = breakLines(pdf, text, WIDTH, of);
  if (line) drawLine(pdf, line, { x: (WIDTH - line.width) / 2, y, width: line.width }, of);
};

/** Draws what stands on every page, once the number of pages is known. */
function onEachPage(pdf: PDFKit.PDFDocument, draw: (page: number, count: number) => void): void {
  const { count } = pdf.bufferedPageRange();
  for (let page = 0; page < count; page += 1) {
    pdf.switchToPage(page);
    draw(page + 1, count);
  }
}

const body = (pdf: PDFKit.PDFDocument, report: SourceReport, next: () => Frame, of: FlowStyle): void => {
  const flow = new Flow(pdf, next, of);
  for (const part of report.blocks) flow.part(part);
};

const onNewPage = (pdf: PDFKit.PDFDocument, frame: Frame, first: Partial<Frame> = {}): (() => Frame) => {
  let page = 0;
  return () => {
    pdf.addPage();
    page += 1;
    return page === 1 ? { ...frame, ...first } : frame;
  };
};

const plain: Draw = (pdf, report) => {
  const [small, title] = [style('Helvetica', 8), style('Helvetica-Bold', 13)];
  const frame = { x: 56, top: 110, bottom: 775, width: WIDTH - 112 };
  body(pdf, report, onNewPage(pdf, frame, { top: 140 }), flowStyle('Helvetica', 'Helvetica-Bold', 10));
  onEachPage(pdf, (page, count) => {
    block(pdf, report.hospital, { x: 56, top: 40, width: 400 }, small);
    if (page === 1) centred(pdf, report.title, 125, title);
    centred(pdf, report.footer, 805, small);
    centred(pdf, `Page ${page} / ${count}`, 820, small);
  });
};

const letterhead: Draw = (pdf, report) => {
  const [small, narrow] = [style('Times-Roman', 9), style('Times-Italic', 7.5, 1.3)];
  const frame = { x: 190, top: 60, bottom: 770, width: WIDTH - 240 };
  body(pdf, report, onNewPage(pdf, frame, { top: 165 }), flowStyle('Times-Roman', 'Times-Bold', 10.5));
  onEachPage(pdf, (page, count) => {
    if (page === 1) {
      report.hospital.forEach((line, index) => centred(pdf, line, 40 + 12 * index, small));
      block(pdf, report.team, { x: 40, top: 140, width: 125 }, narrow);
      block(pdf, [report.title], { ...frame, top: 140 }, style('Times-Bold', 13));
    }
    block(pdf, [report.footer], { x: 40, top: 800, width: 400 }, small);
    block(pdf, [`${page}/${count}`], { x: 530, top: 800, width: 40 }, small);
  });
};

const twoColumns: Draw = (pdf, report) => {
  const small = style('Helvetica', 7.5);
  let [page, column] = [0, 1];
  const next = (): Frame => {
    column = 1 - column;
    if (column === 0) {
      pdf.addPage();
      page += 1;
    }
    return { x: column === 0 ? 42 : 307, top: page === 1 ? 140 : 60, bottom: 780, width: 246 };
  };
  body(pdf, report, next, flowStyle('Helvetica', 'Helvetica-Bold', 9, { cell: style('Helvetica', 7.5) }));
  onEachPage(pdf, (number, count) => {
    if (number === 1) {
      report.hospital.forEach((line, index) => centred(pdf, line, 45 + 11 * index, small));
      centred(pdf, report.title, 115, style('Helvetica-Bold', 13));
    }
    centred(pdf, report.footer, 806, small);
    centred(pdf, `- ${number} -`, 820, count > 1 ? small : style('Helvetica', 7));
  });
};

const boxes: Draw = (pdf, report) => {
  const [small, title] = [style('Helvetica', 8.5), style('Helvetica-Bold', 14)];
  const frame = { x: 50, top: 120, bottom: 770, width: WIDTH - 100 };
  const look = { rules: true, boxed: true, padding: 3, cell: style('Times-Roman', 9.5) };
  body(
    pdf,
    report,
    onNewPage(pdf, frame, { top: 150 }),
    flowStyle('Times-Roman', 'Helvetica-Bold', 10, look),
  );
  onEachPage(pdf, (page, count) => {
    block(pdf, report.hospital, { x: 50, top: 45, width: 300 }, small);
    if (page === 1) centred(pdf, report.title, 132, title);
    block(pdf, [`${report.footer} | page ${page} sur ${count}`], { x: 50, top: 810, width: 500 }, small);
    pdf
      .save()
      .rotate(-38, { origin: [WIDTH / 2, HEIGHT / 2] })
      .fillColor('grey', 0.3);
    pdf
      .font('Helvetica-Bold')
      .fontSize(80)
      .text('COPIE', 170, HEIGHT / 2 - 40, { lineBreak: false });
    pdf.restore().fillColor('black', 1);
  });
};

const justified: Draw = (pdf, report) => {
  const small = style('Times-Roman', 8.5);
  const text = { ...style('Times-Roman', 10.5, 1.18), justify: true, hyphenate: true };
  const frame = { x: 85, top: 70, bottom: 770, width: WIDTH - 170 };
  body(
    pdf,
    report,
    onNewPage(pdf, frame, { top: 100 }),
    flowStyle('Times-Roman', 'Times-Bold', 10.5, { text }),
  );
  onEachPage(pdf, (page, count) => {
    block(pdf, [report.hospital[0] ?? ''], { x: 85, top: 45, width: 350 }, small);
    block(pdf, [`Page ${page}/${count}`], { x: 465, top: 45, width: 60 }, small);
    if (page === 1) centred(pdf, report.title, 85, style('Times-Bold', 14));
    centred(pdf, report.footer, 810, small);
  });
};

/** A column of the team right of the text on every page, a smaller body, lines further apart. */
const rightColumn: Draw = (pdf, report) => {
  const [small, narrow] = [style('Helvetica', 8), style('Helvetica', 7, 1.45)];
  const frame = { x: 45, top: 95, bottom: 765, width: 370 };
  const look = { text: style('Times-Roman', 9.5, 1.3), padding: 2, gap: 9 };
  body(pdf, report, onNewPage(pdf, frame, { top: 125 }), flowStyle('Times-Roman', 'Times-Bold', 9.5, look));
  onEachPage(pdf, (page, count) => {
    report.hospital.forEach((line, index) => centred(pdf, line, 40 + 11 * index, small));
    if (page === 1) block(pdf, [report.title], { x: 45, top: 115, width: 370 }, style('Times-Bold', 12));
    block(pdf, report.team, { x: 440, top: 120, width: 120 }, narrow);
    block(pdf, [report.footer], { x: 45, top: 800, width: 420 }, small);
    block(pdf, [`p. ${page}/${count}`], { x: 520, top: 800, width: 40 }, small);
  });
};

export const LAYOUT_PAGES: Record<Layout, Draw> = {
  plain,
  letterhead,
  'two-columns': twoColumns,
  boxes,
  justified,
  'right-column': rightColumn,
};
