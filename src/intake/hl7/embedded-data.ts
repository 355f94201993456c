import { isUtf8 } from 'node:buffer';
import { type Charset, decodeText, type Repetition } from '../../hl7/index.js';
import { type PayloadType } from '../report.js';

/** ED-3 (or ED-2), as senders write it, without case and without `application/`, `text/` or `image/`. */
const TYPES: Readonly<Record<string, PayloadType>> = {
  XML: 'application/xml',
  CDA: 'application/xml',
  'HL7-CDA': 'application/xml',
  'HL7-CDA+XML': 'application/xml',
  'X-HL7-CDA-LEVEL-ONE': 'application/xml',
  'X-HL7-CDA-LEVEL-THREE': 'application/xml',
  PDF: 'application/pdf',
  RTF: 'text/rtf',
  HTML: 'text/html',
  HTM: 'text/html',
  'XHTML+XML': 'text/html',
  PLAIN: 'text/plain',
  TXT: 'text/plain',
  TEXT: 'text/plain',
  TX: 'text/plain',
  TIFF: 'image/tiff',
  TIF: 'image/tiff',
  JPEG: 'image/jpeg',
  JPG: 'image/jpeg',
  PNG: 'image/png',
};

/** What ED-2 and ED-3 declare: `TEXT^XML`, `application^pdf`, `AP^PDF`, `text^^` (plain). */
export const declaredType = (ed: Repetition): PayloadType | undefined => typeNamed(ed.value(2), ed.value(3));

/** Tables 0191 and 0291, and media types: `TEXT` and `XML`, `application/pdf` alone. */
export function typeNamed(type: string, subtype = ''): PayloadType | undefined {
  const name = bare(subtype) || bare(type);
  return Object.hasOwn(TYPES, name) ? TYPES[name] : undefined;
}

const bare = (type: string): string => type.toUpperCase().replace(/^(?:APPLICATION|TEXT|IMAGE)\//, '');

/** How the files of pictures begin, a letter for each byte. */
const PICTURES: readonly (readonly [string, PayloadType])[] = [
  ['II*\0', 'image/tiff'],
  ['MM\0*', 'image/tiff'],
  ['\u00FF\u00D8\u00FF', 'image/jpeg'],
  ['\u0089PNG\r\n\u001A\n', 'image/png'],
];

/** What the first bytes of a file say it is. */
export function recognizedType(head: Buffer): PayloadType | undefined {
  const bytes = head.toString('latin1');
  const picture = PICTURES.find(([mark]) => bytes.startsWith(mark));
  if (picture) return picture[1];
  const start = bytes.replace(/^(?:\u00EF\u00BB\u00BF|\s)+/, '');
  if (start.startsWith('%PDF-')) return 'application/pdf';
  if (start.startsWith('{\\rtf')) return 'text/rtf';
  if (/^<(?:!doctype\s+html|html)\b/i.test(start)) return 'text/html';
  if (/^<(?:\?xml|(?:\w+:)?ClinicalDocument)\b/.test(start)) return 'application/xml';
  return undefined;
}

export type Base64Fault = 'unreadable' | 'url-safe';

const PAD = '='.charCodeAt(0);
/** By code: 1 a letter of base64, 2 a blank, 3 padding, 4 a letter of the URL alphabet; 0 none of them. */
const KINDS = kindsOf([
  ['ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/', 1],
  [' \t\r\n\f\v', 2],
  ['=', 3],
  ['-_', 4],
]);

function kindsOf(letters: readonly (readonly [string, number])[]): Uint8Array {
  const kinds = new Uint8Array(128);
  for (const [group, kind] of letters) for (const letter of group) kinds[letter.charCodeAt(0)] = kind;
  return kinds;
}

/**
 * Base64 as senders write it: wrapped, unpadded, or in pieces each padded on its own. The URL alphabet is refused by
 * its name. Letter by letter: an expression over megabytes overflows the stack once V8 stops optimising it.
 */
export function decodeBase64(text: string): Buffer | Base64Fault {
  let letters = 0;
  let piece = 0;
  let pieces = 0;
  for (let at = 0; at < text.length; at += 1) {
    const kind = KINDS[text.charCodeAt(at)] ?? 0;
    if (kind === 1) {
      if (piece === 0) pieces += 1;
      piece += 1;
      letters += 1;
    } else if (kind === 3) {
      if (piece % 4 === 1) return 'unreadable';
      piece = 0;
    } else if (kind !== 2) {
      return kind === 4 ? 'url-safe' : 'unreadable';
    }
  }
  if (letters === 0 || piece % 4 === 1) return 'unreadable';
  if (pieces === 1) return Buffer.from(text, 'base64');
  return Buffer.concat(splitAtPadding(text).map((part) => Buffer.from(part, 'base64')));
}

function splitAtPadding(text: string): string[] {
  const parts: string[] = [];
  let start = 0;
  for (let pad = text.indexOf('='); pad !== -1; pad = text.indexOf('=', start)) {
    parts.push(text.slice(start, pad));
    start = pad + 1;
    while (text.charCodeAt(start) === PAD) start += 1;
  }
  return [...parts, text.slice(start)];
}

/** Hexadecimal digits to bytes. Nothing if it is not hexadecimal. */
export function decodeHex(text: string): Buffer | undefined {
  const digits = text.replace(/\s/g, '');
  // Buffer stops at the first letter that is no digit: what it read tells.
  const bytes = Buffer.from(digits, 'hex');
  return bytes.length > 0 && bytes.length * 2 === digits.length ? bytes : undefined;
}

const BOM = Buffer.from([0xef, 0xbb, 0xbf]);

/** Text files are stored in UTF-8 without a byte order mark; those not in UTF-8 are in the message's charset. */
export function asUtf8(content: Buffer, charset: Charset): Buffer | undefined {
  if (isUtf8(content)) return content.subarray(0, 3).equals(BOM) ? content.subarray(3) : content;
  const decoded = decodeText(content, charset);
  return decoded.ok ? Buffer.from(decoded.value, 'utf8') : undefined;
}
