/** A stretch of text, `end` excluded, in UTF-16 code units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A titled part of a report. `code` is ours (`conclusion`, `antecedents`…), see sections.yml. */
export interface Section extends Span {
  readonly code: string;
  /** Span of the title line; empty (start = end) where the section has none. */
  readonly title: Span;
}
