import { type Failure } from '../../kernel/index.js';
import { batchFailure } from './contract.js';
import { errorOutput, type StayOutput } from './output-line.js';

/** A stay as a line; one too long to be held as text gives errors in place of its documents, and the run goes on. */
export function jsonOf(
  stay: StayOutput,
  stringify: (value: unknown) => string = JSON.stringify,
): { readonly json: string; readonly failure?: Failure } {
  try {
    return { json: stringify(stay) };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const refused = batchFailure('RESULT_TOO_LARGE', 'the results of the stay are too long for one line');
    if (refused.ok) throw error;
    const { failure } = refused;
    const documents = stay.documents.map(({ docId }) => errorOutput(docId, failure));
    return { json: JSON.stringify({ id: stay.id, documents, findings: [] }), failure };
  }
}
