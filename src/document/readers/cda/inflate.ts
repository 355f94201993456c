import { gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';
import { ok, type Result } from '../../../kernel/index.js';
import { documentFailure } from '../../failures.js';
import type { ReadingLimits } from '../../limits.js';

/** HL7 v3 data types, CompressionAlgorithm: RFC 1951, 1952, 1950. `Z` (compress) is no longer written by anybody. */
const ALGORITHMS = new Map(Object.entries({ DF: inflateRawSync, GZ: gunzipSync, ZL: inflateSync }));

/** The body of a CDA level 1, inflated up to the size a payload may have: a bomb stops there. */
export function inflate(content: Buffer, algorithm: string, limits: ReadingLimits): Result<Buffer> {
  const expand = ALGORITHMS.get(algorithm);
  if (!expand) return documentFailure('DOCUMENT_TYPE_NOT_READ', 'CDA level 1: the compression is not read');
  try {
    return ok(expand(content, { maxOutputLength: limits.payloadBytes }));
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE'
      ? documentFailure('DOCUMENT_TOO_LARGE', 'CDA level 1: the body inflates to more than a report can be')
      : documentFailure('DOCUMENT_MALFORMED', 'CDA level 1: the compressed body cannot be inflated');
  }
}
