import { infections } from './infections/index.js';
import { tumorBiomarkers } from './tumor-biomarkers/index.js';
import { type UseCase } from './use-case.js';

/** One line per use case; a folder of this room without its line fails test/architecture/use-cases.spec.ts. */
export const CATALOG: readonly UseCase[] = [
  tumorBiomarkers, //
  infections,
];
