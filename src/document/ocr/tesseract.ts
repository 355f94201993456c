import { spawn } from 'node:child_process';
import { ok, type Result } from '../../kernel/index.js';
import { documentFailure } from '../failures.js';
import { type Ocr } from '../ports.js';

export interface TesseractOptions {
  /** The program, by its absolute path. */
  readonly command: string;
  /** Its language data, as it names them: `fra`, `fra+eng`. */
  readonly language: string;
  /** Longest time for one page, in milliseconds. */
  readonly timeoutMs?: number;
}

const PAGE_TIMEOUT_MS = 60_000;
const MAX_OUTPUT = 2_000_000;
const ADAPTER_VERSION = '1';

/**
 * Tesseract, where it is installed on the machine: it is asked for its version once, and refused here if it does not
 * start or lacks the language, so that a service learns it at its start and not from its first scan.
 */
export async function createTesseractOcr(options: TesseractOptions): Promise<Result<Ocr>> {
  const { command, language, timeoutMs = PAGE_TIMEOUT_MS } = options;
  const version = await run(command, ['--version'], PAGE_TIMEOUT_MS);
  if (!version.ok) return version;
  const languages = await run(command, ['--list-langs'], PAGE_TIMEOUT_MS);
  if (!languages.ok) return languages;
  const known = new Set(languages.value.split(/\r?\n/));
  if (!language.split('+').every((name) => known.has(name))) {
    return documentFailure('DOCUMENT_OCR_FAILED', 'OCR: Tesseract has no data for the language configured');
  }
  const release = /tesseract v?([\d.]{1,20})/.exec(version.value)?.[1] ?? 'unknown';
  return ok({
    identity: { id: 'tesseract', version: `${ADAPTER_VERSION}-${release}-${language}` },
    async readPage(image) {
      const asked = ['stdin', 'stdout', '-l', language];
      const read = await run(command, asked, timeoutMs, image);
      if (!read.ok) return read;
      const text = read.value.replaceAll('\f', '').trimEnd();
      if (text !== '') return ok(text);
      // It ends well where it cannot decode a TIFF. Only a page that stands in its table was seen, and is blank.
      const table = await run(command, [...asked, '-c', 'tessedit_create_tsv=1'], timeoutMs, image);
      if (!table.ok) return table;
      return /^1\t/m.test(table.value) ? ok('') : failed();
    },
  });
}

/** What a program says on its standard output. It gets no environment of ours, and one processor. */
function run(
  command: string,
  args: readonly string[],
  timeoutMs: number,
  input?: Uint8Array,
): Promise<Result<string>> {
  return new Promise((resolve) => {
    let child: ReturnType<typeof start>;
    try {
      child = start(command, args);
    } catch (error) {
      // Some errors of a start are thrown, among them the lack of memory; the others are told (`error`).
      resolve(notStarted(error));
      return;
    }
    const chunks: Buffer[] = [];
    let size = 0;
    const end = (result: Result<string>): void => {
      clearTimeout(timer);
      child.kill('SIGKILL');
      resolve(result);
    };
    const timer = setTimeout(
      () => end(documentFailure('DOCUMENT_TIMEOUT', `OCR: a page took more than ${timeoutMs} ms`)),
      timeoutMs,
    );
    child.stdout.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      size += chunk.length;
      if (size > MAX_OUTPUT)
        end(documentFailure('DOCUMENT_TOO_LARGE', 'OCR: more text than a page can hold'));
    });
    child.on('error', (error) => end(notStarted(error)));
    child.on('close', (code, signal) => {
      if (signal) end(crashed());
      else end(code === 0 ? ok(Buffer.concat(chunks).toString('utf8')) : failed());
    });
    // It may end before it has read all: the exit code says so.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}

function start(command: string, args: readonly string[]) {
  return spawn(command, args, {
    env: { OMP_THREAD_LIMIT: '1', LC_ALL: 'C' },
    // What it complains of may quote the page: it goes nowhere.
    stdio: ['pipe', 'pipe', 'ignore'],
  });
}

/** Whatever is wrong with the program itself stays so; processes, files and memory come back. */
function notStarted(error: unknown): Result<never> {
  const code = (error as NodeJS.ErrnoException | null)?.code ?? '';
  return ['EAGAIN', 'ENOMEM', 'EMFILE', 'ENFILE'].includes(code) ? crashed() : failed();
}

function crashed(): Result<never> {
  return documentFailure(
    'DOCUMENT_OCR_CRASHED',
    'OCR: Tesseract was killed, or the machine could not start it',
  );
}

function failed(): Result<never> {
  return documentFailure('DOCUMENT_OCR_FAILED', 'OCR: Tesseract did not start or gave up');
}
