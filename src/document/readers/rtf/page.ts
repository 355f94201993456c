import { itemLines, type Line, rowLines } from '../lines.js';

const MAX_LEVEL = 20;

/** Cells and lines under way at one depth of tables in tables; depth 0 is no table. */
interface Level {
  lines: Line[];
  cells: (readonly Line[])[];
}

/** Where the text of RTF is laid out: a line per paragraph, a line per table row. */
export class RtfPage {
  readonly #levels: Level[] = [];
  #pieces: string[] = [];
  #last = '';
  #mark = '';
  #notes: Line[] = [];

  text(value: string, raised = false): void {
    if (value === '') return;
    const first = raised && /\d/.test(this.#last) && /^[-+\u2212]?\d/.test(value) ? '^' : '';
    // A list mark is followed by a tab that only moves to the text.
    const isGap = this.#pieces.length === 0 && this.#mark !== '' && value === '\t';
    if (!isGap) this.#pieces.push(first + value);
    this.#last = value.at(-1) as string;
  }

  /** The mark of the list item that the line starts. */
  mark(value: string): void {
    if (this.#pieces.length === 0) this.#mark = value;
    else this.text(value);
  }

  note(lines: readonly Line[]): void {
    for (const line of lines) this.#notes.push(line);
  }

  /** Ends a paragraph or a line; `depth` is how many tables it stands in. */
  endLine(depth: number): void {
    // Text outside any table ends a row that was left open.
    if (depth === 0 && (this.#levels[1] || this.#levels[2])) this.endRow(1);
    this.#flush(this.#level(depth), depth === 0);
  }

  endCell(depth: number): void {
    const level = this.#level(depth);
    this.#flush(level, false);
    level.cells.push(level.lines);
    level.lines = [];
  }

  /** Ends a row: it is one line of what the table stands in. */
  endRow(depth: number): void {
    for (let inner = this.#levels.length - 1; inner >= depth; inner -= 1) {
      const level = this.#level(inner);
      if (level.lines.length > 0) level.cells.push(level.lines);
      const outer = this.#level(inner - 1);
      for (const line of rowLines(level.cells)) outer.lines.push(line);
      this.#levels.length = inner;
    }
  }

  done(): readonly Line[] {
    this.endLine(0);
    const { lines } = this.#level(0);
    while (lines.at(-1)?.text === '') lines.pop();
    return lines;
  }

  #flush(level: Level, keepsBlank: boolean): void {
    const text = this.#pieces.join('').trimEnd();
    const isBlank = text === '' && this.#mark === '';
    const before = level.lines.at(-1)?.text ?? '';
    if (!isBlank) level.lines.push(...itemLines(this.#mark, [{ text }]));
    else if (keepsBlank && before !== '') level.lines.push({ text: '' });
    level.lines.push(...this.#notes.splice(0));
    this.#pieces = [];
    this.#last = '';
    this.#mark = '';
  }

  #level(depth: number): Level {
    const at = Math.min(Math.max(depth, 0), MAX_LEVEL);
    while (this.#levels.length <= at) this.#levels.push({ lines: [], cells: [] });
    return this.#levels[at] as Level;
  }
}
