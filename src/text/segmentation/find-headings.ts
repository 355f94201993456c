import { type Folding, goesOn, isFull, type SeenLine } from './folding.js';
import { type Heading, headingOf } from './headings.js';
import { bareTitles } from './bare-titles.js';
import { shapedHeading } from './shaped-headings.js';
import { type TitleCandidate, titleCandidates } from './title-candidates.js';
import { NO_STYLES, stylesOf, type TitleStyles } from './title-styles.js';
import { comparable } from './comparable.js';
import { codeInContext, type Context } from './context.js';
import { DOCUMENT_TITLES, SECTIONS_WITHIN } from './title-patterns.js';

/** Lines between the name of a document and its first section. */
const LETTERHEAD_LINES = 12;
const LONG_LINE = 100;
/** A letterhead's line of several fields: `Examen : scanner     Date : 12/03/2024`. */
const FIELDS = /:[^:]{0,80}\s{3,}[^:]{1,40}:/u;

interface Reading {
  readonly folding: Folding;
  readonly context: Context;
}

/** Headings of the lines, in order, by the offset of their line. Read twice: the first time tells how titles are set. */
export function findHeadings(
  text: string,
  seen: readonly SeenLine[],
  reading: Reading,
): ReadonlyMap<number, Heading> {
  const candidates = seen.map(({ line, kind }) =>
    kind.blank || kind.separator ? [] : titleCandidates(text, line),
  );
  const bare = bareTitles(text, seen);
  const once = { ...reading, candidates, bare };
  const first = readHeadings(text, seen, { ...once, styles: NO_STYLES });
  const styles = stylesOf({ seen, candidates }, new Set(first.keys()));
  return styles ? readHeadings(text, seen, { ...once, styles }) : first;
}

interface Styled extends Reading {
  readonly candidates: readonly (readonly TitleCandidate[])[];
  readonly bare: ReadonlyMap<number, Heading>;
  readonly styles: TitleStyles;
}

function readHeadings(
  text: string,
  seen: readonly SeenLine[],
  { folding, context, candidates, bare, styles }: Styled,
): ReadonlyMap<number, Heading> {
  const headings = new Map<number, Heading>();
  const codes = new Set<string>();
  let documentTitle: { readonly lineStart: number; readonly index: number } | undefined;
  let current: Heading | undefined;
  let before: SeenLine | undefined;
  for (const [index, now] of seen.entries()) {
    const { line, kind } = now;
    const previous = before;
    before = now;
    if (kind.blank || kind.separator) continue;
    const around = {
      isOpen: current !== undefined,
      isFolded: previous !== undefined && !previous.kind.blank && isFull(text, folding, previous.line, line),
      styles,
      smallLetters: folding.smallLetters,
    };
    const found =
      headingOf(line, candidates[index] ?? [], current?.code) ??
      bare.get(line.lineStart) ??
      shapedHeading({ text, seen, candidates, index }, around);
    if (!found) continue;
    const heading = { ...found, code: codeInContext(text, found, context, codes) };
    if (!current && FIELDS.test(text.slice(line.start, Math.min(line.end, line.start + 160)))) continue;
    if (heading.dated && !current) continue;
    if (isProse(text, heading, { folding, previous, now })) continue;
    if (current && isWithin(heading, current, { previous, now })) continue;
    if (documentTitle && !isLetterhead(text, seen.slice(documentTitle.index + 1, index)))
      documentTitle = undefined;
    if (documentTitle) headings.delete(documentTitle.lineStart);
    const isFirst: boolean = current === undefined || documentTitle !== undefined;
    documentTitle =
      isFirst && isDocumentTitle(text, heading, now) ? { lineStart: line.lineStart, index } : undefined;
    headings.set(line.lineStart, heading);
    codes.add(heading.code);
    current = heading;
  }
  return headings;
}

interface Place {
  readonly folding: Folding;
  readonly previous: SeenLine | undefined;
  readonly now: SeenLine;
}

/** A line in small letters that goes on from the line before is no title (`… en cours de⏎traitement.`). */
function isProse(text: string, heading: Heading, { folding, previous, now }: Place): boolean {
  if (!now.kind.small || heading.marked || folding.smallLetters) return false;
  if (!previous || previous.kind.blank || previous.kind.separator) return false;
  if ('.!?:;'.includes(text[previous.line.end - 1] ?? ' ')) return false;
  return goesOn(
    text,
    folding,
    { ...previous, inside: true },
    { ...now, kind: { ...now.kind, labelled: false } },
  );
}

/** A label with its text that is part of the open section: one examination among others, the stage in a conclusion. */
function isWithin(heading: Heading, current: Heading, { previous, now }: Omit<Place, 'folding'>): boolean {
  const isChild = SECTIONS_WITHIN.get(current.code)?.has(heading.code) ?? false;
  if (!isChild || (heading.marked && heading.mark === current.mark)) return false;
  // `ECG : …⏎Écho : …`: one beside the other, neither in the other.
  if (current.isAcronym && heading.end < now.line.end) return false;
  if (heading.dated && (heading.end < now.line.end || current.code === 'comparaison')) return true;
  return heading.end < now.line.end && (now.kind.row || heading.marked || !previous?.kind.blank);
}

/** Alone before any section, it names the whole document (`IRM DU GENOU DROIT`). */
function isDocumentTitle(text: string, heading: Heading, { line }: SeenLine): boolean {
  if (heading.end < line.end) return false;
  const title = comparable(text.slice(heading.start, heading.end)).replace(/^[^a-z]+|[^a-z]+$/g, '');
  return (
    DOCUMENT_TITLES.has(title) ||
    (heading.code === 'imagerie' && DOCUMENT_TITLES.has(title.split(' ')[0] ?? ''))
  );
}

/** Nothing but short lines of a letterhead. */
function isLetterhead(text: string, between: readonly SeenLine[]): boolean {
  if (between.length > LETTERHEAD_LINES) return false;
  return between.every(({ line, kind }) => {
    if (kind.blank || kind.separator) return true;
    if (
      kind.result ||
      (kind.item && !text.startsWith('**', line.start)) ||
      (kind.row && !text.slice(line.start, line.end).includes(':'))
    )
      return false;
    return line.end - line.start < LONG_LINE && !'.!?'.includes(text[line.end - 1] ?? ' ');
  });
}
