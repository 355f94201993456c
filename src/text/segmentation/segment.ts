import { type Section, type Span } from '../span.js';
import { type Heading, headingOf } from './headings.js';
import { type Line, splitLines } from './lines.js';
import { SECTION_TITLES } from './section-titles.js';
import { findSentences } from './sentences.js';

/** Text before the first title, and text of a document that has none (or whose title is unknown). */
export const HEADER_SECTION = 'entete';
export const BODY_SECTION = 'corps';

/** A title that the document's own structure gives (CDA): its line, and its LOINC code where stated. */
export interface KnownTitle extends Span {
  readonly loinc?: string;
}

export interface Segmentation {
  /** In order, without gap or overlap: together they cover the text. */
  readonly sections: readonly Section[];
  /** In order, trimmed, never empty. */
  readonly sentences: readonly Span[];
}

/**
 * Sections and sentences of a French report, in one pass over its lines (linear). Offsets in UTF-16 code units.
 * With `titles` (from a structured document) those open the sections, and the lines are not searched for titles.
 */
export function segment(text: string, titles?: readonly KnownTitle[]): Segmentation {
  const lines = splitLines(text);
  const headings = titles ? fromStructure(text, lines, titles) : fromLines(text, lines);
  return { sections: sectionsOf(text, headings), sentences: findSentences(text, lines, headings) };
}

/** Headings by the offset of their line, in order. */
type Headings = ReadonlyMap<number, Heading>;

function fromLines(text: string, lines: readonly Line[]): Headings {
  const headings = new Map<number, Heading>();
  for (const line of lines) {
    const heading = line.start < line.end ? headingOf(text, line) : undefined;
    if (heading) headings.set(line.lineStart, heading);
  }
  return headings;
}

function fromStructure(text: string, lines: readonly Line[], titles: readonly KnownTitle[]): Headings {
  const headings = new Map<number, Heading>();
  const byStart = new Map(titles.map((title) => [title.start, title]));
  for (const line of lines) {
    const title = byStart.get(line.start);
    if (!title || line.start === line.end) continue;
    const code = (title.loinc && SECTION_TITLES.byLoinc.get(title.loinc)) ?? headingOf(text, line)?.code;
    headings.set(line.lineStart, { start: line.start, end: line.end, code: code || BODY_SECTION });
  }
  return headings;
}

function sectionsOf(text: string, headings: Headings): Section[] {
  const starts = [...headings.entries()];
  const sections: Section[] = [];
  const first = starts[0]?.[0] ?? text.length;
  if (first > 0) {
    const code = starts.length > 0 ? HEADER_SECTION : BODY_SECTION;
    sections.push({ code, start: 0, end: first, title: { start: 0, end: 0 } });
  }
  starts.forEach(([start, { code, ...title }], index) => {
    const end = starts[index + 1]?.[0] ?? text.length;
    sections.push({ code, start, end, title: { start: title.start, end: title.end } });
  });
  return sections;
}
