import { isAscii, isUtf8 } from 'node:buffer';
import { ok, type Result } from '../kernel/index.js';
import { hl7Failure } from './failures.js';

/** `8859/1` is read as windows-1252, its superset: that is what senders of curly quotes and œ mean by it. */
export type Charset = 'utf-8' | 'iso-8859-1' | 'iso-8859-15' | 'ascii';

/** MSH-18 (table 0211) as written by the standard and by senders, without case. */
const NAMES: Readonly<Record<string, Charset>> = {
  'UNICODE UTF-8': 'utf-8',
  'UNICODE UTF8': 'utf-8',
  'UTF-8': 'utf-8',
  UTF8: 'utf-8',
  '8859/1': 'iso-8859-1',
  '8859-1': 'iso-8859-1',
  'ISO-8859-1': 'iso-8859-1',
  'ISO8859-1': 'iso-8859-1',
  '8859/15': 'iso-8859-15',
  '8859-15': 'iso-8859-15',
  'ISO-8859-15': 'iso-8859-15',
  'ISO8859-15': 'iso-8859-15',
  ASCII: 'ascii',
  'US-ASCII': 'ascii',
};

/** Code for MSH-18 of what we send. */
export const CHARSET_CODE: Readonly<Record<Charset, string>> = {
  'utf-8': 'UNICODE UTF-8',
  'iso-8859-1': '8859/1',
  'iso-8859-15': '8859/15',
  ascii: 'ASCII',
};

/** The character set named by the first repetition of MSH-18; `fallback` where MSH-18 is empty. */
export function charsetNamed(msh18: string, fallback: Charset): Result<Charset> {
  // The repetition separator is not known yet, and some senders write a tilde-like letter for it.
  const name = /^[A-Z0-9 /.-]*/.exec(msh18.trim().toUpperCase())?.[0].trim() ?? '';
  if (name === '' && msh18.trim() === '') return ok(fallback);
  const charset = NAMES[name];
  if (charset) return ok(charset);
  return hl7Failure('HL7_CHARSET_UNKNOWN', 'MSH-18: this character set is not read here');
}

/** Some runs of ISO 8859 letters are UTF-8 by chance (é, no-break space, »), but then of a far alphabet. */
const FAR_LETTER = /[^\p{Script=Latin}\p{Script=Greek}\p{Script=Common}\p{Script=Inherited}]/u;

/** Bytes to text without loss: a byte that has no letter in the charset is refused, never replaced. */
export function decodeText(bytes: Buffer, charset: Charset): Result<string> {
  if (bytes.includes(0)) return hl7Failure('HL7_CHARSET_BYTES', 'a NUL byte stands in the message');
  if (isAscii(bytes)) return ok(bytes.toString('latin1'));
  if (charset === 'utf-8') {
    if (isUtf8(bytes)) return ok(bytes.toString('utf8'));
    return hl7Failure('HL7_CHARSET_BYTES', 'the bytes are not UTF-8, which MSH-18 or the source declares');
  }
  if (charset === 'ascii') {
    return hl7Failure('HL7_CHARSET_BYTES', 'the bytes are not ASCII, which MSH-18 or the source declares');
  }
  // UTF-8 sent as 8859 decodes without an error and reads "Ã©": only this check sees it.
  if (isUtf8(bytes) && !FAR_LETTER.test(bytes.toString('utf8'))) {
    return hl7Failure('HL7_CHARSET_BYTES', 'the bytes are UTF-8, MSH-18 or the source declares ISO 8859');
  }
  const text = new TextDecoder(charset).decode(bytes);
  // C1 controls are the holes of these tables: no letter stands there.
  if (/[\u0080-\u009f]/.test(text)) {
    return hl7Failure('HL7_CHARSET_BYTES', 'some bytes have no letter in the character set declared');
  }
  return ok(text);
}

const encoders = new Map<Charset, ReadonlyMap<string, number>>();

function encoderOf(charset: Charset): ReadonlyMap<string, number> {
  const known = encoders.get(charset);
  if (known) return known;
  const all = Uint8Array.from({ length: 256 }, (_, byte) => byte);
  const letters = charset === 'ascii' ? '' : new TextDecoder(charset).decode(all);
  const table = new Map([...letters].map((letter, byte) => [letter, byte]));
  for (let byte = 0; byte < 128; byte += 1) table.set(String.fromCharCode(byte), byte);
  encoders.set(charset, table);
  return table;
}

/** Text to bytes. A letter the charset lacks loses its accent, or becomes `?`. */
export function encodeText(text: string, charset: Charset): Buffer {
  if (charset === 'utf-8') return Buffer.from(text, 'utf8');
  const table = encoderOf(charset);
  const bytes = [...text].flatMap((letter) => {
    const byte = table.get(letter);
    if (byte !== undefined) return [byte];
    const plain = letter.normalize('NFD').replace(/\p{M}/gu, '');
    return [...(plain === letter ? '?' : plain)].map((one) => table.get(one) ?? 0x3f);
  });
  return Buffer.from(bytes);
}
