import { type PayloadType } from '../../intake/index.js';

const KNOWN: ReadonlyMap<string, PayloadType> = new Map(
  Object.entries<PayloadType>({
    'text/plain': 'text/plain',
    'application/pdf': 'application/pdf',
    'text/rtf': 'text/rtf',
    'application/rtf': 'text/rtf',
    'text/html': 'text/html',
    'application/xhtml+xml': 'text/html',
    'image/tiff': 'image/tiff',
    'image/tif': 'image/tiff',
    'image/jpeg': 'image/jpeg',
    'image/jpg': 'image/jpeg',
    'image/png': 'image/png',
  }),
);

/** The payload type of a file held in a CDA, by its media type (parameters ignored); nothing where we know none. */
export function payloadTypeOf(mediaType: string): PayloadType | undefined {
  return KNOWN.get(bare(mediaType));
}

/** Is it a picture, of a type we read or not? */
export function isPicture(mediaType: string): boolean {
  return bare(mediaType).startsWith('image/');
}

function bare(mediaType: string): string {
  return (mediaType.split(';')[0] ?? '').trim().toLowerCase();
}
