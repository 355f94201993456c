import { type Hl7Message, type Place, type Repetition, type Segment, unescapeText } from '../../hl7/index.js';
import { ok, type Result, sensitive } from '../../kernel/index.js';
import { type Payload, type PayloadType } from '../report.js';
import { asUtf8, recognizedType, typeNamed } from './embedded-data.js';
import { valueTypePlace } from './observations.js';
import { allowedUrl } from './pointers/allowed-url.js';
import { type AllowedHosts, type FetchedFile, type PointedFiles, type Pointer } from './pointers/pointer.js';
import { refuse, type Refusal } from './refusals.js';

/** What reading a message knows of the files it points to. */
export interface Pointed {
  readonly allowed?: AllowedHosts;
  /** Those fetched; none at the first reading, which tells which ones are needed. */
  readonly files?: PointedFiles;
}

const HEAD_BYTES = 400;
const NOT_FOLLOWED = 'a pointer to a file is not followed';

/** The files that RP observations point to, one for each repetition. Pure: what is not there yet is told. */
export function readPointed(
  observations: readonly Segment[],
  message: Hl7Message,
  { allowed, files }: Pointed,
): Result<Payload[], Refusal> {
  const [first] = observations;
  if (first && (!allowed || allowed.hosts.length === 0))
    return refuse('HL7_POINTER', valueTypePlace(first), NOT_FOLLOWED);
  const payloads: Payload[] = [];
  const awaits: Pointer[] = [];
  for (const obx of observations) {
    const pointers = obx.repetitions(5);
    if (pointers.length === 0) return refuse('HL7_FIELD_MISSING', placeOf(obx), 'the document is missing');
    for (const rp of pointers) {
      const pointer = readPointer(rp, obx, message, allowed);
      if (!pointer.ok) return pointer;
      const file = files?.get(pointer.value.url.href);
      if (!file) {
        awaits.push(pointer.value);
        continue;
      }
      const payload = payloadOf(file, rp, obx, message);
      if (!payload.ok) return payload;
      payloads.push(payload.value);
    }
  }
  return awaits.length > 0 ? refuseAwaiting(awaits) : ok(payloads);
}

/** Refused for as long as the files of these pointers are not there. */
export function refuseAwaiting(awaits: readonly Pointer[]): Result<never, Refusal> {
  const refused = refuse('HL7_POINTER', awaits[0]?.place, NOT_FOLLOWED);
  return refused.ok ? refused : { ok: false, failure: { ...refused.failure, awaits } };
}

const placeOf = ({ ordinal }: Segment, component?: number): Place => ({
  segment: 'OBX',
  ordinal,
  field: 5,
  component,
});

function readPointer(
  rp: Repetition,
  obx: Segment,
  { delimiters, charset }: Hl7Message,
  allowed: AllowedHosts = { hosts: [], allowHttp: false },
): Result<Pointer, Refusal> {
  const place = placeOf(obx, 1);
  // RP-1 has no subcomponents: an ampersand that its sender did not escape is of the address.
  const address = unescapeText(rp.rawComponent(1), delimiters, charset).trim();
  if (address === '' || address === '""')
    return refuse('HL7_FIELD_MISSING', place, 'the document is missing');
  const url = allowedUrl(address, allowed);
  return typeof url === 'string' ? refuse('HL7_POINTER', place, url) : ok({ url, place });
}

function payloadOf(
  { content, contentType: told }: FetchedFile,
  rp: Repetition,
  obx: Segment,
  message: Hl7Message,
): Result<Payload, Refusal> {
  const declared = typeNamed(rp.value(3), rp.value(4));
  const [media = '', ...parameters] = told.split(';');
  const served = typeNamed(media.trim());
  const kind = declared ?? served;
  const recognized = recognizedType(content.subarray(0, HEAD_BYTES));
  const refused = (rule: Parameters<typeof refuse>[2]) =>
    refuse('HL7_POINTER_REFUSED', placeOf(obx, 4), rule);
  if (isSure(recognized)) return ok({ contentType: recognized, content: sensitive(content) });
  if (isSure(kind)) return refused('the file is not of the kind that is told');
  // A host that wants a login answers 200 and a page: taken for the report, the report would be lost.
  if (declared !== 'text/html' && (served === 'text/html' || recognized === 'text/html'))
    return refused('a web page is taken only where RP-4 tells it');
  const contentType = kind ?? recognized;
  if (!contentType) return refuse('HL7_TABLE_VALUE', placeOf(obx, 4), 'this kind of file is not read');
  if (contentType !== 'text/plain') return ok({ contentType, content: sensitive(content) });
  const text = plainText(content, charsetOf(parameters), message);
  if (!text) return refuse('HL7_CHARSET_BYTES', placeOf(obx), 'the text is not in the charset that is told');
  return ok({ contentType, content: sensitive(text) });
}

/** Kinds that the first bytes of a file tell for certain. */
const isSure = (type: PayloadType | undefined): type is PayloadType =>
  type !== undefined && /^(?:application\/pdf|text\/rtf|image\/.+)$/.test(type);

const charsetOf = (parameters: readonly string[]): string | undefined =>
  parameters
    .map((parameter) => /^\s*charset\s*=\s*"?([\w.:-]{1,40})"?\s*$/i.exec(parameter)?.[1])
    .find((charset) => charset !== undefined);

/** In the charset of the Content-Type, else in UTF-8 or in the message's. */
function plainText(content: Buffer, charset: string | undefined, message: Hl7Message): Buffer | undefined {
  if (!charset) return asUtf8(content, message.charset);
  try {
    return Buffer.from(new TextDecoder(charset, { fatal: true }).decode(content), 'utf8');
  } catch {
    return undefined;
  }
}
