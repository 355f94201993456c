import { ok, type Result } from '../../../kernel/index.js';
import { documentFailure } from '../../failures.js';
import type { ReadingLimits } from '../../limits.js';
import type { TextReading } from '../reading.js';
import { RtfInterpreter } from './interpreter.js';
import { RtfScanner } from './scanner.js';

const START = '{\\rtf';
/** Blanks, NUL and the end mark of DOS: what follows the last brace without being text. */
const NOTHING = /[^\s\0\x1a]/;
const REST_LOOKED_AT = 4096;

/**
 * The text of an RTF file (RTF 1.9.1): a line per paragraph, list item or table row. Page headers come first, page
 * footers last, each once; a footnote or a text box after its paragraph. Line ends are `\n`.
 */
export function readRtf(content: Uint8Array, limits: ReadingLimits): Result<TextReading> {
  const start = Buffer.from(content.subarray(0, 64)).toString('latin1').replace(/^ï»¿/, '');
  if (!start.trimStart().startsWith(START)) return malformed('the file does not start as RTF does');
  const texts: string[] = [];
  let at = content.indexOf(0x7b);
  while (at >= 0) {
    const read = readOne(content, at, limits);
    if (!read.ok) return read;
    texts.push(read.value.text);
    // Some senders put two files one after the other; anything else after the end would be lost.
    const rest = Buffer.from(content.subarray(read.value.end, read.value.end + REST_LOOKED_AT)).toString(
      'latin1',
    );
    const next = rest.search(NOTHING);
    if (next >= 0 && !rest.startsWith(START, next)) return malformed('text after the end of the file');
    at = next < 0 ? -1 : read.value.end + next;
  }
  return ok({ kind: 'text', text: texts.join('\n') });
}

function readOne(
  content: Uint8Array,
  at: number,
  limits: ReadingLimits,
): Result<{ readonly text: string; readonly end: number }> {
  const scanner = new RtfScanner(content, at);
  const interpreter = new RtfInterpreter(content, limits);
  for (let token = scanner.next(); token; token = scanner.next()) {
    if (token.kind === 'broken') return malformed('an escape is cut short or wrong');
    const failure = interpreter.obey(token);
    if (failure) return failure;
    if (interpreter.depth === 0) return ok({ text: interpreter.text(), end: scanner.at });
  }
  return malformed('the file is cut short');
}

function malformed(what: string): Result<never> {
  return documentFailure('DOCUMENT_MALFORMED', `RTF: ${what}`);
}
