import { createHash } from 'node:crypto';
import { type Payload, type PayloadType } from '../intake/index.js';
import { type Failure, ok, type Result, sensitive } from '../kernel/index.js';
import { segment } from '../text/index.js';
import { type Document } from './document.js';
import { documentFailure } from './failures.js';
import { recognizePages, recognizePictures } from './ocr/recognize-scan.js';
import { type Ocr } from './ports.js';
import { LONG_TEXT, READING_LIMITS, type ReadingLimits } from './limits.js';
import { isPicture, payloadTypeOf } from './readers/media-type.js';
import { READERS, readPayload } from './readers/read-payload.js';
import {
  type EmbeddedReading,
  type ReaderIdentity,
  type Reading,
  type ScannedReading,
  type TextReading,
} from './readers/reading.js';
import { ReaderPool } from './process/reader-pool.js';

export interface ReadOptions {
  readonly limits?: Partial<ReadingLimits>;
  /** The processes to read in; by default those of the service. */
  readonly pool?: ReaderPool;
  /** Reads scans; without it they are refused (DOCUMENT_WITHOUT_TEXT, DOCUMENT_PARTLY_SCANNED). */
  readonly ocr?: Ocr | undefined;
}

/** A form the content comes in, and how good a source of text it is (0 is best). */
interface Form {
  readonly rank: number;
  readonly contentType: PayloadType;
  readonly content: Uint8Array;
  /** Further pictures of the same scan, in order. */
  readonly more?: readonly Uint8Array[];
  /** The reader of the file it was held in. */
  readonly within?: ReaderIdentity;
  /** What read its pictures. */
  readonly engine?: ReaderIdentity;
}

const RANKS: Readonly<Record<PayloadType, number>> = {
  'application/xml': 0,
  'text/plain': 1,
  'text/hl7-ft': 1,
  // Marked up, their words and tables are exact; those of a PDF are guessed from positions.
  'text/rtf': 3,
  'text/html': 4,
  'application/pdf': 5,
  'image/tiff': 6,
  'image/jpeg': 6,
  'image/png': 6,
};
const EMBEDDED_RANK = 2;

let shared: ReaderPool | undefined;

/** Ends the reading processes; the next document starts new ones. */
export async function closeReaders(): Promise<void> {
  const pool = shared;
  shared = undefined;
  await pool?.close();
}

/**
 * Reads the best of the forms a report comes in: CDA level 3, text, the file inside a CDA level 1, RTF, HTML, PDF,
 * pictures. All hold the same content, so a form that cannot be read gives way to the next; if none can, the failure
 * is the best one's. A failure that may pass gives way to nothing: read later, the better form is there.
 */
export async function readDocument(
  payloads: readonly Payload[],
  options: ReadOptions = {},
): Promise<Result<Document>> {
  const limits = { ...READING_LIMITS, ...options.limits };
  const pool = options.pool ?? (shared ??= new ReaderPool());
  const forms = formsOf(payloads);
  let failure: Failure | undefined;
  for (let form = takeBest(forms); form; form = takeBest(forms)) {
    const result = await readForm(form, { limits, pool, ocr: options.ocr });
    if (!result.ok) {
      if (result.failure.class !== 'permanent') return result;
      failure ??= result.failure;
    } else if ('document' in result.value) return ok(result.value.document);
    else forms.push(result.value.form);
  }
  return failure
    ? { ok: false, failure }
    : documentFailure('DOCUMENT_WITHOUT_PAYLOAD', 'the report holds no content');
}

interface Means {
  readonly limits: ReadingLimits;
  readonly pool: ReaderPool;
  readonly ocr: Ocr | undefined;
}

/** Pictures are the pages of one scan, in the order they came; every other payload is a form of its own. */
function formsOf(payloads: readonly Payload[]): Form[] {
  const forms = payloads.map(({ contentType, content }): Form => {
    return { rank: RANKS[contentType], contentType, content: content.reveal() };
  });
  const [first, ...others] = forms.filter(({ contentType }) => isPicture(contentType));
  const more = others.map(({ content }) => content);
  return [
    ...forms.filter(({ contentType }) => !isPicture(contentType)),
    ...(first ? [{ ...first, more }] : []),
  ];
}

async function readForm(form: Form, means: Means): Promise<Result<Taken>> {
  const { limits, pool, ocr } = means;
  if (ocr && isPicture(form.contentType)) {
    const text = await recognizePictures([form.content, ...(form.more ?? [])], { ...means, ocr });
    if (!text.ok) return text;
    if (text.value === '')
      return documentFailure('DOCUMENT_WITHOUT_TEXT', 'no letters were recognized on any picture');
    const read: Result<Reading> =
      text.value.length > LONG_TEXT
        ? await pool.read({ format: 'plain', content: Buffer.from(text.value), limits })
        : ok({ kind: 'text', text: text.value });
    return read.ok ? take(read.value, { ...form, engine: ocr.identity }, limits) : read;
  }
  const reading = await readPayload(form.contentType, form.content, { limits, pool });
  if (!reading.ok) return reading;
  return reading.value.kind === 'scanned'
    ? readScanned(reading.value, form, means)
    : take(reading.value, form, limits);
}

/** A PDF some pages of which are pictures: with what is recognized on them in their place, or not at all. */
async function readScanned(
  { pages, hasText }: ScannedReading,
  form: Form,
  { limits, pool, ocr }: Means,
): Promise<Result<Taken>> {
  const without = documentFailure('DOCUMENT_WITHOUT_TEXT', 'PDF: no text layer (scanned document)');
  if (!ocr) {
    return hasText
      ? documentFailure('DOCUMENT_PARTLY_SCANNED', `PDF: ${pages.length} pages are scanned and not read`)
      : without;
  }
  const { content } = form;
  const recognized = await recognizePages(content, pages, { ocr, pool, limits });
  if (!recognized.ok) return recognized;
  if (recognized.value.length === 0 && !hasText) return without;
  const read = await pool.read({ format: 'pdf', content, limits, recognized: recognized.value });
  return read.ok ? take(read.value, { ...form, engine: ocr.identity }, limits) : read;
}

function takeBest(forms: Form[]): Form | undefined {
  const best = forms.reduce<Form | undefined>(
    (found, form) => (found && found.rank <= form.rank ? found : form),
    undefined,
  );
  if (best) forms.splice(forms.indexOf(best), 1);
  return best;
}

type Taken = { readonly document: Document } | { readonly form: Form };

function take(reading: Reading, form: Form, limits: ReadingLimits): Result<Taken> {
  if (reading.kind === 'text') return toDocument(reading, form, limits);
  if (reading.kind === 'embedded') return toForm(reading, form);
  throw new Error('the picture of a page is no document');
}

function toForm({ mediaType, content }: EmbeddedReading, { contentType }: Form): Result<Taken> {
  const held = payloadTypeOf(mediaType);
  if (!held) {
    return isPicture(mediaType)
      ? documentFailure('DOCUMENT_WITHOUT_TEXT', 'CDA level 1: the body is a picture of a type not read')
      : documentFailure('DOCUMENT_TYPE_NOT_READ', 'CDA level 1: the type of the body is not read');
  }
  const within = READERS[contentType];
  return ok({ form: { rank: EMBEDDED_RANK, contentType: held, content, within } });
}

function toDocument(reading: TextReading, form: Form, limits: ReadingLimits): Result<Taken> {
  const { text, titles, segmentation } = reading;
  if (!/[^\s\0]/.test(text))
    return documentFailure('DOCUMENT_EMPTY', `${form.contentType}: there is no text in it`);
  if (hasNul(text)) {
    // UTF-16 taken for UTF-8, or a binary file: the letters between them are of no text.
    return documentFailure('DOCUMENT_CHARSET', `${form.contentType}: NUL among the letters`);
  }
  if (text.length > limits.textLength) {
    return documentFailure('DOCUMENT_TOO_LARGE', `${form.contentType}: more text than a report can hold`);
  }
  const document: Document = {
    text: sensitive(text),
    reader: readerOf(form),
    hash: createHash('sha256').update(text, 'utf8').digest('hex'),
    ...(segmentation ?? segment(text, titles)),
  };
  return ok({ document });
}

/** Some senders end a text by NUL, as its string ended in their memory. */
function hasNul(text: string): boolean {
  let end = text.length;
  while (end > 0 && /[\s\0]/.test(text[end - 1] as string)) end -= 1;
  const at = text.indexOf('\0');
  return at >= 0 && at < end;
}

/** All that had a part in the text, the outer file's reader first: `cda-r2/rtf`. */
function readerOf({ contentType, within, engine }: Form): ReaderIdentity {
  const readers = [within, READERS[contentType], engine].filter((reader) => reader !== undefined);
  return {
    id: readers.map(({ id }) => id).join('/'),
    version: readers.map(({ version }) => version).join('/'),
  };
}
