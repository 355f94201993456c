import { type Result } from '../../kernel/index.js';
import { documentFailure } from '../failures.js';

/** How files begin that no reader takes, whatever they are called. */
const ARCHIVES: readonly (readonly number[])[] = [
  [0x50, 0x4b, 0x03, 0x04], // ZIP, and with it .docx, .odt, .xlsx
  [0x50, 0x4b, 0x05, 0x06], // ZIP, empty
  [0x1f, 0x8b], // gzip
  [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], // OLE: .doc, .xls, .msg
  [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], // 7-Zip
  [0xfd, 0x37, 0x7a, 0x58, 0x5a], // xz
  [0x28, 0xb5, 0x2f, 0xfd], // Zstandard
];

/** How the files begin that are read under their own name: called text, their codes would be taken for words. */
const NOT_TEXT = /^(?:%PDF-|\{\\rtf|<\?xml|<!doctype html|<html|<(?:\w{1,20}:)?clinicaldocument)/i;

/** The refusal of a file that is not what it is called; nothing where nothing speaks against it. */
export function refuseForeign(contentType: string, content: Uint8Array): Result<never> | undefined {
  if (ARCHIVES.some((mark) => mark.every((byte, at) => content[at] === byte))) {
    return documentFailure(
      'DOCUMENT_TYPE_NOT_READ',
      `${contentType}: the bytes are those of an archive or an office file`,
    );
  }
  if (contentType !== 'text/plain') return undefined;
  const start = Buffer.from(content.subarray(0, 64)).toString('latin1').replace(/^ï»¿/, '');
  return NOT_TEXT.test(start.trimStart())
    ? documentFailure('DOCUMENT_TYPE_NOT_READ', `${contentType}: the bytes are those of another kind of file`)
    : undefined;
}
