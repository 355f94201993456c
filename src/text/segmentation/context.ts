import { type Span } from '../span.js';
import { comparable } from './comparable.js';
import { CLINICAL_TITLES, LATE_TITLES, MEETING_TITLES, OPERATION_TITLES } from './title-patterns.js';

/** A report of a multidisciplinary meeting, or of an operation, says so at its top. */
const MEETING = /\bR\.?C\.?P\b|concertation/iu;
const OPERATION = /op[ée]ratoire|\bbloc\b|chirurg|c[ée]sarienne/iu;
const TOP = 400;
const DECIDED = ['conclusion', 'decision-rcp', 'suites'];

/** What a report is about, as far as the meaning of some titles depends on it. */
export interface Context {
  readonly isMeeting: boolean;
  readonly isOperation: boolean;
}

/** Looks at the first 400 UTF-16 code units. */
export function contextOf(text: string): Context {
  const top = text.slice(0, TOP);
  return { isMeeting: MEETING.test(top), isOperation: OPERATION.test(top) };
}

/**
 * `Description` of an operation or of an image, `Avis` of a meeting or of a letter: some titles have two meanings.
 * `seen`: codes of the sections before.
 */
export function codeInContext(
  text: string,
  heading: Span & { readonly code: string },
  { isMeeting, isOperation }: Context,
  seen: ReadonlySet<string>,
): string {
  const title = comparable(text.slice(heading.start, heading.end)).replace(/^[^a-z]*|[^a-z]*$/g, '');
  const inOperation = seen.has('intervention') || (isOperation && seen.has('anesthesie'));
  if (inOperation && OPERATION_TITLES.has(title)) return 'intervention';
  const isClinical = seen.has('antecedents') || seen.has('histoire-maladie');
  if (isClinical && !isOperation)
    return CLINICAL_TITLES.get(title) ?? inTime(title, heading.code, seen, isMeeting);
  return inTime(title, heading.code, seen, isMeeting);
}

function inTime(title: string, code: string, seen: ReadonlySet<string>, isMeeting: boolean): string {
  if (LATE_TITLES.has(title) && DECIDED.some((one) => seen.has(one))) return 'suites';
  if (isMeeting && MEETING_TITLES.has(title)) return 'decision-rcp';
  if (!isMeeting && code === 'decision-rcp' && !title.includes('rcp')) return 'suites';
  return code;
}
