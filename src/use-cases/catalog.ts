import { type Terminology } from '../terminology/index.js';
import { infections } from './infections/index.js';
import { createMedicalCoding } from './medical-coding/index.js';
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

/** Those that read a whole stay, the same; they are made with the nomenclatures of the hospital. */
export const stayCatalog = (terminology: Terminology): readonly StayUseCase[] => [
  createMedicalCoding(terminology), //
];
