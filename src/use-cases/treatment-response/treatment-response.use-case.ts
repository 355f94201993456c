import { type DocumentUseCase } from '../use-case.js';
import { kindOf } from './context.js';
import { type WrittenDate } from './dates.js';
import { decide } from './decide.js';
import { toFindings } from './findings.js';
import { type Read, readDocument } from './read.js';
import { CLASSES, EXPLANATIONS, MODALITIES, REFERENCES, type ResponseValue } from './value.js';
import { CRITERIA } from './vocabulary.js';

const ID = 'treatment-response';
const VERSION = '1.1.0';

/** The latest day that a text writes, where the report has no date. */
const latestOf = (dates: readonly WrittenDate[]): string | null =>
  dates
    .map(({ iso }) => iso)
    .filter((iso) => iso.length === 10)
    .sort()
    .at(-1) ?? null;

/** Lesions followed in several places, or a category, a score: there is a cancer, though no word names it. */
const isProven = ({ candidates, context: { evaluated, treated } }: Read): boolean =>
  ((evaluated !== null || treated !== null) && candidates.some(({ proof }) => proof)) ||
  candidates.filter(({ basis, known, proof }) => proof || (basis === 'change' && known)).length > 1;

/** How the tumour answers its treatment, by the newest assessment that a report tells. */
export const treatmentResponse: DocumentUseCase<ResponseValue> = {
  id: ID,
  version: VERSION,
  scope: 'document',
  stage: 'assisted',
  needs: [],
  run({ document, context }) {
    const read = readDocument(document, context.documentDate);
    const { cancer, treated, untreated, evaluated, cleared } = read.context;
    const kind = kindOf(document.text, context.documentType);
    const decision = decide(read.candidates, {
      cancer: cancer !== null || read.criteria.length > 0 || isProven(read),
      treated: treated !== null,
      untreated: untreated !== null,
      evaluated: evaluated !== null,
      cleared,
      kind,
      reference: context.documentDate ?? latestOf(read.dates),
    });
    const day = kind === 'imaging' ? context.documentDate : null;
    return toFindings(read, decision, day, { useCase: ID, useCaseVersion: VERSION });
  },
  vocabulary: () => ({
    names: CLASSES,
    criteria: CRITERIA,
    explanations: EXPLANATIONS,
    modalities: MODALITIES,
    references: REFERENCES,
  }),
};
