import { ok, type Result } from '../kernel/index.js';
import { type Charset, charsetNamed, decodeText } from './charset.js';
import { type Delimiters, readDelimiters } from './delimiters.js';
import { hl7Failure } from './failures.js';
import { readHeader } from './header.js';
import { createSegment, type Encoding, type Hl7Message } from './message.js';
import { withSegments } from './overlay.js';

const START_BLOCK = '\u000b';

/**
 * Cuts a message into segments. `\r`, `\n` and `\r\n` all end a segment; a line that does not begin with a
 * segment name and a separator belongs to the segment before it (base64 and texts that senders wrap).
 */
function splitSegments(text: string, { field }: Delimiters): readonly string[] {
  const segments: string[][] = [];
  let blanks = 0;
  for (const line of text.split(/\r\n|\r|\n/)) {
    if (line.trim() === '') {
      blanks += 1;
      continue;
    }
    const last = segments.at(-1);
    if (last && !(line[3] === field && /^[A-Z][A-Z0-9]{2}$/.test(line.slice(0, 3)))) {
      if (blanks > 0) last.push('\n'.repeat(blanks - 1));
      last.push(line);
    } else {
      segments.push([line]);
    }
    blanks = 0;
  }
  return segments.map((lines) => lines.join('\n'));
}

/** Parses a decoded message that begins with MSH. Never throws. */
export function parseMessage(text: string, charset: Charset): Result<Hl7Message> {
  const start = text.replace(/^[\uFEFF\s]+/, '');
  const delimiters = readDelimiters(start);
  if (!delimiters) return hl7Failure('HL7_NO_HEADER', 'the message does not begin with a usable MSH segment');
  if (start.includes(START_BLOCK)) {
    return hl7Failure('HL7_BROKEN_FRAME', 'a start block stands inside the message');
  }
  const encoding: Encoding = { delimiters, charset };
  const counts = new Map<string, number>();
  const segments = splitSegments(start, delimiters).map((line) => {
    const name = line.slice(0, 3);
    const ordinal = (counts.get(name) ?? 0) + 1;
    counts.set(name, ordinal);
    return createSegment(line, ordinal, encoding);
  });
  return ok(withSegments({ delimiters, charset }, segments));
}

/** Bytes of one message (unframed) to its segments, by the charset of MSH-18, else `defaultCharset`. */
export function readMessage(bytes: Buffer, defaultCharset: Charset): Result<Hl7Message> {
  const header = readHeader(bytes, defaultCharset);
  if (!header.ok) return header;
  const charset = charsetNamed(header.value.charset, defaultCharset);
  if (!charset.ok) return charset;
  const text = decodeText(bytes, charset.value);
  if (!text.ok) return text;
  return parseMessage(text.value, charset.value);
}
