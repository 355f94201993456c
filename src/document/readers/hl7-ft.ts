import { STANDARD_DELIMITERS, unescapeText } from '../../hl7/index.js';
import { ok, type Result } from '../../kernel/index.js';
import { documentFailure } from '../failures.js';
import { decodeUtf8 } from './plain-text.js';
import type { ReaderIdentity, TextReading } from './reading.js';

export const HL7_FT_READER: ReaderIdentity = { id: 'hl7-ft', version: '1' };

// HL7 v2 chapter 2, "Formatting codes": the layout is ours, the other escapes are the hl7 tool's.
// The latter are matched too, so that `\E\.br\E\` is an escaped `\.br\` and not a line end.
const ESCAPE =
  /\\(?:\.(br|sp|in|ti|sk|fi|nf|ce)\s*([+-]?\d{1,3})?|[EFHNRST]|X(?:[0-9A-F]{2}){1,20000}|Z[^\\\r\n]{0,40})\\/gi;
const CHARSET_SWITCH = /\\(?:C[0-9A-F]{4}|M[0-9A-F]{4}(?:[0-9A-F]{2})?)\\/i;
const MAX_INDENT = 40;
const MAX_SKIP = 10;

/**
 * HL7 formatted text (TX, FT), still escaped with the standard separators, in UTF-8: several OBX come joined by a
 * line feed, `~` parts repetitions. Line ends of the result are `\n`.
 */
export function readHl7FormattedText(content: Uint8Array): Result<TextReading> {
  const decoded = decodeUtf8(content);
  if (!decoded.ok) return decoded;
  if (CHARSET_SWITCH.test(decoded.value)) {
    return documentFailure(
      'DOCUMENT_ESCAPE_NOT_READ',
      'HL7 text: \\C..\\ and \\M..\\ (charset switch) are not read',
    );
  }
  return ok({ kind: 'text', text: layOut(decoded.value) });
}

function layOut(raw: string): string {
  const page = new Page();
  let from = 0;
  for (const match of raw.matchAll(ESCAPE)) {
    const [, command, count] = match;
    if (command === undefined) continue;
    page.write(unescaped(raw.slice(from, match.index)));
    page.obey(command.toLowerCase(), count === undefined ? undefined : Number(count));
    from = match.index + match[0].length;
  }
  page.write(unescaped(raw.slice(from)));
  return page.text();
}

function unescaped(piece: string): string {
  return unescapeText(piece.replaceAll('~', '\n'), STANDARD_DELIMITERS).replace(/\r\n?/g, '\n');
}

/** Where the text stands on its line, as the formatting codes move it. */
class Page {
  readonly #pieces: string[] = [];
  #margin = 0;
  #once = 0;
  #atLineStart = true;

  write(text: string): void {
    text.split('\n').forEach((piece, index) => {
      if (index > 0) this.#newLine();
      if (piece === '') return;
      if (this.#atLineStart) this.#pieces.push(' '.repeat(indent(this.#margin + this.#once)));
      this.#pieces.push(piece);
      this.#once = 0;
      this.#atLineStart = false;
    });
  }

  obey(command: string, count: number | undefined): void {
    if (command === 'br') this.#newLine();
    // `.sp n` moves down n lines; without a number it is `.br`.
    if (command === 'sp') this.#newLine(Math.min(Math.max(count ?? 1, 1), MAX_SKIP));
    if (command === 'ce' && !this.#atLineStart) this.#newLine();
    if (command === 'in') this.#margin = indent(this.#margin + (count ?? 0));
    if (command === 'ti') this.#once = count ?? 0;
    if (command === 'sk') this.#pieces.push(' '.repeat(indent(count ?? 1)));
  }

  text(): string {
    return this.#pieces.join('');
  }

  #newLine(times = 1): void {
    this.#pieces.push('\n'.repeat(times));
    this.#atLineStart = true;
  }
}

function indent(columns: number): number {
  return Math.min(Math.max(columns, 0), MAX_INDENT);
}
