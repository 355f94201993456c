export { type Document } from './document.js';
export { joinDocuments } from './join-documents.js';
export { createTesseractOcr, type TesseractOptions } from './ocr/tesseract.js';
export { type Ocr } from './ports.js';
export { documentFailure } from './failures.js';
export {
  LONG_TEXT,
  READING_LIMITS,
  type ReadingLimits,
  PROCESS_LIMITS,
  type ProcessLimits,
} from './limits.js';
export { closeReaders, readDocument, type ReadOptions } from './read-document.js';
export { type CdaHeader, type InstanceIdentifier } from './readers/cda/cda-header.js';
export { readCdaHeader } from './readers/cda/read-cda-header.js';
export { ReaderPool, type ReaderPoolOptions } from './process/reader-pool.js';
export { serveJobs } from './process/serve.js';
export { READERS } from './readers/read-payload.js';
export { type ReaderIdentity } from './readers/reading.js';
