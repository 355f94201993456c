import { parentPort } from 'node:worker_threads';
import { documentFailure } from '../failures.js';
import type { ReadingAnswer, ReadingJob } from './job.js';

// Runs in a reading thread. Node's own type stripping runs it in the tests: from here down, only syntax that can be
// erased, and `import type` for what another room or tool lends.
async function answer({ format, content, limits }: ReadingJob): Promise<ReadingAnswer> {
  if (format === 'pdf') {
    const { readPdf } = await import('../readers/pdf/read-pdf.js');
    return readPdf(content, limits);
  }
  const { readCda } = await import('../readers/cda/read-cda.js');
  return readCda(content, limits);
}

parentPort?.on('message', (job: ReadingJob) => {
  void answer(job)
    // The error may quote the document: only that there was one goes back.
    .catch(() => documentFailure('DOCUMENT_READER_FAILED', 'the reader met a case it does not know'))
    .then((result) => parentPort?.postMessage(result));
});
