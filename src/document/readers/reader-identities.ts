import { type ReaderIdentity } from './reading.js';

/** The readers that run in a process of their own are named here, so that naming them does not load their library. */
export const CDA_READER: ReaderIdentity = { id: 'cda-r2', version: '1' };
export const PDF_READER: ReaderIdentity = { id: 'pdf-text-layer', version: '2' };
