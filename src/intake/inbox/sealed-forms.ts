import { type Payload } from '../report.js';
import { type CdaHeader, readCdaHeader } from './cda-header.js';

/** How far into a CDA its body is looked for: the header of one is a few thousand letters, a picture in it more. */
const SEARCHED_BYTES = 4_194_304;

/**
 * What forms a content came in: two messages under one id with the same form are two contents, with different forms
 * they are one (CDA level 1 and level 3, CDA and PDF). Opens the payloads only to look for the body of a CDA.
 */
export const formsOf = (payloads: readonly Payload[]): string[] => [...new Set(payloads.map(formOf))].sort();

function formOf({ contentType, content }: Payload): string {
  if (contentType === 'text/plain' || contentType === 'text/hl7-ft') return 'text';
  // A scan sent again in another kind of picture is another content: read together, both would be its pages.
  if (contentType.startsWith('image/')) return 'image';
  if (contentType !== 'application/xml') return contentType;
  const head = content.reveal().subarray(0, SEARCHED_BYTES);
  if (head.includes('structuredBody')) return 'cda-3';
  return head.includes('nonXMLBody') ? 'cda-1' : 'xml';
}

/** The headers of the CDA documents among them. Opens the payloads only to read these. */
export const cdaHeadersOf = (payloads: readonly Payload[]): CdaHeader[] =>
  payloads
    .filter(({ contentType }) => contentType === 'application/xml')
    .flatMap(({ content }) => readCdaHeader(content.reveal()) ?? []);
