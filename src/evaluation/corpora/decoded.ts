import { ok, type Result } from '../../kernel/index.js';
import { evaluationFailure } from '../failures.js';

/** UTF-8 with a mark of byte order kept: offsets count it. */
export function decoded(bytes: Uint8Array): Result<string> {
  try {
    return ok(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    return evaluationFailure('CORPUS_FILE_INVALID', 'the file is not UTF-8');
  }
}
