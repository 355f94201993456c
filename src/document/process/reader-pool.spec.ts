import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type ProcessLimits, READING_LIMITS } from '../limits.js';
import { type ReadingJob } from './job.js';
import { nodeOptions, programOf } from './reader-entry.js';
import { ReaderPool } from './reader-pool.js';

/** A reading process that does as its job's content says; beside it, the service's own monitor. */
const PROGRAM = `
  import fs from 'node:fs';
  import { Worker } from 'node:worker_threads';
  const behaviours = {
    answer: () => process.send({ ok: true, value: { kind: 'text', text: String(process.pid) } }),
    loop: () => { for (;;); },
    heap: () => { const kept = []; for (;;) kept.push(new Array(1000).fill(kept.length)); },
    buffers: () => { const kept = []; for (;;) kept.push(new Uint8Array(1e6).fill(1)); },
    throw: () => { throw new Error('secret'); },
    exit: () => process.exit(3),
    environment: () => process.send({ ok: true, value: { kind: 'text', text: JSON.stringify(process.env) } }),
    write: () => fs.writeFileSync('written-by-a-reader', 'x'),
    kill: () => process.kill(process.pid, 'SIGKILL'),
    // Until a file is there: a document that is innocent of what its first process met.
    wait: () => { while (!fs.existsSync(new URL('go', import.meta.url))); behaviours.answer(); },
    print: () => { console.log('secret'); console.error('secret'); behaviours.answer(); },
  };
  process.on('message', ({ content }) => {
    const behaviour = new TextDecoder().decode(content);
    if (behaviour === 'never') process.exit(0);
    process.send('taken');
    behaviours[behaviour]();
  });
  const workerData = { memoryMb: Number(process.argv[2]), parent: process.ppid };
  new Worker(new URL('MONITOR'), { workerData, env: {} });`;
const FOLDER = mkdtempSync(join(tmpdir(), 'passerelle-readers-'));
const FILE = join(FOLDER, 'program.mjs');
writeFileSync(FILE, PROGRAM.replace('MONITOR', programOf('monitor').href));

/** Resolves once the process has ended and its end was told. */
async function gone(pid: number): Promise<void> {
  for (;;) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

const job = (behaviour: string): ReadingJob => ({
  format: 'pdf',
  content: Buffer.from(behaviour),
  limits: READING_LIMITS,
});

/** Long enough for a process to have a job in hand; if it has not, it is killed before, which ends the same. */
const taken = () => new Promise((resolve) => setTimeout(resolve, 300));

const pools: ReaderPool[] = [];
function poolOf(size: number, limits: Partial<ProcessLimits> = {}): ReaderPool {
  const pool = new ReaderPool({ size, limits, program: pathToFileURL(FILE) });
  pools.push(pool);
  return pool;
}

async function outcome(pool: ReaderPool, behaviour: string): Promise<string> {
  const result = await pool.read(job(behaviour));
  if (!result.ok) return `${result.failure.code} ${result.failure.class}`;
  return result.value.kind === 'text' ? `reader ${result.value.text}` : 'embedded';
}

afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.close()));
});

afterAll(() => rmSync(FOLDER, { recursive: true }));

describe('a pool of reading processes', () => {
  it.each([
    ['a loop without end', 'loop', { timeoutMs: 300 }, 'DOCUMENT_TIMEOUT permanent'],
    ['a heap without end', 'heap', { heapMb: 32 }, 'DOCUMENT_OUT_OF_MEMORY permanent'],
    ['buffers without end', 'buffers', { memoryMb: 200 }, 'DOCUMENT_OUT_OF_MEMORY permanent'],
    ['an error', 'throw', {}, 'DOCUMENT_KILLS_READER permanent'],
    ['the end of the process', 'exit', {}, 'DOCUMENT_KILLS_READER permanent'],
    ['a document that kills whoever reads it', 'kill', {}, 'DOCUMENT_KILLS_READER permanent'],
    ['processes that end before they read', 'never', {}, 'DOCUMENT_READER_CRASHED transient'],
  ])(
    'survives %s, and reads the next document in a new process',
    async (_what, behaviour, limits, expected) => {
      const pool = poolOf(1, limits);
      const first = await outcome(pool, 'answer');
      expect(await outcome(pool, behaviour)).toBe(expected);
      const next = await outcome(pool, 'answer');
      expect(next).toMatch(/^reader \d+$/);
      expect(next).not.toBe(first);
    },
  );

  it('leaves the other documents alone while one is in a loop', async () => {
    const pool = poolOf(2, { timeoutMs: 1000 });
    const looping = outcome(pool, 'loop');
    const others = await Promise.all([
      outcome(pool, 'answer'),
      outcome(pool, 'answer'),
      outcome(pool, 'answer'),
    ]);
    expect(new Set(others).size).toBe(1);
    expect(await looping).toBe('DOCUMENT_TIMEOUT permanent');
  });

  it('starts no more processes than its size, and keeps those that are well', async () => {
    const pool = poolOf(2);
    const readers = await Promise.all(Array.from({ length: 12 }, () => outcome(pool, 'answer')));
    expect(new Set(readers).size).toBeLessThanOrEqual(2);
    expect(readers.every((reader) => reader.startsWith('reader'))).toBe(true);
  });

  it('gives a process no environment and no right to write', async () => {
    const pool = poolOf(1);
    expect(await outcome(pool, 'environment')).not.toMatch(/PATH|HOME|PASSERELLE/);
    expect(await outcome(pool, 'write')).toBe('DOCUMENT_KILLS_READER permanent');
    expect(existsSync('written-by-a-reader')).toBe(false);
  });

  it('replaces a process that died while it was idle', async () => {
    const pool = poolOf(1);
    const [, pid] = (await outcome(pool, 'answer')).split(' ');
    process.kill(Number(pid), 'SIGKILL');
    await gone(Number(pid));
    expect(await outcome(pool, 'answer')).toMatch(/^reader \d+$/);
  });

  it.each(['SIGKILL', 'SIGTERM', 'SIGSEGV'] as const)(
    'reads a document that came as its idle process was killed (%s)',
    async (signal) => {
      const pool = poolOf(1);
      const [, pid] = (await outcome(pool, 'answer')).split(' ');
      process.kill(Number(pid), signal);
      // Nobody has told the pool yet.
      const after = await outcome(pool, 'answer');
      expect(after).toMatch(/^reader \d+$/);
      expect(after).not.toBe(`reader ${pid}`);
    },
  );

  it.each(['SIGKILL', 'SIGTERM'] as const)(
    'reads a document again whose process was killed from outside (%s), in a new one',
    async (signal) => {
      const pool = poolOf(1);
      const [, pid] = (await outcome(pool, 'answer')).split(' ');
      const waiting = outcome(pool, 'wait');
      const next = outcome(pool, 'answer');
      await taken();
      process.kill(Number(pid), signal);
      writeFileSync(join(FOLDER, 'go'), '');
      const read = await waiting;
      rmSync(join(FOLDER, 'go'));
      expect(read).toMatch(/^reader \d+$/);
      expect(read).not.toBe(`reader ${pid}`);
      expect(await next).toBe(read);
    },
  );

  it('never has more processes than its size, however many die', async () => {
    const pool = poolOf(2);
    await Promise.all([outcome(pool, 'answer'), outcome(pool, 'answer')]);
    expect(await outcome(pool, 'kill')).toBe('DOCUMENT_KILLS_READER permanent');
    const readers = await Promise.all(Array.from({ length: 8 }, () => outcome(pool, 'answer')));
    expect(new Set(readers).size).toBeLessThanOrEqual(2);
  });

  it('lets out nothing of what a process prints', () => {
    const program = `
      const { ReaderPool } = await import(${JSON.stringify(new URL('./reader-pool.ts', import.meta.url).href)});
      const pool = new ReaderPool({ size: 1, program: new URL(${JSON.stringify(pathToFileURL(FILE).href)}) });
      await pool.read({ format: 'pdf', content: Buffer.from('print'), limits: {} });
      await pool.close();
      console.log('done');`;
    const options = nodeOptions(64).filter(
      (option) => !option.includes('permission') && !option.includes('allow'),
    );
    const { stdout, stderr } = spawnSync(process.execPath, [
      ...options,
      '--input-type=module',
      '-e',
      program,
    ]);
    expect(`${stdout}${stderr}`).toBe('done\n');
  });

  it('answers what runs and what waits when it is closed', async () => {
    const pool = poolOf(1);
    const outcomes = [outcome(pool, 'loop'), outcome(pool, 'answer')];
    await pool.close();
    expect(await Promise.all(outcomes)).toEqual(Array(2).fill('DOCUMENT_READER_CRASHED transient'));
    expect(await outcome(pool, 'answer')).toBe('DOCUMENT_READER_CRASHED transient');
  });
});
