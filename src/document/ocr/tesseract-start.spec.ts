import { jest } from '@jest/globals';
import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';

type Starts = 'well' | { readonly throws: string } | { readonly tells: string };
let starts: Starts = 'well';

/** A program that answers what Tesseract does at its start, or does not start. */
function spawn(_command: string, [first]: readonly string[]) {
  const child = Object.assign(new EventEmitter(), {
    stdin: new PassThrough(),
    stdout: new PassThrough(),
    kill: () => true,
  });
  if (starts === 'well') {
    child.stdout.end(first === '--version' ? 'tesseract 5.3.0' : 'fra');
    child.stdout.on('end', () => child.emit('close', 0, null));
    return child;
  }
  const error = (code: string) => Object.assign(new Error('spawn'), { code });
  if ('throws' in starts) throw error(starts.throws);
  const { tells } = starts;
  setImmediate(() => child.emit('error', error(tells)));
  return child;
}

jest.unstable_mockModule('node:child_process', () => ({ spawn }));
const { createTesseractOcr } = await import('./tesseract.js');

describe('a machine that cannot start Tesseract for a page', () => {
  it.each<[Starts, string]>([
    [{ tells: 'EAGAIN' }, 'DOCUMENT_OCR_CRASHED transient'],
    [{ tells: 'EMFILE' }, 'DOCUMENT_OCR_CRASHED transient'],
    [{ throws: 'ENOMEM' }, 'DOCUMENT_OCR_CRASHED transient'],
    [{ tells: 'ENOENT' }, 'DOCUMENT_OCR_FAILED permanent'],
    [{ throws: 'E2BIG' }, 'DOCUMENT_OCR_FAILED permanent'],
  ])('%j', async (how, expected) => {
    starts = 'well';
    const made = await createTesseractOcr({ command: '/usr/bin/tesseract', language: 'fra' });
    if (!made.ok) throw new Error(made.failure.code);
    starts = how;
    const read = await made.value.readPage(Buffer.from('page'));
    expect(read.ok ? 'read' : `${read.failure.code} ${read.failure.class}`).toBe(expected);
  });
});
