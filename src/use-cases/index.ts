export {
  type Assertion,
  type CaseContext,
  type Evidence,
  type Finding,
  type Temporality,
} from './finding.js';
export {
  type DocumentUseCase,
  type DocumentUseCaseInput,
  type Stage,
  type UseCase,
  type UseCaseVocabulary,
} from './use-case.js';
