export { type Document } from './document.js';
export { documentFailure } from './failures.js';
export { READING_LIMITS, type ReadingLimits, THREAD_LIMITS, type ThreadLimits } from './limits.js';
export { closeReaders, readDocument, type ReadOptions } from './read-document.js';
export { type CdaHeader, type InstanceIdentifier } from './readers/cda/cda-header.js';
export { readCdaHeader } from './readers/cda/read-cda-header.js';
export { ReaderPool, type ReaderPoolOptions } from './worker/reader-pool.js';
