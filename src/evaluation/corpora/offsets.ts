import { ok, type Result } from '../../kernel/index.js';
import { type Span } from '../../text/index.js';
import { evaluationFailure } from '../failures.js';
import { type OffsetUnit } from './annotated.js';

const ASTRAL = /[\ud800-\udbff][\udc00-\udfff]/;

/** UTF-16 offset of each code point, and of the end. */
function startsOf(text: string): Uint32Array {
  const starts = new Uint32Array(text.length + 1);
  let count = 0;
  for (let at = 0; at < text.length; at += (text.codePointAt(at) as number) > 0xffff ? 2 : 1) {
    starts[count] = at;
    count += 1;
  }
  starts[count] = text.length;
  return starts.subarray(0, count + 1);
}

/** Code points → UTF-16 code units. */
export function fromCodePoints(text: string): (span: Span) => Span {
  if (!ASTRAL.test(text)) return (span) => span;
  const starts = startsOf(text);
  // Past the end stays past the end: the check of spans says so.
  const at = (offset: number): number => starts[offset] ?? (offset < 0 ? offset : text.length + offset);
  return ({ start, end }) => ({ start: at(start), end: at(end) });
}

/** UTF-16 code units → code points. */
export function toCodePoints(text: string): (span: Span) => Span {
  if (!ASTRAL.test(text)) return (span) => span;
  const points = new Map([...startsOf(text)].map((start, at) => [start, at] as const));
  const at = (offset: number): number => points.get(offset) ?? points.get(offset - 1) ?? offset;
  return ({ start, end }) => ({ start: at(start), end: at(end) });
}

export const converter = (text: string, unit: OffsetUnit): ((span: Span) => Span) =>
  unit === 'code-points' ? fromCodePoints(text) : (span) => span;

/** A stretch of the text, at least one unit long. */
export function checkedSpan(text: string, { start, end }: Span): Result<Span> {
  const isRight =
    Number.isInteger(start) && Number.isInteger(end) && start >= 0 && start < end && end <= text.length;
  return isRight
    ? ok({ start, end })
    : evaluationFailure('CORPUS_SPAN_INVALID', 'offsets inside the text, start before end, are expected');
}
