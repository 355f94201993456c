import { Worker } from 'node:worker_threads';
import { documentFailure } from '../failures.js';
import { type ReadingAnswer, type ReadingJob, TAKEN } from './job.js';
import { programOf } from './reader-entry.js';

// Runs in a reading process. Node's own type stripping runs it in the tests: from here down, only syntax that can be
// erased, and `import type` for what another room or tool lends.
const READERS = {
  cda: async () => (await import('../readers/cda/read-cda.js')).readCda,
  pdf: async () => (await import('../readers/pdf/read-pdf.js')).readPdf,
  rtf: async () => (await import('../readers/rtf/read-rtf.js')).readRtf,
  scan: async () => (await import('../readers/scan/read-scan.js')).readScan,
  picture: async () => (await import('../readers/scan/read-picture.js')).readPicture,
  html: async () => (await import('../readers/html/read-html.js')).readHtml,
};

type Reader = (
  content: Uint8Array,
  limits: ReadingJob['limits'],
  job: ReadingJob,
) => ReadingAnswer | Promise<ReadingAnswer>;

async function answer(job: ReadingJob): Promise<ReadingAnswer> {
  const read: Reader = await READERS[job.format]();
  return read(new Uint8Array(job.content), job.limits, job);
}

// Ctrl-C reaches the whole group of processes: the service drains, and needs its readers until it lets them go.
process.on('SIGINT', () => undefined).on('SIGTERM', () => undefined);
process.on('disconnect', () => process.exit());
process.on('message', (job: ReadingJob) => {
  process.send?.(TAKEN);
  void answer(job)
    // The error may quote the document: only that there was one goes back.
    .catch(() => documentFailure('DOCUMENT_READER_FAILED', 'the reader met a case it does not know'))
    .then((result) => process.send?.(result));
});

const memoryMb = Number(process.argv[2]);
new Worker(programOf('monitor'), { workerData: { memoryMb, parent: process.ppid }, env: {} });
