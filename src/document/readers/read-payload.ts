import { type PayloadType } from '../../intake/index.js';
import { type Result } from '../../kernel/index.js';
import { documentFailure } from '../failures.js';
import { LONG_TEXT, type ReadingLimits } from '../limits.js';
import { type ReaderPool } from '../process/reader-pool.js';
import { refuseForeign } from './foreign-files.js';
import { HL7_FT_READER, readHl7FormattedText } from './hl7-ft.js';
import { PLAIN_TEXT_READER, readPlainText } from './plain-text.js';
import { type ReaderIdentity, type Reading } from './reading.js';
import { CDA_READER, HTML_READER, PDF_READER, PICTURE_READER, RTF_READER } from './reader-identities.js';

/** Who reads each type of payload. */
export const READERS: Readonly<Record<PayloadType, ReaderIdentity>> = {
  'text/plain': PLAIN_TEXT_READER,
  'text/hl7-ft': HL7_FT_READER,
  'application/xml': CDA_READER,
  'application/pdf': PDF_READER,
  'text/rtf': RTF_READER,
  'text/html': HTML_READER,
  'image/tiff': PICTURE_READER,
  'image/jpeg': PICTURE_READER,
  'image/png': PICTURE_READER,
};

/** UTF-8 takes at most three bytes for a UTF-16 code unit. */
const BYTES_PER_UNIT = 3;

/** Reads one payload by its type; the heavy formats in a process of the pool. A picture has no text of its own. */
export async function readPayload(
  contentType: PayloadType,
  content: Uint8Array,
  { limits, pool }: { readonly limits: ReadingLimits; readonly pool: ReaderPool },
): Promise<Result<Reading>> {
  const isText = contentType === 'text/plain' || contentType === 'text/hl7-ft';
  if (content.length > (isText ? BYTES_PER_UNIT * limits.textLength : limits.payloadBytes)) {
    return documentFailure(
      'DOCUMENT_TOO_LARGE',
      `${contentType}: the payload is larger than a report can be`,
    );
  }
  const foreign = refuseForeign(contentType, content);
  if (foreign) return foreign;
  switch (contentType) {
    case 'text/plain':
      return content.length > LONG_TEXT
        ? pool.read({ format: 'plain', content, limits })
        : readPlainText(content);
    case 'text/hl7-ft':
      return content.length > LONG_TEXT
        ? pool.read({ format: 'ft', content, limits })
        : readHl7FormattedText(content);
    case 'application/xml':
      return pool.read({ format: 'cda', content, limits });
    case 'application/pdf':
      return pool.read({ format: 'pdf', content, limits });
    case 'text/rtf':
      return pool.read({ format: 'rtf', content, limits });
    case 'text/html':
      return pool.read({ format: 'html', content, limits });
    case 'image/tiff':
    case 'image/jpeg':
    case 'image/png':
      return documentFailure('DOCUMENT_WITHOUT_TEXT', 'the document is a picture of a text (scan)');
  }
}
