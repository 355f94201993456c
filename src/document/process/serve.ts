import { Worker } from 'node:worker_threads';
import type { Result } from '../../kernel/index.js';
import { documentFailure } from '../failures.js';
import { TAKEN } from './job.js';
import { programOf } from './reader-entry.js';

/** The life of a reading process: it answers one job after another, and ends when its service lets it go. */
export function serveJobs<Job>(answer: (job: Job) => Promise<Result<unknown>>): void {
  // Ctrl-C reaches the whole group of processes: the service drains, and needs its readers until it lets them go.
  process.on('SIGINT', () => undefined).on('SIGTERM', () => undefined);
  process.on('disconnect', () => process.exit());
  process.on('message', (job: Job) => {
    process.send?.(TAKEN);
    void answer(job)
      // The error may quote the document: only that there was one goes back.
      .catch(() => documentFailure('DOCUMENT_READER_FAILED', 'the reader met a case it does not know'))
      .then((result) => process.send?.(result));
  });
  const memoryMb = Number(process.argv[2]);
  new Worker(programOf('monitor'), { workerData: { memoryMb, parent: process.ppid }, env: {} });
}
