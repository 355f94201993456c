import { type BodyPart } from '../corpus.js';
import { breakLines, drawLine, setIn, type Style, widthOfWord } from './lines.js';

/** A place text flows into; a new page is asked for when there is none left. */
export interface Frame {
  readonly x: number;
  readonly top: number;
  readonly bottom: number;
  readonly width: number;
}

export interface FlowStyle {
  readonly text: Style;
  readonly heading: Style;
  readonly cell: Style;
  /** Over and under the text of a cell, in points. */
  readonly padding: number;
  readonly rules: boolean;
  readonly boxed: boolean;
  readonly gap: number;
}

const CELL_SIDE = 4;

/** Sets the parts of a body one after the other, frame after frame. */
export class Flow {
  readonly #pdf: PDFKit.PDFDocument;
  readonly #next: () => Frame;
  readonly #style: FlowStyle;
  #frame: Frame;
  #y: number;

  constructor(pdf: PDFKit.PDFDocument, next: () => Frame, style: FlowStyle) {
    this.#pdf = pdf;
    this.#next = next;
    this.#style = style;
    this.#frame = next();
    this.#y = this.#frame.top;
  }

  part(part: BodyPart): void {
    const { text, heading, gap } = this.#style;
    if ('heading' in part) {
      this.#room(4 * heading.size);
      this.#y += gap / 2;
      this.paragraph(part.heading, heading);
    } else if ('text' in part) this.paragraph(part.text, text);
    else if ('list' in part) for (const item of part.list) this.paragraph(`• ${item}`, text, 10);
    else if ('result' in part) this.#result(part.result);
    else if ('fields' in part) this.#fields(part.fields);
    else this.#table(part.table);
    this.#y += 'heading' in part ? gap / 4 : gap;
  }

  paragraph(text: string, style: Style, indent = 0): void {
    const width = this.#frame.width - indent;
    for (const line of breakLines(this.#pdf, text, width, style)) {
      this.#room(style.leading * style.size);
      this.#y += style.leading * style.size;
      drawLine(this.#pdf, line, { x: this.#frame.x + indent, y: this.#y, width }, style);
    }
  }

  #room(height: number): void {
    if (this.#y + height <= this.#frame.bottom) return;
    this.#frame = this.#next();
    this.#y = this.#frame.top;
  }

  #result(text: string): void {
    const style = { ...this.#style.text, font: this.#style.heading.font };
    const lines = breakLines(this.#pdf, text, this.#frame.width - 16, style);
    const height = lines.length * style.leading * style.size + 12;
    this.#room(height + 6);
    this.#y += 4;
    const { x, width } = this.#frame;
    if (this.#style.boxed) this.#pdf.rect(x, this.#y, width, height).stroke();
    lines.forEach((line, index) => {
      const y = this.#y + 4 + (index + 1) * style.leading * style.size;
      drawLine(this.#pdf, line, { x: x + 8, y, width: width - 16 }, { ...style, justify: false });
    });
    this.#y += height;
  }

  #fields(fields: readonly (readonly [string, string])[]): void {
    const { text } = this.#style;
    const widest = Math.max(
      ...fields.map(([label, value]) => widthOfWord(this.#pdf, `${label} : ${value}`, text)),
    );
    const beside = widest + 10 > this.#frame.width / 2 ? 1 : 2;
    const half = this.#frame.width / beside;
    for (let index = 0; index < fields.length; index += beside) {
      this.#room(text.leading * text.size);
      this.#y += text.leading * text.size;
      fields.slice(index, index + beside).forEach(([label, value], at) => {
        const words = `${label} : ${value}`.split(' ');
        const x = this.#frame.x + at * half;
        drawLine(this.#pdf, { words, width: half, isLast: true }, { x, y: this.#y, width: half }, text);
      });
    }
  }

  #table(rows: readonly (readonly string[])[]): void {
    const { cell, padding, rules, heading } = this.#style;
    const widths = this.#columns(rows);
    rows.forEach((row, at) => {
      const style = at === 0 ? { ...cell, font: heading.font } : cell;
      const cells = row.map((text, column) =>
        breakLines(this.#pdf, text, (widths[column] ?? 0) - 2 * CELL_SIDE, { ...style, hyphenate: false }),
      );
      const step = style.leading * style.size;
      const height = Math.max(1, ...cells.map((lines) => lines.length)) * step + 2 * padding;
      this.#room(height);
      let { x } = this.#frame;
      cells.forEach((lines, column) => {
        const width = widths[column] ?? 0;
        if (rules) this.#pdf.rect(x, this.#y, width, height).stroke();
        lines.forEach((line, index) => {
          const y = this.#y + padding + index * step + 0.8 * step;
          drawLine(this.#pdf, line, { x: x + CELL_SIDE, y, width }, { ...style, justify: false });
        });
        x += width;
      });
      this.#y += height;
    });
  }

  /** As wide as their longest cell, within reason, then stretched or shrunk to the frame. */
  #columns(rows: readonly (readonly string[])[]): number[] {
    const { cell, heading } = this.#style;
    const style = { ...cell, font: heading.font };
    setIn(this.#pdf, style);
    const count = rows[0]?.length ?? 0;
    const longest = (texts: readonly string[]) =>
      Math.max(0, ...texts.map((text) => widthOfWord(this.#pdf, text, style)));
    const wanted = Array.from({ length: count }, (_, column) => {
      const cells = rows.map((row) => row[column] ?? '');
      const word = longest(cells.flatMap((text) => text.split(/\s+|(?<=\p{L}-)/u))) + 2 * CELL_SIDE + 2;
      const whole = longest(cells) + 2 * CELL_SIDE + 2;
      return { word, whole };
    });
    const least = wanted.reduce((sum, { word }) => sum + word, 0);
    const spare = Math.max(0, this.#frame.width - least);
    const more = wanted.reduce((sum, { word, whole }) => sum + whole - word, 0) || 1;
    const share = Math.min(1, spare / more);
    return wanted.map(({ word, whole }) => word + (whole - word) * share);
  }
}
