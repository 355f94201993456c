import { ok, type Result } from '../../../kernel/index.js';
import { documentFailure } from '../../failures.js';
import type { ReadingLimits } from '../../limits.js';
import type { TextReading } from '../reading.js';
import { RtfInterpreter } from './interpreter.js';
import { RtfScanner } from './scanner.js';

const START = '{\\rtf';
/** Blanks, NUL and the end mark of DOS: what may follow the last brace without being text. */
const NOTHING = new Set([0x00, 0x09, 0x0a, 0x0c, 0x0d, 0x1a, 0x20]);

/**
 * The text of an RTF file (RTF 1.9.1): a line per paragraph, list item or table row. Page headers come first, page
 * footers last, each once; a footnote or a text box after its paragraph. Line ends are `\n`.
 */
export function readRtf(content: Uint8Array, limits: ReadingLimits): Result<TextReading> {
  const start = Buffer.from(content.subarray(0, 64)).toString('latin1').replace(/^ï»¿/, '');
  if (!start.trimStart().startsWith(START)) return malformed('the file does not start as RTF does');
  const texts: string[] = [];
  let at = content.indexOf(0x7b);
  for (;;) {
    const read = readOne(content, at, limits);
    if (!read.ok) return read;
    texts.push(read.value.text);
    const { end } = read.value;
    // Some senders put two files one after the other; anything else after the end would be lost.
    at = end;
    while (at < content.length && NOTHING.has(content[at] as number)) at += 1;
    if (at === content.length) break;
    if (!startsAt(content, at)) return malformed('text after the end of the file');
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

function startsAt(content: Uint8Array, at: number): boolean {
  return Buffer.from(content.subarray(at, at + START.length)).toString('latin1') === START;
}

function malformed(what: string): Result<never> {
  return documentFailure('DOCUMENT_MALFORMED', `RTF: ${what}`);
}
