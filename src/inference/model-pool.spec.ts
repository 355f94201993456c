import { setImmediate as turn } from 'node:timers/promises';
import { type Result } from '../kernel/index.js';
import { tinyOnnx, writePackage } from '../../test/support/inference/index.js';
import { loadModelPackage, type ModelPackage, ModelPool, type ModelPoolOptions } from './index.js';

const PROGRAM = new URL('../../test/support/inference/a-program.ts', import.meta.url);
const TABLES = { category: [[0], [0.5], [1]], attribute: [[0], [0], [0]] };
const onnx = tinyOnnx({ features: 1, grams: 1, column: 0, ...TABLES });

type Job = readonly number[] | string;
const pools: ModelPool<Job, readonly number[]>[] = [];

function aPackage(more: Parameters<typeof writePackage>[0] = { onnx }): ModelPackage {
  const loaded = loadModelPackage(writePackage(more), 'tiny');
  if (!loaded.ok) throw new Error(loaded.failure.message);
  return loaded.value;
}

function aPool(more: Partial<ModelPoolOptions> = {}) {
  const pool = new ModelPool<Job, readonly number[]>({ model: aPackage(), program: PROGRAM, ...more });
  pools.push(pool);
  return pool;
}

const told = (result: Result<unknown>): unknown =>
  result.ok ? result.value : `${result.failure.code} ${result.failure.class}`;

afterEach(() => Promise.all(pools.splice(0).map((pool) => pool.close())));

describe('a pool of model threads', () => {
  it('runs the model beside whoever asks', async () => {
    const pool = aPool();
    expect(told(await pool.open())).toBeUndefined();
    expect(told(await pool.ask([2, 1, 0, 1]))).toEqual([1, 0.5, 0, 0.5]);
  });

  it('answers each job with its own answer, in any number', async () => {
    const pool = aPool({ size: 2 });
    const jobs = Array.from({ length: 40 }, (_, at) => Array.from({ length: at + 1 }, () => at % 3));
    const answers = await Promise.all(jobs.map((job) => pool.ask(job)));
    expect(answers.map(told)).toEqual(jobs.map((job) => job.map((row) => row / 2)));
  });

  it.each([
    ['the end of its thread', 'die'],
    ['an error nobody waits for', 'fail later'],
  ])('fails the job that meets %s, which may be tried again, and does the next ones', async (_what, job) => {
    const pool = aPool();
    const answers = await Promise.all([pool.ask(job), pool.ask([1]), pool.ask([2])]);
    expect(answers.map(told)).toEqual(['MODEL_CRASHED transient', [0.5], [1]]);
  });

  it('keeps its thread after an error, and lets out nothing of what it quotes', async () => {
    const pool = aPool();
    const failed = await pool.ask('throw');
    expect(told(failed)).toBe('MODEL_FAILED permanent');
    expect(JSON.stringify(failed)).not.toContain('secret');
    expect(told(await pool.ask([1]))).toEqual([0.5]);
  });

  it.each(['loop', 'work'])('ends a thread that never answers (%s), and replaces it', async (job) => {
    const pool = aPool({ timeoutMs: 300 });
    await pool.open();
    const answers = await Promise.all([pool.ask(job), pool.ask([1])]);
    expect(answers.map(told)).toEqual(['MODEL_TIMEOUT transient', [0.5]]);
  });

  it('lets go of a job that is given up, waiting or not, and of no other', async () => {
    const pool = aPool();
    await pool.open();
    const [running, waiting] = [new AbortController(), new AbortController()];
    const asked = [pool.ask('work', running.signal), pool.ask('die', waiting.signal), pool.ask([2])];
    waiting.abort();
    await turn();
    running.abort();
    expect(told(await (asked[0] as Promise<Result<unknown>>))).toBe('MODEL_STOPPED transient');
    expect(told(await (asked[1] as Promise<Result<unknown>>))).toBe('MODEL_STOPPED transient');
    expect(told(await (asked[2] as Promise<Result<unknown>>))).toEqual([1]);
    expect(told(await pool.ask([1], AbortSignal.abort()))).toBe('MODEL_STOPPED transient');
  });

  it.each([
    ['loop', 'MODEL_CRASHED transient'],
    ['work', 'MODEL_STOPPED transient'],
  ])('answers what runs (%s) and what waits when it is closed', async (job, expected) => {
    const pool = aPool();
    await pool.open();
    const asked = [pool.ask(job), pool.ask([1])];
    await turn();
    await pool.close();
    const [running, waiting] = await Promise.all(asked);
    expect(told(running as Result<unknown>)).toBe(expected);
    expect(told(waiting as Result<unknown>)).toBe('MODEL_STOPPED transient');
    expect(told(await pool.ask([1]))).toBe('MODEL_STOPPED transient');
    expect(told(await pool.open())).toBe('MODEL_STOPPED transient');
  });

  it.each([
    ['a file that is no model', { onnx: Buffer.from('no model') }],
    ['settings that its program refuses', { onnx, manifest: { refuse: true } }],
  ])('refuses %s before the first job', async (_what, more) => {
    const pool = aPool({ model: aPackage(more) });
    const opened = await pool.open();
    expect(told(opened)).toBe('MODEL_INVALID permanent');
    expect(told(await pool.ask([1]))).toBe('MODEL_INVALID permanent');
  });

  it('refuses a program that is not there', async () => {
    const pool = aPool({ program: new URL('./no-such-program.ts', PROGRAM) });
    expect(told(await pool.open())).toBe('MODEL_INVALID permanent');
  });
});
