import { createHash } from 'node:crypto';
import { failed, ok, type Result } from '../../kernel/index.js';
import { type FhirProblem, listOf, objectOf, type SentDocument } from './sent-document.js';

type Type = 'text/plain' | 'application/pdf' | 'application/xml' | 'text/rtf' | 'text/html';

/** Media types as senders write them, and what each is to us. */
const TYPES: Readonly<Record<string, Type>> = {
  'text/plain': 'text/plain',
  'application/pdf': 'application/pdf',
  'application/xml': 'application/xml',
  'text/xml': 'application/xml',
  'application/hl7-cda+xml': 'application/xml',
  'text/rtf': 'text/rtf',
  'application/rtf': 'text/rtf',
  'text/html': 'text/html',
  'application/xhtml+xml': 'text/html',
};

type Content = { readonly contentType: Type } & ({ readonly text: string } | { readonly base64: string });

/** The first attachment of a type we read. Its bytes stand in it, or in a Binary it names. */
export function contentOf({ document, place, binaries }: SentDocument): Result<Content, FhirProblem> {
  const attachments = listOf(objectOf(document)['content']).map(({ attachment }) => objectOf(attachment));
  const at = attachments.findIndex(({ contentType }) => typeOf(contentType) !== undefined);
  const path = `${place}.content[${String(Math.max(at, 0))}].attachment`;
  const attachment = attachments[at];
  const type = typeOf(attachment?.['contentType']);
  if (!attachment || !type) {
    return failed({
      place: `${place}.content`,
      rule: `one attachment is of ${Object.keys(TYPES).join(', ')}`,
    });
  }
  const { data, url, hash } = attachment;
  const binary = typeof url === 'string' ? binaries.get(url) : undefined;
  if (data === undefined && url !== undefined && !binary) {
    return failed({
      place: `${path}.url`,
      rule: 'a Binary of this server or of the same transaction: no other address is followed',
    });
  }
  const base64 = data ?? objectOf(binary)['data'];
  const bytes = typeof base64 === 'string' ? Buffer.from(base64, 'base64') : Buffer.alloc(0);
  if (bytes.length === 0) return failed({ place: path, rule: 'data, or the url of a Binary that has some' });
  if (typeof hash === 'string' && hash !== createHash('sha1').update(bytes).digest('base64'))
    return failed({ place: `${path}.hash`, rule: 'the SHA-1 of the data, in base64' });
  if (type !== 'text/plain') return ok({ contentType: type, base64: bytes.toString('base64') });
  const text = decode(bytes, charsetOf(attachment['contentType']));
  if (text === undefined)
    return failed({ place: `${path}.data`, rule: 'text in the charset its type names' });
  return ok({ contentType: type, text });
}

function typeOf(contentType: unknown): Type | undefined {
  if (typeof contentType !== 'string') return undefined;
  const name = (contentType.split(';')[0] ?? '').trim().toLowerCase();
  return Object.hasOwn(TYPES, name) ? TYPES[name] : undefined;
}

const charsetOf = (contentType: unknown): string =>
  /;\s*charset="?([\w-]+)/i.exec(String(contentType))?.[1] ?? 'utf-8';

/** Undefined where the charset is unknown or the bytes are not in it. */
function decode(bytes: Buffer, charset: string): string | undefined {
  try {
    return new TextDecoder(charset, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
