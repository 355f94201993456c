import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTesseractOcr, type Ocr } from '../index.js';

/** A program that answers as Tesseract does, and does with a page as its bytes say. */
const PROGRAM = `#!${process.execPath}
const [first] = process.argv.slice(2);
if (first === '--version') console.log('tesseract 5.3.0\\n leptonica-1.82.0');
else if (first === '--list-langs') console.log('List of available languages (2):\\neng\\nfra');
else {
  const page = require('node:fs').readFileSync(0, 'utf8');
  const isTable = process.argv.includes('tessedit_create_tsv=1');
  const doing = {
    letters: () => process.stdout.write('Motif : chute\\n\\f'),
    arguments: () => console.log(process.argv.slice(2).join(' '), Object.keys(process.env).sort().join(' ')),
    blank: () => console.log(isTable ? 'level\\tpage_num\\n1\\t1' : '\\f'),
    undecoded: () => process.stdout.write(isTable ? 'level\\tpage_num\\n' : ''),
    fails: () => process.exit(1),
    killed: () => process.kill(process.pid, 'SIGKILL'),
    loops: () => { for (;;); },
    floods: () => process.stdout.write('a'.repeat(3e6)),
  };
  doing[page]();
}`;
const FOLDER = mkdtempSync(join(tmpdir(), 'passerelle-ocr-'));
const COMMAND = join(FOLDER, 'tesseract');
writeFileSync(COMMAND, PROGRAM);
chmodSync(COMMAND, 0o755);
afterAll(() => rmSync(FOLDER, { recursive: true }));

async function engine(timeoutMs?: number): Promise<Ocr> {
  const made = await createTesseractOcr({
    command: COMMAND,
    language: 'fra',
    ...(timeoutMs && { timeoutMs }),
  });
  if (!made.ok) throw new Error(made.failure.code);
  return made.value;
}

async function page(content: string, timeoutMs?: number): Promise<string> {
  const read = await (await engine(timeoutMs)).readPage(Buffer.from(content));
  return read.ok ? read.value : read.failure.code;
}

describe('Tesseract', () => {
  it('names its release and its language', async () => {
    expect((await engine()).identity).toEqual({ id: 'tesseract', version: '1-5.3.0-fra' });
  });

  it('gives the letters of a page', async () => {
    expect(await page('letters')).toBe('Motif : chute');
  });

  it('is given the picture on its standard input, one processor and nothing of our environment', async () => {
    expect(await page('arguments')).toBe('stdin stdout -l fra LC_ALL OMP_THREAD_LIMIT');
  });

  it('tells a blank page from a picture it has not decoded, though it ends well', async () => {
    expect(await page('blank')).toBe('');
    expect(await page('undecoded')).toBe('DOCUMENT_OCR_FAILED');
  });

  it.each([
    ['fails', 'DOCUMENT_OCR_FAILED'],
    ['killed', 'DOCUMENT_OCR_CRASHED'],
    ['floods', 'DOCUMENT_TOO_LARGE'],
  ])('is refused where it %s', async (behaviour, expected) => {
    expect(await page(behaviour)).toBe(expected);
  });

  it('may be read later where it is killed', async () => {
    expect(await (await engine()).readPage(Buffer.from('killed'))).toMatchObject({
      failure: { class: 'transient' },
    });
  });

  it('is ended where it takes too long', async () => {
    expect(await page('loops', 2_000)).toBe('DOCUMENT_TIMEOUT');
  });

  it.each([
    ['a program that is not there', { command: join(FOLDER, 'nothing'), language: 'fra' }],
    ['a language it has no data for', { command: COMMAND, language: 'fra+deu' }],
  ])('is refused at its start: %s', async (_what, options) => {
    expect(await createTesseractOcr(options)).toMatchObject({ failure: { code: 'DOCUMENT_OCR_FAILED' } });
  });
});
