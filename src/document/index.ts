export { type Document } from './document.js';
export { documentFailure } from './failures.js';
export { READING_LIMITS, type ReadingLimits, PROCESS_LIMITS, type ProcessLimits } from './limits.js';
export { closeReaders, readDocument, type ReadOptions } from './read-document.js';
export { type CdaHeader, type InstanceIdentifier } from './readers/cda/cda-header.js';
export { readCdaHeader } from './readers/cda/read-cda-header.js';
export { ReaderPool, type ReaderPoolOptions } from './process/reader-pool.js';
