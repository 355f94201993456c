import { firstFrom, type Span } from '../../text/index.js';
import { CODES_OF_DRUGS } from './result-words.js';

/** An antibiotic by a code of one or two letters. */
export interface CodedName extends Span {
  readonly name: string;
}

/** "P R", "C(S)", "E :S": a code and its category; "  E  ": a cell of its own. */
const CODE =
  /(?<![^\s|;,(])([A-Z]{1,3})(?=[ \t]*(?:500|1000)?[ \t]*(?:[:=(-][ \t]?)?(?:SFP|S|I|R)(?![\p{L}\d.])|[ \t]*[|;\t]|[ \t]{2,}|[ \t]*$)/gmu;
const LEAST = 2;
const LONGEST_LINE = 400;

/** "STR 1000   S": a line of its own between the lines of other antibiotics. */
const ALONE =
  /^[ \t|]*[A-Z]{1,3}[ \t|;:]+(?:[<>≤≥=]*[ \t]*\d[\d.,]*[ \t|;:]*){0,2}(?:SFP|S|I|R)(?![\p{L}\d.])/u;

/** Codes among at least two other antibiotics, on their line or on the lines beside; `drugs` are sorted. Linear in the text. */
export function codedNames(text: string, drugs: readonly Span[]): CodedName[] {
  if (drugs.length < LEAST) return [];
  const found: CodedName[] = [];
  const lines = linesOf(text, drugs);
  lines.forEach(({ start, line, count }, at) => {
    const beside = (lines[at - 1]?.count ?? 0) + (lines[at + 1]?.count ?? 0);
    const isAmong = count >= LEAST || (beside >= LEAST - 1 && count === 0 && ALONE.test(line));
    if (!isAmong || line.length > LONGEST_LINE) return;
    for (const match of line.matchAll(CODE)) {
      const [, code = ''] = match;
      const name = CODES_OF_DRUGS.get(code);
      const from = start + match.index;
      if (name !== undefined && firstFrom(drugs, from)?.start !== from)
        found.push({ start: from, end: from + code.length, name });
    }
  });
  return found;
}

interface Line {
  readonly start: number;
  readonly line: string;
  /** How many antibiotics it holds. */
  readonly count: number;
}

function linesOf(text: string, drugs: readonly Span[]): Line[] {
  let start = 0;
  let next = 0;
  return text.split('\n').map((line) => {
    const from = next;
    while (next < drugs.length && (drugs[next] as Span).start < start + line.length) next += 1;
    const own = { start, line, count: next - from };
    start += line.length + 1;
    return own;
  });
}
