import { type Result } from '../kernel/index.js';
import { crashOf, invalidEvidence, type UseCaseFailure } from './run.js';
import { type StayDocument, type StayFinding, type StayUseCase } from './stay-use-case.js';

export interface StayUseCaseRun {
  readonly findings: readonly StayFinding[];
  readonly failures: readonly UseCaseFailure[];
}

/** Runs use cases of the scope `stay`, each on its own: one that throws fails alone, as for a document. */
export function runStayUseCases(
  documents: readonly StayDocument[],
  useCases: readonly StayUseCase[],
): StayUseCaseRun {
  const texts = new Map(documents.map(({ id, document }) => [id, document.text as string]));
  const findings: StayFinding[] = [];
  const failures: UseCaseFailure[] = [];
  for (const useCase of useCases) {
    const tell = (outcome: Result<never>) => {
      if (!outcome.ok) failures.push({ ...outcome.failure, useCase: useCase.id });
    };
    try {
      const given = useCase.run({ documents });
      const sound = given.filter((finding) => holds(finding, texts));
      findings.push(...sound);
      if (sound.length < given.length) tell(invalidEvidence(useCase, given.length - sound.length));
    } catch (error) {
      tell(crashOf(useCase, error));
    }
  }
  return { findings, failures };
}

const holds = ({ evidence }: StayFinding, texts: ReadonlyMap<string, string>): boolean =>
  evidence.length > 0 &&
  evidence.every(
    ({ document, start, end, text }) => texts.get(document)?.slice(start, end) === text && end > start,
  );
