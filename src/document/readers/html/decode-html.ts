import { ok, type Result } from '../../../kernel/index.js';
import { documentFailure } from '../../failures.js';

/** HTML standard, "prescan a byte stream": what stands further is not a declaration. */
const LOOKED_AT = 1024;
const DECLARED = /\b(?:charset|encoding)\s{0,9}=\s{0,9}["']?\s{0,9}([a-z0-9._:-]{1,40})/i;
const UTF_8 = 'utf-8';
const UNSTATED = 'windows-1252';

/**
 * HTML to text: by its byte order mark; as UTF-8 where the bytes are (whatever was declared before they were carried
 * in another charset); else as declared, else windows-1252. Never with letters replaced.
 */
export function decodeHtml(content: Uint8Array): Result<string> {
  const utf16 = utf16Of(content);
  if (utf16) return decoded(content, utf16) ?? wrong();
  // UTF-16 without a mark: read as bytes, it would be letters parted by NUL.
  if (content.subarray(0, LOOKED_AT).includes(0)) return wrong();
  const text = decoded(content, UTF_8);
  if (text) return text;
  const start = Buffer.from(content.subarray(0, LOOKED_AT)).toString('latin1');
  const declared = DECLARED.exec(start)?.[1]?.toLowerCase() ?? UNSTATED;
  return decoded(content, declared) ?? wrong();
}

function utf16Of(content: Uint8Array): string | undefined {
  if (content[0] === 0xff && content[1] === 0xfe) return 'utf-16le';
  return content[0] === 0xfe && content[1] === 0xff ? 'utf-16be' : undefined;
}

function decoded(content: Uint8Array, charset: string): Result<string> | undefined {
  try {
    return ok(new TextDecoder(charset, { fatal: true }).decode(content));
  } catch {
    return undefined;
  }
}

function wrong(): Result<never> {
  return documentFailure('DOCUMENT_CHARSET', 'HTML: bytes that are not in the charset declared');
}
