import { fold, NOT_NAMES, REPORT_WORDS } from '../../lexicon/index.js';
import { type Candidate, type DetectionInput } from '../candidate.js';
import { PATIENT_LABELS } from '../titles.js';
import { tokenize } from '../tokens.js';

/** Widths at which software cuts lines. */
const [NARROWEST, WIDEST] = [20, 200];
/** Full lines a text must have, and words cut between two of them. */
const LEAST_FULL = 4;
const LEAST_CUT = 3;
/** Senders count escapes and accents, so that lines of one width differ by some signs. */
const NEARLY = 0.6;
/** Lines that begin with the space at which they were cut: no other software leaves them. */
const LEAST_SPACED = 2;

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
  const isCut = (at: number): boolean =>
    isLetter(text[(lines[at] as Line).end - 1]) && isLetter(next(at)[0]) && !startsAnew(next(at));
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

export interface Joined {
  readonly text: string;
  /** Where a sign of it stands in the original, in UTF-16 code units. */
  readonly at: Int32Array;
}

/** The text without the line ends that a fixed width forced into it; undefined where there are none. */
export function joinForcedLines(text: string): Joined | undefined {
  const lines = linesOf(text);
  const full = fullLines(text, lines);
  if (full.size === 0) return undefined;
  const [pieces, at] = [[] as string[], new Int32Array(text.length + 1)];
  let length = 0;
  lines.forEach(({ start, end }, line) => {
    const next = full.has(line) ? end : (lines[line + 1]?.start ?? text.length);
    pieces.push(text.slice(start, next));
    for (let sign = start; sign < next; sign += 1) at[length++] = sign;
  });
  at[length] = text.length;
  return { text: pieces.join(''), at: at.subarray(0, length + 1) };
}

/** Reads the text as it was before a width cut its lines, and tells where in the original what it finds stands. */
export function acrossForcedLines(
  input: DetectionInput,
  detect: (input: DetectionInput) => Candidate[],
): Candidate[] {
  const joined = joinForcedLines(input.text);
  if (joined === undefined) return detect(input);
  const { text, at } = joined;
  const placed = <T extends { start: number; end: number }>(one: T): T => ({
    ...one,
    start: at[one.start] as number,
    end: (at[one.end - 1] as number) + 1,
  });
  return detect({ ...input, text, tokens: tokenize(text) }).map((one) => ({
    ...placed(one),
    ...(one.words && { words: one.words.map(placed) }),
    ...(one.person !== undefined && { person: at[one.person] as number }),
  }));
}
