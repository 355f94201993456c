import { type DocumentUseCase } from '../use-case.js';
import { notApplicable } from './decide.js';
import { CLASSES, EXPLANATIONS, MODALITIES, REFERENCES, type ResponseValue } from './value.js';

const ID = 'treatment-response';
const VERSION = '1.0.0';

/** How the tumour answers its treatment, by the newest assessment that a report tells. */
export const treatmentResponse: DocumentUseCase<ResponseValue> = {
  id: ID,
  version: VERSION,
  scope: 'document',
  stage: 'assisted',
  needs: [],
  run({ document: { text, sentences } }) {
    const [first] = sentences;
    if (!first) return [];
    const { start, end } = first;
    return [
      {
        useCase: ID,
        useCaseVersion: VERSION,
        value: notApplicable(),
        assertion: 'Present',
        temporality: 'current',
        date: null,
        specimen: null,
        confidence: 0.5,
        evidence: [{ start, end, text: text.slice(start, end) }],
      },
    ];
  },
  vocabulary: () => ({
    names: CLASSES,
    explanations: EXPLANATIONS,
    modalities: MODALITIES,
    references: REFERENCES,
  }),
};
