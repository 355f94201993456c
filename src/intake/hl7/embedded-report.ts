import { isUtf8 } from 'node:buffer';
import {
  type Charset,
  decodeText,
  type Hl7Message,
  type Repetition,
  type Segment,
  unescapeText,
} from '../../hl7/index.js';
import { ok, type Result, sensitive } from '../../kernel/index.js';
import { type Payload, type PayloadType } from '../report.js';
import { declaredType, decodeBase64, decodeHex, recognizedType } from './embedded-data.js';
import { refuse, type Refusal } from './refusals.js';

type Encoding = 'BASE64' | 'HEX' | 'A';

/** One ED as it came: a file, or a piece of the file before it. */
interface Piece {
  readonly obx: Segment;
  readonly encoding: Encoding;
  readonly data: string;
  readonly declared?: PayloadType;
  readonly recognized?: PayloadType;
}

const HEAD_LETTERS = 400;

/** The files in ED observations: one each (CDA level 1 and level 3), pieces of one file joined. */
export function readEmbedded(
  observations: readonly Segment[],
  message: Hl7Message,
): Result<Payload[], Refusal> {
  const files: Piece[][] = [];
  for (const obx of observations) {
    for (const ed of obx.repetitions(5)) {
      const piece = readPiece(obx, ed, message);
      if (!piece.ok) return piece;
      const last = files.at(-1);
      if (last?.[0] && continues(last[0], piece.value)) last.push(piece.value);
      else files.push([piece.value]);
    }
  }
  const [first] = observations;
  if (files.length === 0 && first)
    return refuse('HL7_FIELD_MISSING', place(first), 'the document is missing');
  const payloads: Payload[] = [];
  for (const pieces of files) {
    const payload = readFile(pieces, message.charset);
    if (!payload.ok) return payload;
    payloads.push(payload.value);
  }
  return ok(payloads);
}

const place = ({ ordinal }: Segment, component?: number) => ({
  segment: 'OBX',
  ordinal,
  field: 5,
  component,
});

function readPiece(obx: Segment, ed: Repetition, message: Hl7Message): Result<Piece, Refusal> {
  const encoding = ed.value(4).toUpperCase() || 'A';
  if (encoding !== 'BASE64' && encoding !== 'HEX' && encoding !== 'A') {
    return refuse('HL7_TABLE_VALUE', place(obx, 4), 'Base64, Hex or A is expected');
  }
  // Line breaks written as escapes inside base64 become plain ones, which decoding skips.
  const data = unescapeText(ed.rawComponent(5), message.delimiters, message.charset);
  if (data.trim() === '') return refuse('HL7_FIELD_MISSING', place(obx, 5), 'the document is missing');
  const head = headBytes(data, encoding);
  return ok({ obx, encoding, data, declared: declaredType(ed), recognized: head && recognizedType(head) });
}

/**
 * A file begins where its first bytes say so. Without such a mark a piece follows the file before it, except
 * between two files declared XML of which the first has no mark either: those are two documents.
 */
function continues(first: Piece, piece: Piece): boolean {
  if (piece.recognized || piece.encoding !== first.encoding || piece.declared !== first.declared)
    return false;
  return first.recognized !== undefined || first.declared === 'text/plain';
}

/** The first bytes of a piece, as far as they can be told without the pieces after it. */
function headBytes(data: string, encoding: Encoding): Buffer | undefined {
  const head = data.slice(0, HEAD_LETTERS).replace(/\s+/g, '');
  if (encoding === 'A') return Buffer.from(data.slice(0, HEAD_LETTERS), 'utf8');
  // Whole groups: four letters of base64, two digits of hexadecimal.
  const whole = head.slice(0, head.length & ~3);
  return encoding === 'HEX' ? decodeHex(whole) : decodeBase64(whole);
}

function readFile(pieces: readonly Piece[], charset: Charset): Result<Payload, Refusal> {
  const [first] = pieces;
  if (!first) throw new Error('a file has at least one piece');
  const content = join(pieces);
  if (!content) {
    const rule = first.encoding === 'HEX' ? 'hexadecimal unreadable' : 'base64 unreadable';
    return refuse('HL7_FIELD_FORMAT', place(first.obx, 5), rule);
  }
  // What the bytes are rules over what they are called; a CDA called HTML stays as declared.
  const isSure = first.recognized === 'application/pdf' || first.recognized === 'text/rtf';
  const contentType = isSure ? first.recognized : (first.declared ?? first.recognized);
  if (!contentType) return refuse('HL7_TABLE_VALUE', place(first.obx, 3), 'this kind of file is not read');
  if (contentType !== 'text/plain') return ok({ contentType, content: sensitive(content) });
  const text = asUtf8(content, charset);
  if (!text)
    return refuse('HL7_CHARSET_BYTES', place(first.obx, 5), 'the text is neither UTF-8 nor of MSH-18');
  return ok({ contentType, content: sensitive(text) });
}

function join(pieces: readonly Piece[]): Buffer | undefined {
  const text = pieces.map(({ data }) => data).join('');
  switch (pieces[0]?.encoding) {
    case 'A':
      return Buffer.from(text, 'utf8');
    case 'HEX':
      return decodeHex(text);
    default:
      return decodeBase64(text);
  }
}

const BOM = Buffer.from([0xef, 0xbb, 0xbf]);

/** Text files are stored in UTF-8 without a byte order mark; those not in UTF-8 are in the message's charset. */
function asUtf8(content: Buffer, charset: Charset): Buffer | undefined {
  if (isUtf8(content)) return content.subarray(0, 3).equals(BOM) ? content.subarray(3) : content;
  const decoded = decodeText(content, charset);
  return decoded.ok ? Buffer.from(decoded.value, 'utf8') : undefined;
}
