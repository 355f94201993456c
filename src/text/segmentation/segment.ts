import { type Section, type Span } from '../span.js';
import { blocksOf } from './blocks.js';
import { contextOf } from './context.js';
import { findHeadings } from './find-headings.js';
import { foldingOf, type SeenLine } from './folding.js';
import { type Heading, headingOf } from './headings.js';
import { innerHeadings } from './inner-headings.js';
import { kindOf } from './line-kinds.js';
import { splitLines } from './lines.js';
import { BODY_SECTION, HEADER_SECTION } from './section-codes.js';
import { titleCandidates } from './title-candidates.js';
import { SECTION_TITLES } from './section-titles.js';
import { findSentences } from './sentences.js';

export { BODY_SECTION, HEADER_SECTION };

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
  const seen = seeLines(text);
  const folding = foldingOf(text, seen);
  const context = contextOf(text);
  const headings = titles
    ? fromStructure(text, seen, titles)
    : findHeadings(text, seen, { folding, context });
  const blocks = blocksOf(text, seen, folding, headings);
  const inner = titles ? [] : innerHeadings(text, blocks, context);
  const opening = [...headings].map(([at, heading]) => ({ ...heading, at }));
  const all = [...opening, ...inner.map((heading) => ({ ...heading, at: heading.start }))];
  return {
    sections: sectionsOf(
      text,
      all.sort((one, other) => one.at - other.at),
    ),
    sentences: findSentences(text, blocks, inner),
  };
}

function seeLines(text: string): SeenLine[] {
  const seen: SeenLine[] = [];
  for (const line of splitLines(text)) seen.push({ line, kind: kindOf(text, line, seen.at(-1)?.kind) });
  return seen;
}

function fromStructure(
  text: string,
  seen: readonly SeenLine[],
  titles: readonly KnownTitle[],
): ReadonlyMap<number, Heading> {
  const headings = new Map<number, Heading>();
  const byStart = new Map(titles.map((title) => [title.start, title]));
  for (const { line } of seen) {
    const title = byStart.get(line.start);
    if (!title || line.start === line.end) continue;
    const known =
      (title.loinc && SECTION_TITLES.byLoinc.get(title.loinc)) ??
      headingOf(line, titleCandidates(text, line))?.code;
    const code = known || BODY_SECTION;
    headings.set(line.lineStart, { start: line.start, end: line.end, code, marked: true, dated: false });
  }
  return headings;
}

/** `at`: where the section starts, the start of its line or of its title inside a line. */
function sectionsOf(text: string, headings: readonly (Heading & { readonly at: number })[]): Section[] {
  const sections: Section[] = [];
  const first = headings[0]?.at ?? text.length;
  if (first > 0) {
    const code = headings.length > 0 ? HEADER_SECTION : BODY_SECTION;
    sections.push({ code, start: 0, end: first, title: { start: 0, end: 0 } });
  }
  for (const [index, heading] of headings.entries()) {
    const { code, at, start, end } = heading;
    sections.push({ code, start: at, end: headings[index + 1]?.at ?? text.length, title: { start, end } });
  }
  return sections;
}
