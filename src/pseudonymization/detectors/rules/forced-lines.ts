import { fold, NOT_NAMES, REPORT_WORDS } from '../../lexicon/index.js';
import { type Candidate, type DetectionInput } from '../candidate.js';
import { type Joined, readJoined, without } from '../joined.js';
import { closeSplitWords } from '../split-words.js';
import { PATIENT_LABELS } from '../titles.js';

/** Widths at which software cuts lines. */
const [NARROWEST, WIDEST] = [20, 200];
/** Full lines a text must have, and words cut between two of them. */
const LEAST_FULL = 4;
const LEAST_CUT = 3;
/** Senders count escapes and accents, so that lines of one width differ by some signs. */
const NEARLY = 0.6;
/** Lines that begin with the space at which they were cut: no other software leaves them. */
const LEAST_SPACED = 2;

/** The last cell of a row: rows of a table are of one width too. */
const ROW_END = /(?: {3,}|\t|\|)[^ \t|]{1,5}$/;

interface Line {
  readonly start: number;
  readonly end: number;
}

function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  for (let start = 0; start <= text.length;) {
    const found = text.indexOf('\n', start);
    const end = found < 0 ? text.length : found;
    lines.push({ start, end: end > start && text[end - 1] === '\r' ? end - 1 : end });
    start = end + 1;
  }
  return lines;
}

const isLetter = (sign: string | undefined): boolean => sign !== undefined && /[\p{L}\d]/u.test(sign);

/** "PATIENT HENRI …": a line that starts with a whole word may be a line of its own. */
function startsAnew(line: string): boolean {
  const word = fold(/^\p{L}+/u.exec(line)?.[0] ?? '');
  return word.length > 3 && (NOT_NAMES.has(word) || REPORT_WORDS.has(word) || PATIENT_LABELS.has(word));
}

/** Lines that the width of the page ended, inside words too: their ends are no ends. Empty where the text is not cut so. */
function fullLines(text: string, lines: readonly Line[]): ReadonlySet<number> {
  const none = new Set<number>();
  const width = lines.reduce((widest, { start, end }) => Math.max(widest, end - start), 0);
  if (width < NARROWEST || width > WIDEST) return none;
  const written = lines.filter(({ start, end }) => end > start).length;
  const next = (at: number): string => text.slice(lines[at + 1]?.start, lines[at + 1]?.end);
  const isRow = ({ start, end }: Line): boolean => ROW_END.test(text.slice(Math.max(start, end - 12), end));
  const isCut = (at: number): boolean =>
    isLetter(text[(lines[at] as Line).end - 1]) &&
    isLetter(next(at)[0]) &&
    !startsAnew(next(at)) &&
    !isRow(lines[at] as Line);
  const isSpaced = (at: number): boolean => /^ [\p{L}\d]/u.test(next(at));
  const longerThan = (least: number): number[] =>
    lines.flatMap(({ start, end }, at) => (end - start >= least && at + 1 < lines.length ? [at] : []));
  const isCutSo = (full: readonly number[]): boolean =>
    full.length >= LEAST_FULL && full.length * 3 >= written && full.filter(isCut).length >= LEAST_CUT;
  const exact = longerThan(width);
  if (isCutSo(exact)) return new Set(exact);
  const nearly = longerThan(width * NEARLY);
  const spaced = nearly.filter(isSpaced).length >= LEAST_SPACED;
  return spaced && isCutSo(nearly) ? new Set(nearly.filter((at) => isCut(at) || isSpaced(at))) : none;
}

/** The text without the line ends that a fixed width forced into it; undefined where there are none. */
export function joinForcedLines(text: string): Joined | undefined {
  const lines = linesOf(text);
  const full = fullLines(text, lines);
  if (full.size === 0) return undefined;
  const cuts = lines.flatMap(({ end }, line) =>
    full.has(line) ? [{ start: end, end: lines[line + 1]?.start ?? text.length }] : [],
  );
  return without(text, cuts);
}

/** The text as it was before a width cut its lines and an export broke its words; undefined where nothing did. */
export function repaired(text: string): Joined | undefined {
  const lines = joinForcedLines(text);
  const words = closeSplitWords(lines?.text ?? text);
  if (lines === undefined || words === undefined) return words ?? lines;
  return { text: words.text, at: words.at.map((sign) => lines.at[sign] as number) };
}

/** Reads the text as it was before it was damaged, and tells where in the original what it finds stands. */
export function acrossForcedLines(
  input: DetectionInput,
  detect: (input: DetectionInput) => Candidate[],
): Candidate[] {
  const joined = repaired(input.text);
  return joined === undefined ? detect(input) : readJoined(input, joined, detect);
}
