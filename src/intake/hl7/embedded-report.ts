import {
  type Charset,
  type Hl7Message,
  type Repetition,
  type Segment,
  unescapeText,
} from '../../hl7/index.js';
import { ok, type Result, sensitive } from '../../kernel/index.js';
import { type Payload, type PayloadType } from '../report.js';
import {
  asUtf8,
  type Base64Fault,
  declaredType,
  decodeBase64,
  decodeHex,
  recognizedType,
} from './embedded-data.js';
import { type Rule } from './refusal-rules.js';
import { refuse, type Refusal } from './refusals.js';

type Encoding = 'BASE64' | 'HEX' | 'A';

/** One ED as it came: a file, or a piece of the file before it. */
interface Piece {
  readonly obx: Segment;
  readonly encoding: Encoding;
  readonly data: string;
  readonly declared?: PayloadType;
  readonly recognized?: PayloadType;
  /** Data alone, without the components of ED: it can only follow a piece. */
  readonly isBare: boolean;
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
      const last = files.at(-1);
      const piece = readPiece(obx, ed, message, last?.[0]);
      if (!piece.ok) return piece;
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

function readPiece(
  obx: Segment,
  ed: Repetition,
  message: Hl7Message,
  first: Piece | undefined,
): Result<Piece, Refusal> {
  const { component } = message.delimiters;
  if (first && sameSubject(first.obx, obx) && !ed.raw.includes(component) && ed.text.trim() !== '') {
    return ok({ obx, encoding: first.encoding, data: ed.text, isBare: true });
  }
  const encoding = ed.value(4).toUpperCase() || 'A';
  if (encoding !== 'BASE64' && encoding !== 'HEX' && encoding !== 'A') {
    return refuse('HL7_TABLE_VALUE', place(obx, 4), 'Base64, Hex or A is expected');
  }
  // Line breaks written as escapes inside base64 become plain ones, which decoding skips.
  const data = unescapeText(ed.rawComponent(5), message.delimiters, message.charset);
  if (data.trim() === '') return refuse('HL7_FIELD_MISSING', place(obx, 5), 'the document is missing');
  const head = headBytes(data, encoding);
  const recognized = head && recognizedType(head);
  return ok({ obx, encoding, data, declared: declaredType(ed), recognized, isBare: false });
}

const sameSubject = (a: Segment, b: Segment): boolean =>
  a.value(3).toUpperCase() === b.value(3).toUpperCase();

/**
 * A file begins where its first bytes say so. Without such a mark a piece follows the file before it under the same
 * OBX-3, except between two files declared XML of which the first has no mark either: those are two documents.
 */
function continues(first: Piece, piece: Piece): boolean {
  if (piece.isBare) return true;
  if (piece.recognized || piece.encoding !== first.encoding || !sameSubject(first.obx, piece.obx))
    return false;
  if (piece.declared && piece.declared !== first.declared) return false;
  return first.recognized !== undefined || first.declared !== 'application/xml';
}

/** The first bytes of a piece, as far as they can be told without the pieces after it. */
function headBytes(data: string, encoding: Encoding): Buffer | undefined {
  const head = data.slice(0, HEAD_LETTERS).replace(/\s+/g, '');
  if (encoding === 'A') return Buffer.from(data.slice(0, HEAD_LETTERS), 'utf8');
  // Whole groups: four letters of base64, two digits of hexadecimal.
  const whole = head.slice(0, head.length & ~3);
  if (encoding === 'HEX') return decodeHex(whole);
  const bytes = decodeBase64(whole);
  return typeof bytes === 'string' ? undefined : bytes;
}

function readFile(pieces: readonly Piece[], charset: Charset): Result<Payload, Refusal> {
  const [first] = pieces;
  if (!first) throw new Error('a file has at least one piece');
  const content = join(pieces);
  if (typeof content === 'string') return refuse('HL7_FIELD_FORMAT', place(first.obx, 5), content);
  // What the bytes are rules over what they are called; a CDA called HTML stays as declared.
  const isSure = /^(?:application\/pdf|text\/rtf|image\/.+)$/.test(first.recognized ?? '');
  const contentType = isSure ? first.recognized : (first.declared ?? first.recognized);
  if (!contentType) return refuse('HL7_TABLE_VALUE', place(first.obx, 3), 'this kind of file is not read');
  if (contentType !== 'text/plain') return ok({ contentType, content: sensitive(content) });
  const text = asUtf8(content, charset);
  if (!text)
    return refuse('HL7_CHARSET_BYTES', place(first.obx, 5), 'the text is neither UTF-8 nor of MSH-18');
  return ok({ contentType, content: sensitive(text) });
}

function join(pieces: readonly Piece[]): Buffer | Rule {
  const text = pieces.map(({ data }) => data).join('');
  switch (pieces[0]?.encoding) {
    case 'A':
      return Buffer.from(text, 'utf8');
    case 'HEX':
      return decodeHex(text) ?? 'hexadecimal unreadable';
    default:
      return orRule(decodeBase64(text));
  }
}

function orRule(decoded: Buffer | Base64Fault): Buffer | Rule {
  if (decoded === 'url-safe') return 'the URL alphabet of base64 is not taken';
  return decoded === 'unreadable' ? 'base64 unreadable' : decoded;
}
