import { type Span } from '../span.js';
import { type Line } from './lines.js';
import { type TitleCandidate } from './title-candidates.js';
import { headCode, titleCode } from './title-code.js';

/** A recognized title: its span, and the code of the section it opens. */
export interface Heading extends Span {
  readonly code: string;
  /** A star, a bracket, a number…: it is set as a title. */
  readonly marked: boolean;
  /** What sets it so, numbers made alike: `a)`, `###`. */
  readonly mark?: string;
  /** A label of three or four capitals: one examination (`ECG : normal`). */
  readonly isAcronym?: boolean;
  /** It holds a date. */
  readonly dated: boolean;
}

export const ACRONYM = /^\p{Lu}{3,4}$/u;

/** The listed title a line holds alone (`3) CONCLUSION`, `__Conclusion__`) or before its text (`Motif : chute`). */
export function headingOf(
  line: Line,
  candidates: readonly TitleCandidate[],
  open?: string,
): Heading | undefined {
  for (const candidate of candidates) {
    const found = listed(candidate, line, open);
    if (found) return found;
  }
  return undefined;
}

function listed({ title, mark, end, colon }: TitleCandidate, line: Line, open?: string): Heading | undefined {
  const isSet = mark !== '' || colon || end < line.end - line.start || !/\p{Ll}/u.test(title);
  const found = titleCode(title, open) ?? (isSet ? headCode(title) : undefined);
  if (!found || mark === 'H') return undefined;
  return {
    start: line.start,
    end: line.start + end,
    marked: mark !== '',
    mark,
    isAcronym: ACRONYM.test(title),
    ...found,
  };
}
