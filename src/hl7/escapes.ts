import { type Charset, decodeText } from './charset.js';
import { type Delimiters, STANDARD_DELIMITERS } from './delimiters.js';

/** What stands between two escape letters, hexadecimal runs aside. */
const BODY =
  /^(?:[FSTREHN]|C[0-9A-Fa-f]{4}|M[0-9A-Fa-f]{4}(?:[0-9A-Fa-f]{2})?|\.(?:br|sp|in|ti|sk|fi|nf|ce)\s?[+-]?\d{0,3})$/;
const LONGEST_BODY = 12;

interface Meanings {
  readonly ofBody: (body: string, sequence: string) => string;
  /** Of a run of hexadecimal sequences: `\XC3\\XA9\` is one letter in UTF-8. */
  readonly ofHexadecimal: (sequences: string) => string;
}

/**
 * Replaces the escapes of the standard. What is not one stays, and the letter that ends a foreign sequence can still
 * begin a true one. Letter by letter: an expression over megabytes overflows the stack once V8 stops optimising it.
 */
function replaceEscapes(raw: string, escape: string, { ofBody, ofHexadecimal }: Meanings): string {
  const parts: string[] = [];
  const size = escape.length;
  let from = 0;
  let at = raw.indexOf(escape);
  while (at !== -1) {
    const end = raw.indexOf(escape, at + size);
    if (end === -1) break;
    const afterRun = endOfRun(raw, escape, at);
    const body = end - at - size <= LONGEST_BODY ? raw.slice(at + size, end) : '';
    if (afterRun === at && !BODY.test(body)) {
      at = end;
      continue;
    }
    const next = afterRun === at ? end + size : afterRun;
    const sequence = raw.slice(at, next);
    parts.push(raw.slice(from, at), afterRun === at ? ofBody(body, sequence) : ofHexadecimal(sequence));
    from = next;
    at = raw.indexOf(escape, next);
  }
  return parts.length === 0 ? raw : parts.join('') + raw.slice(from);
}

/** Where the hexadecimal sequences that begin at `start` end; `start` where there is none. */
function endOfRun(raw: string, escape: string, start: number): number {
  let at = start;
  while (raw.startsWith(`${escape}X`, at)) {
    const end = raw.indexOf(escape, at + escape.length);
    if (end === -1 || !areHexadecimal(raw, at + escape.length + 1, end)) return at;
    at = end + escape.length;
  }
  return at;
}

function areHexadecimal(raw: string, from: number, to: number): boolean {
  if (to === from || (to - from) % 2 === 1) return false;
  for (let at = from; at < to; at += 1) {
    const code = raw.charCodeAt(at);
    const isDigit = code >= 48 && code <= 57;
    // A to F, in either case.
    if (!isDigit && !((code | 32) >= 97 && (code | 32) <= 102)) return false;
  }
  return true;
}

/**
 * Text as a person reads it: `\F\ \S\ \T\ \R\ \E\` to the separators, `\X..\` to letters of the message's
 * charset, `\.br\` and `\.sp\` to line ends, highlighting and charset switches dropped. What is not an escape
 * of the standard is left as it came.
 */
export function unescapeText(raw: string, delimiters: Delimiters, charset: Charset = 'utf-8'): string {
  const { escape } = delimiters;
  if (escape === '' || !raw.includes(escape)) return raw;
  return replaceEscapes(raw, escape, {
    ofBody: (body) => meaning(body, delimiters),
    ofHexadecimal: (sequences) => hexadecimal(sequences, escape, charset),
  });
}

function hexadecimal(sequence: string, escape: string, charset: Charset): string {
  const digits = sequence.replaceAll(escape, '').replaceAll('X', '');
  const decoded = decodeText(Buffer.from(digits, 'hex'), charset);
  // Left visible rather than guessed: bytes of another charset, and NUL, have no sure letter.
  return decoded.ok && !decoded.value.includes('\0') ? decoded.value : sequence;
}

function meaning(body: string, delimiters: Delimiters): string {
  switch (body) {
    case 'F':
      return delimiters.field;
    case 'S':
      return delimiters.component;
    case 'T':
      return delimiters.subcomponent;
    case 'R':
      return delimiters.repetition;
    case 'E':
      return delimiters.escape;
  }
  // Highlighting (H, N) and charset switches (C, M) have no text of their own.
  return body.startsWith('.') ? formatting(body) : '';
}

/** Formatting commands of FT (HL7 v2 chapter 2, "Formatted text"). */
function formatting(body: string): string {
  const argument = body.slice(3).trim();
  const count = argument === '' ? 1 : Math.max(0, Number(argument) || 0);
  switch (body.slice(1, 3)) {
    case 'br':
    case 'ce':
      return '\n';
    case 'sp':
      return '\n'.repeat(count);
    case 'ti':
    case 'sk':
      return argument === '' ? '' : ' '.repeat(count);
    default:
      return '';
  }
}

/** Text to a field's content: separators and line ends escaped. */
export function escapeText(text: string, delimiters: Delimiters = STANDARD_DELIMITERS): string {
  const { field, component, repetition, escape, subcomponent } = delimiters;
  const names = new Map([
    [field, 'F'],
    [component, 'S'],
    [subcomponent, 'T'],
    [repetition, 'R'],
    [escape, 'E'],
  ]);
  return [...text.replace(/\r\n?/g, '\n')]
    .map((letter) => {
      const name = letter === '\n' ? '.br' : names.get(letter);
      if (!name) return letter;
      return escape === '' ? ' ' : `${escape}${name}${escape}`;
    })
    .join('');
}

/**
 * The same escaped text under the standard separators and in Unicode: a sender whose escape letter is not `\`
 * gives `\.br\` all the same, and hexadecimal letters of the message's charset are written out. The content
 * stays escaped.
 */
export function withStandardEscapes(raw: string, delimiters: Delimiters, charset: Charset = 'utf-8'): string {
  const { escape } = delimiters;
  const standard = STANDARD_DELIMITERS.escape;
  const plain = escape === standard ? raw : raw.replaceAll(standard, '\\E\\');
  if (escape === '' || !raw.includes(escape)) return plain;
  return replaceEscapes(plain, escape, {
    ofBody: (_, sequence) => sequence.replaceAll(escape, standard),
    ofHexadecimal: (sequences) => {
      const letters = hexadecimal(sequences, escape, charset);
      return letters === sequences ? sequences.replaceAll(escape, standard) : escapeText(letters);
    },
  });
}
