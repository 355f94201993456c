import { infections } from './infections/index.js';
import { treatmentResponse } from './treatment-response/index.js';
import { tumorBiomarkers } from './tumor-biomarkers/index.js';
import { type StayUseCase } from './stay-use-case.js';
import { type UseCase } from './use-case.js';

/** One line per use case; a folder of this room without its line fails test/architecture/use-cases.spec.ts. */
export const CATALOG: readonly UseCase[] = [
  tumorBiomarkers, //
  treatmentResponse,
  infections,
];

/** Those that read a whole stay, run by its own corridor. */
export const STAY_CATALOG: readonly StayUseCase[] = [];
