import { ok, type Result } from '../../kernel/index.js';
import { documentFailure } from '../failures.js';
import type { ReaderIdentity, TextReading } from './reading.js';

export const PLAIN_TEXT_READER: ReaderIdentity = { id: 'plain-text', version: '1' };

/**
 * UTF-8, character for character: line ends and a byte order mark stay, so that offsets into what the sender holds
 * are offsets into the document.
 */
export function readPlainText(content: Uint8Array): Result<TextReading> {
  const text = decodeUtf8(content);
  return text.ok ? ok({ kind: 'text', text: text.value }) : text;
}

export function decodeUtf8(content: Uint8Array): Result<string> {
  try {
    return ok(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content));
  } catch {
    return documentFailure('DOCUMENT_CHARSET', 'the text is not UTF-8');
  }
}
