import { type ReaderIdentity } from './reading.js';

/** The readers that run in a process of their own are named here, so that naming them does not load their library. */
export const CDA_READER: ReaderIdentity = { id: 'cda-r2', version: '2' };
export const PDF_READER: ReaderIdentity = { id: 'pdf-text-layer', version: '3' };
export const RTF_READER: ReaderIdentity = { id: 'rtf', version: '1' };
export const HTML_READER: ReaderIdentity = { id: 'html', version: '1' };
/** Gives the pages of a picture file to the engine that reads them. */
export const PICTURE_READER: ReaderIdentity = { id: 'picture', version: '1' };
