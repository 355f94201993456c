import { type Extension } from '@medplum/fhirtypes';
import { ok, type Result } from '../../kernel/index.js';
import { type Finding } from '../../use-cases/index.js';
import { fhirFailure } from '../failures.js';
import { codePointsOf } from './code-points.js';
import { EXTENSION } from './systems.js';

/** Turns a Finding's evidence into `derivation-reference` extensions; refuses what the text does not hold. */
export type EvidenceReader = (finding: Finding) => Result<Extension[]>;

export function evidenceReader(text: string, documentReference: string): EvidenceReader {
  const toCodePoints = codePointsOf(text);
  return ({ evidence, useCase }) => {
    const fits = evidence.every(
      ({ start, end, text: quote }) =>
        Number.isInteger(start) &&
        start >= 0 &&
        end <= text.length &&
        start < end &&
        text.slice(start, end) === quote,
    );
    if (!fits || evidence.length === 0)
      return fhirFailure('MAPPING_EVIDENCE_OUTSIDE', `evidence of ${useCase} must be stretches of the text`);
    return ok(
      evidence.map((span) => {
        const { offset, length } = toCodePoints(span);
        return {
          url: EXTENSION.derivation,
          extension: [
            { url: 'reference', valueReference: { reference: documentReference } },
            { url: 'path', valueString: 'DocumentReference.content[0].attachment.data' },
            { url: 'offset', valueInteger: offset },
            { url: 'length', valueInteger: length },
          ],
        };
      }),
    );
  };
}

/** Confidence given by the use case, 0 to 1, not calibrated. */
export const confidenceExtension = (confidence: number): Extension => ({
  url: EXTENSION.confidence,
  valueDecimal: confidence,
});
