import { type DocumentUseCase } from '../use-case.js';
import { extract } from './extract.js';
import { BIOMARKERS } from './lexicon.js';
import { METHODS, STATUSES } from './terms.js';
import { ID, VERSION } from './to-finding.js';
import { type BiomarkerValue } from './value.js';

/** Biomarkers of tumours, as pathology, molecular, biology reports and letters state them. */
export const tumorBiomarkers: DocumentUseCase<BiomarkerValue> = {
  id: ID,
  version: VERSION,
  scope: 'document',
  stage: 'assisted',
  needs: [],
  run: extract,
  vocabulary: () => ({
    names: BIOMARKERS.map(({ name }) => name),
    statuses: STATUSES,
    methods: METHODS,
  }),
};

export { type BiomarkerStatus } from './terms.js';
export { type BiomarkerValue } from './value.js';
