/** A line of text and where it stood on the page, in points, y downwards. */
export interface TextLine {
  readonly text: string;
  readonly x: number;
  /** Baselines of the first and the last line it was set on. */
  readonly top: number;
  readonly bottom: number;
  readonly size: number;
}

/** Lines that follow each other downwards: a column, a table, the whole page. */
export type Block = readonly TextLine[];

/** Between the lines of one cell, until broken words are put together; it never reaches the text. */
export const CELL_BREAK = '\u2028';
