import { type Repetition } from '../../hl7/index.js';
import { type PayloadType } from '../report.js';

/** ED-3 (or ED-2), as senders write it, without case and without `application/` or `text/`. */
const TYPES: Readonly<Record<string, PayloadType>> = {
  XML: 'application/xml',
  CDA: 'application/xml',
  'HL7-CDA': 'application/xml',
  'X-HL7-CDA-LEVEL-ONE': 'application/xml',
  'X-HL7-CDA-LEVEL-THREE': 'application/xml',
  PDF: 'application/pdf',
  RTF: 'text/rtf',
  HTML: 'text/html',
  HTM: 'text/html',
  PLAIN: 'text/plain',
  TXT: 'text/plain',
  TEXT: 'text/plain',
  TX: 'text/plain',
};

/** What ED-2 and ED-3 declare: `TEXT^XML`, `application^pdf`, `AP^PDF`, `text^^` (plain). */
export function declaredType(ed: Repetition): PayloadType | undefined {
  const subtype = bare(ed.value(3));
  return TYPES[subtype === '' ? bare(ed.value(2)) : subtype];
}

const bare = (type: string): string => type.toUpperCase().replace(/^(?:APPLICATION|TEXT)\//, '');

/** What the first bytes of a file say it is. */
export function recognizedType(head: Buffer): PayloadType | undefined {
  const start = head.toString('latin1').replace(/^(?:\u00EF\u00BB\u00BF|\s)+/, '');
  if (start.startsWith('%PDF-')) return 'application/pdf';
  if (start.startsWith('{\\rtf')) return 'text/rtf';
  if (/^<(?:!doctype\s+html|html)\b/i.test(start)) return 'text/html';
  if (/^<(?:\?xml|(?:\w+:)?ClinicalDocument)\b/.test(start)) return 'application/xml';
  return undefined;
}

/**
 * Base64 as senders write it: wrapped, unpadded, or in pieces each padded on its own. Nothing if it is not base64.
 */
export function decodeBase64(text: string): Buffer | undefined {
  const pieces = text
    .replace(/\s+/g, '')
    .split(/=+/)
    .filter((piece) => piece !== '');
  if (pieces.length === 0) return undefined;
  if (pieces.some((piece) => piece.length % 4 === 1 || !/^[A-Za-z0-9+/]+$/.test(piece))) return undefined;
  return Buffer.concat(pieces.map((piece) => Buffer.from(piece, 'base64')));
}

/** Hexadecimal digits to bytes. Nothing if it is not hexadecimal. */
export function decodeHex(text: string): Buffer | undefined {
  const digits = text.replace(/\s+/g, '');
  if (digits === '' || digits.length % 2 === 1 || !/^[0-9A-Fa-f]+$/.test(digits)) return undefined;
  return Buffer.from(digits, 'hex');
}
