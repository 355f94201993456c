import { breakLines, drawLine, type Style, widthOfWord } from '../../pdf-fidelity/pdfkit/lines.js';

export interface Frame {
  readonly x: number;
  readonly top: number;
  readonly bottom: number;
  readonly width: number;
}

/** A cell or a column: texts one under the other, from x on. */
export interface Cell {
  readonly texts: readonly string[];
  readonly x: number;
  readonly width: number;
  readonly style: Style;
  readonly filled?: boolean;
}

const SIDE = 4;
const TAB = 36;

/** Sets text down a page and on to the next; a box that is open goes on there. */
export class Paper {
  readonly #pdf: PDFKit.PDFDocument;
  readonly #frame: Frame;
  #y: number;
  #boxTop: number | undefined;

  constructor(pdf: PDFKit.PDFDocument, frame: Frame) {
    this.#pdf = pdf;
    this.#frame = frame;
    this.#pdf.addPage();
    this.#y = frame.top;
  }

  gap(height: number): void {
    this.#y += height;
  }

  room(height: number): void {
    if (this.#y + height <= this.#frame.bottom) return;
    const isBoxed = this.#boxTop !== undefined;
    this.close();
    this.#pdf.addPage();
    this.#y = this.#frame.top;
    if (isBoxed) this.open();
  }

  open(): void {
    this.#boxTop ??= this.#y;
    this.#y += 3;
  }

  close(): void {
    if (this.#boxTop === undefined) return;
    this.#y += 4;
    const { x, width } = this.#frame;
    this.#pdf.rect(x, this.#boxTop, width, this.#y - this.#boxTop).stroke();
    this.#boxTop = undefined;
  }

  rule(): void {
    this.room(6);
    const { x, width } = this.#frame;
    this.#pdf
      .moveTo(x, this.#y + 3)
      .lineTo(x + width, this.#y + 3)
      .stroke();
    this.#y += 6;
  }

  paragraph(text: string, style: Style, indent = 0): void {
    const { x, width } = this.#frame;
    const own = width - indent;
    for (const line of breakLines(this.#pdf, text, own, style)) {
      const step = style.leading * style.size;
      this.room(step);
      this.#y += step;
      drawLine(this.#pdf, line, { x: x + indent, y: this.#y, width: own }, style);
    }
  }

  /** Texts on one line, each at the next tab stop; one that finds no room opens a line. */
  tabbed(texts: readonly string[], style: Style): void {
    const { x, width } = this.#frame;
    const line: { text: string; at: number; width: number }[] = [];
    const draw = (): void => {
      const cells = line.map(({ text, at, width: own }) => ({
        text,
        x: x + at - SIDE,
        width: own + 2 * SIDE,
      }));
      this.row(
        cells.map(({ text, ...at }) => ({ ...at, texts: [text], style })),
        false,
      );
      line.length = 0;
    };
    for (const text of texts) {
      const own = widthOfWord(this.#pdf, text, style);
      const last = line.at(-1);
      const at = last ? TAB * Math.ceil((last.at + last.width + 6) / TAB) : 0;
      if (last && at + own > width) draw();
      line.push({ text, at: line.length === 0 ? 0 : at, width: Math.min(own + 1, width) });
    }
    draw();
  }

  /** Cells side by side, as high as the highest; ruled, or only apart. */
  row(cells: readonly Cell[], ruled: boolean): void {
    const set = cells.map(({ texts, width, style }) =>
      texts.flatMap((text) => breakLines(this.#pdf, text, width - 2 * SIDE, { ...style, hyphenate: false })),
    );
    const heights = cells.map(({ style }, at) => (set[at]?.length ?? 0) * style.leading * style.size);
    const height = Math.max(...heights) + (ruled ? 5 : 0);
    this.room(height);
    cells.forEach(({ x, width, style, filled }, at) => {
      const step = style.leading * style.size;
      if (filled) this.#pdf.rect(x, this.#y, width, height).fill('#e6e6e6').fillColor('black');
      if (ruled) this.#pdf.rect(x, this.#y, width, height).stroke();
      set[at]?.forEach((line, index) => {
        const y = this.#y + (index + 0.85) * step + (ruled ? 2 : 0);
        drawLine(this.#pdf, line, { x: x + SIDE, y, width }, { ...style, justify: false });
      });
    });
    this.#y += height;
  }
}
