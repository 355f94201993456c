import { LONG_TEXT } from '../limits.js';
import type { ReadingAnswer, ReadingJob } from './job.js';
import { serveJobs } from './serve.js';

// Runs in a reading process. Node's own type stripping runs it in the tests: from here down, only syntax that can be
// erased, and `import type` for what another room or tool lends.
const READERS = {
  plain: async () => (await import('../readers/plain-text.js')).readPlainText,
  ft: async () => (await import('../readers/hl7-ft.js')).readHl7FormattedText,
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
  const reading = await read(new Uint8Array(job.content), job.limits, job);
  if (!reading.ok || reading.value.kind !== 'text') return reading;
  const { text, titles } = reading.value;
  if (text.length <= LONG_TEXT || text.length > job.limits.textLength) return reading;
  // Here, where nobody waits: its sections and sentences would hold up the service.
  const { segment } = await import('../../text/index.js');
  return { ok: true, value: { ...reading.value, segmentation: segment(text, titles) } };
}

serveJobs(answer);
