export { CATALOG, stayCatalog } from './catalog.js';
export { evidenceHolds } from './evidence.js';
export {
  type Assertion,
  type CaseContext,
  type Evidence,
  type Finding,
  type Mention,
  NO_CONTEXT,
  type Temporality,
} from './finding.js';
export { type InfectionKind, type InfectionValue, siteNamed } from './infections/index.js';
export { type CatalogFailure, orderUseCases, selectUseCases } from './order.js';
export { runUseCases, type UseCaseFailure, type UseCaseRun } from './run.js';
export { runStayUseCases, type StayUseCaseRun } from './run-stay.js';
export { type StayDocument, type StayEvidence, type StayFinding, type StayUseCase } from './stay-use-case.js';
export { type CodingRole, type CodingValue, createMedicalCoding } from './medical-coding/index.js';
export { type ResponseClass, type ResponseValue } from './treatment-response/index.js';
export { type BiomarkerStatus, type BiomarkerValue } from './tumor-biomarkers/index.js';
export {
  type DocumentUseCase,
  type DocumentUseCaseInput,
  type Stage,
  type UseCase,
  type UseCaseVocabulary,
} from './use-case.js';
