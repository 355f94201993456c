import { type Charset, decodeText } from './charset.js';
import { type Delimiters, STANDARD_DELIMITERS } from './delimiters.js';

const special = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

const BODIES = [
  '[FSTREHN]',
  'C[0-9A-Fa-f]{4}',
  'M[0-9A-Fa-f]{4}(?:[0-9A-Fa-f]{2})?',
  '\\.(?:br|sp|in|ti|sk|fi|nf|ce)\\s?[+-]?\\d{0,3}',
].join('|');

/**
 * The escapes of the standard, and runs of hexadecimal ones: `\XC3\\XA9\` is one letter in UTF-8. What is not
 * one does not match, so that the letter that ends a foreign sequence can still begin a true one.
 */
function escapePattern(escape: string): RegExp {
  const e = special(escape);
  return new RegExp(`(?:${e}X(?:[0-9A-Fa-f]{2})+${e})+|${e}(${BODIES})${e}`, 'g');
}

const patterns = new Map<string, RegExp>();

function patternFor(escape: string): RegExp {
  const known = patterns.get(escape);
  if (known) return known;
  const made = escapePattern(escape);
  patterns.set(escape, made);
  return made;
}

/**
 * Text as a person reads it: `\F\ \S\ \T\ \R\ \E\` to the separators, `\X..\` to letters of the message's
 * charset, `\.br\` and `\.sp\` to line ends, highlighting and charset switches dropped. What is not an escape
 * of the standard is left as it came.
 */
export function unescapeText(raw: string, delimiters: Delimiters, charset: Charset = 'utf-8'): string {
  const { escape } = delimiters;
  if (escape === '' || !raw.includes(escape)) return raw;
  return raw.replace(patternFor(escape), (sequence: string, body: string | undefined) => {
    if (body === undefined) return hexadecimal(sequence, escape, charset);
    return meaning(body, delimiters);
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
  return plain.replace(patternFor(escape), (sequence: string, body: string | undefined) => {
    const same = sequence.replaceAll(escape, standard);
    if (body !== undefined) return same;
    const letters = hexadecimal(sequence, escape, charset);
    return letters === sequence ? same : escapeText(letters);
  });
}
