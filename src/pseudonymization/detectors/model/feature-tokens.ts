import { type Span } from '../../../text/index.js';

/** `word`: letters of one word; `number`: digits; `line`: one or more line ends; `sign`: any other sign, or the same one repeated. */
export type TokenKind = 'word' | 'number' | 'line' | 'sign';

/** A token of the model. Offsets in UTF-16 code units. */
export interface ModelToken extends Span {
  readonly kind: TokenKind;
}

const SIGN = 0;
const LOWER = 1;
const UPPER = 2;
const LETTER = 3;
const DIGIT = 4;
const SPACE = 5;
const LINE = 6;
const UNKNOWN = 255;

const classes = new Uint8Array(0x10000).fill(UNKNOWN);

function classify(unit: number): number {
  const sign = String.fromCharCode(unit);
  if (/[0-9]/.test(sign)) return DIGIT;
  if (/[\n\v\f\r\u0085\u2028\u2029]/.test(sign)) return LINE;
  if (/[\s\u00ad\u200b-\u200f\u2060\ufeff]/u.test(sign)) return SPACE;
  if (/\p{Ll}/u.test(sign)) return LOWER;
  if (/\p{Lu}/u.test(sign)) return UPPER;
  return /[\p{L}\p{M}]/u.test(sign) ? LETTER : SIGN;
}

function classAt(text: string, at: number): number {
  if (at >= text.length) return SPACE;
  const unit = text.charCodeAt(at);
  const known = classes[unit] as number;
  if (known !== UNKNOWN) return known;
  return (classes[unit] = classify(unit));
}

const isLetter = (kind: number): boolean => kind >= LOWER && kind <= LETTER;

/** Words stuck together are parted: `DupontJean`, `MARTINPaul`, `MmeFERRAND`. */
function partsHere(text: string, start: number, at: number): boolean {
  if (classAt(text, at) !== UPPER) return false;
  const before = classAt(text, at - 1);
  if (before === LOWER) return true;
  return (
    before === UPPER && at - start >= 2 && classAt(text, at + 1) === LOWER && classAt(text, at + 2) === LOWER
  );
}

function wordEnd(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && isLetter(classAt(text, at)) && !partsHere(text, start, at)) at += 1;
  return at;
}

function numberEnd(text: string, start: number): number {
  let at = start + 1;
  while (classAt(text, at) === DIGIT) at += 1;
  return at;
}

/** Empty lines belong to the line end before them. */
function lineEnd(text: string, start: number): number {
  let end = start + 1;
  for (let at = end; at < text.length; at += 1) {
    const kind = classAt(text, at);
    if (kind === LINE) end = at + 1;
    else if (kind !== SPACE) break;
  }
  return end;
}

function signEnd(text: string, start: number): number {
  const unit = text.charCodeAt(start);
  if (unit >= 0xd800 && unit < 0xdc00) return Math.min(start + 2, text.length);
  let at = start + 1;
  while (at < text.length && text.charCodeAt(at) === unit) at += 1;
  return at;
}

/** Every sign of the text that is no blank lies in exactly one token, in order. */
export function modelTokens(text: string): ModelToken[] {
  const tokens: ModelToken[] = [];
  let at = 0;
  while (at < text.length) {
    const start = at;
    const kind = classAt(text, at);
    if (kind === SPACE) {
      at += 1;
      continue;
    }
    if (isLetter(kind)) tokens.push({ start, end: (at = wordEnd(text, at)), kind: 'word' });
    else if (kind === DIGIT) tokens.push({ start, end: (at = numberEnd(text, at)), kind: 'number' });
    else if (kind === LINE) {
      const end = lineEnd(text, at);
      tokens.push({ start, end, kind: 'line' });
      at = end;
    } else tokens.push({ start, end: (at = signEnd(text, at)), kind: 'sign' });
  }
  return tokens;
}
