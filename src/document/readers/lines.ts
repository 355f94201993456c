/** Parted by this, the blocks of a cell stay on the row's line; cells by a bar, so that empty ones keep their column. */
const IN_CELL = ' ; ';
const BETWEEN_CELLS = ' | ';
const CONTINUED = '  ';
/** Items nested deeper are not moved further right. */
const DEEPEST = CONTINUED.repeat(20);

/** One line of a document under construction; `title` where the document's structure calls it a title. */
export interface Line {
  readonly text: string;
  readonly title?: true;
}

/** The lines that marked-up text (CDA, HTML) is laid out in: each block, list item and table row has its own. */
export class Lines {
  readonly #lines: Line[] = [];
  #notes: Line[] = [];
  #pieces: string[] = [];
  #last = '';
  #isParted = false;

  /** Blanks fold to one, as a browser does; a no-break space is text. */
  text(value: string): void {
    const folded = foldBlanks(value);
    const wasBlank = this.#last === '' || this.#last === ' ';
    this.verbatim(wasBlank && folded.startsWith(' ') ? folded.slice(1) : folded);
  }

  /** Letters of the line, blanks as they are; no line end among them. */
  verbatim(value: string): void {
    if (value === '') return;
    this.#pieces.push(value);
    this.#last = value.at(-1) as string;
  }

  /** `10<sup>9</sup>` is `10^9`, never `109`. */
  superscript(value: string): void {
    const raised = foldBlanks(value).trim();
    this.text(/\d/.test(this.#last) && /^[-+\u2212]?\d/.test(raised) ? `^${raised}` : raised);
  }

  /** Ends the line; what was noted on it follows. An empty one before more text is kept, once. */
  break(kind: 'block' | 'line' | 'title' = 'block'): void {
    const written = this.#pieces.join('');
    const text = written.trimEnd();
    // Word writes an empty paragraph as a no-break space.
    if (text === '') this.#isParted ||= kind === 'line' || written.includes('\u00a0');
    else {
      if (this.#isParted && this.#lines.length > 0) this.#lines.push({ text: '' });
      this.#lines.push(kind === 'title' ? { text, title: true } : { text });
      this.#isParted = false;
    }
    this.#pieces = [];
    this.#last = '';
    this.#lines.push(...this.#notes.splice(0));
  }

  add(lines: readonly Line[]): void {
    this.break();
    for (const line of lines) this.#lines.push(line);
  }

  /** Lines of a footnote, kept for the end of the line that calls it. */
  note(lines: readonly Line[]): void {
    for (const line of lines) this.#notes.push(line);
  }

  done(): Line[] {
    this.break();
    return this.#lines;
  }
}

/** An item: its mark before the first line, the others moved right. */
export function itemLines(mark: string, lines: readonly Line[]): Line[] {
  return lines.map(({ text }, index) => {
    if (index === 0) return { text: `${mark}${text}` };
    return { text: text === '' || text.startsWith(DEEPEST) ? text : `${CONTINUED}${text}` };
  });
}

/** A row of a table: one line, or none where every cell is empty. `null` is a column that an earlier cell covers. */
export function rowLines(cells: readonly (readonly Line[] | null)[]): readonly Line[] {
  const [only, ...others] = cells;
  // A table of one column is a frame around text: its blocks keep their own lines.
  if (only && others.length === 0) return only;
  const texts = cells.map((cell) => cell?.flatMap(({ text }) => text.trim() || []).join(IN_CELL) ?? '');
  return texts.some((cell) => cell !== '') ? [{ text: texts.join(BETWEEN_CELLS).trimEnd() }] : [];
}

const BLANKS = ' \t\r\n\f';

/** Runs of blanks to one space; by letters, since an expression that meets a megabyte of them overflows the stack. */
export function foldBlanks(value: string): string {
  const pieces: string[] = [];
  let from = 0;
  for (let at = 0; at < value.length; at += 1) {
    if (!BLANKS.includes(value[at] as string)) continue;
    if (at > from) pieces.push(value.slice(from, at));
    const isFirst = at === 0 || !BLANKS.includes(value[at - 1] as string);
    if (isFirst) pieces.push(' ');
    from = at + 1;
  }
  return from === 0 ? value : pieces.join('') + value.slice(from);
}
