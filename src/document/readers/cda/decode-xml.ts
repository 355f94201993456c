import { ok, type Result } from '../../../kernel/index.js';
import { documentFailure } from '../../failures.js';

const DECLARED = /^<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']/;
const READ = new Set(['utf-8', 'utf8', 'us-ascii', 'iso-8859-1', 'iso-8859-15', 'windows-1252']);

/** XML to text: by its byte order mark, else its declaration, else UTF-8. A wrong byte is refused. */
export function decodeXml(content: Uint8Array): Result<string> {
  const charset = charsetOf(content);
  if (charset === undefined) {
    return documentFailure('DOCUMENT_CHARSET', 'XML: the encoding declared is not read');
  }
  try {
    return ok(new TextDecoder(charset, { fatal: true }).decode(content));
  } catch {
    return documentFailure('DOCUMENT_CHARSET', 'XML: bytes that are not in the encoding declared');
  }
}

function charsetOf(content: Uint8Array): string | undefined {
  if (content[0] === 0xff && content[1] === 0xfe) return 'utf-16le';
  if (content[0] === 0xfe && content[1] === 0xff) return 'utf-16be';
  const start = Buffer.from(content.subarray(0, 256)).toString('latin1').replace(/^ï»¿/, '');
  const declared = DECLARED.exec(start)?.[1]?.toLowerCase() ?? 'utf-8';
  return READ.has(declared) ? declared : undefined;
}
