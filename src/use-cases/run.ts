import { type Failure, type Result } from '../kernel/index.js';
import { evidenceHolds } from './evidence.js';
import { useCaseFailure } from './failures.js';
import { type CaseContext, type Finding } from './finding.js';
import { type DocumentUseCaseInput, type UseCase } from './use-case.js';

/** One use case that gave no result, or not all of them; the others' Findings stand. */
export interface UseCaseFailure extends Failure {
  readonly useCase: string;
}

export interface UseCaseRun {
  readonly findings: readonly Finding[];
  readonly failures: readonly UseCaseFailure[];
}

/**
 * Runs use cases, ordered by `orderUseCases`, over one document. A use case that throws fails alone
 * (USE_CASE_CRASHED), and so do those that need it (USE_CASE_NEED_FAILED). A Finding whose evidence is not in the
 * text is a bug too: it is left out and the use case reports USE_CASE_EVIDENCE_INVALID.
 */
export function runUseCases(
  document: DocumentUseCaseInput['document'],
  context: CaseContext,
  useCases: readonly UseCase[],
): UseCaseRun {
  const byId: Record<string, readonly Finding[]> = {};
  const failures: UseCaseFailure[] = [];
  for (const useCase of useCases) {
    const report = (outcome: Result<never>) => {
      if (!outcome.ok) failures.push({ ...outcome.failure, useCase: useCase.id });
    };
    const absent = useCase.needs.filter((need) => !(need in byId));
    if (absent.length > 0) {
      report(
        useCaseFailure(
          'USE_CASE_NEED_FAILED',
          `${useCase.id} was not run: no Findings of ${absent.join(', ')}`,
        ),
      );
      continue;
    }
    const needed = Object.fromEntries(useCase.needs.map((need) => [need, byId[need] ?? []]));
    try {
      const given = useCase.run({ document, context, needed });
      const sound = given.filter((finding) => evidenceHolds(finding, document.text));
      byId[useCase.id] = sound;
      if (sound.length < given.length) report(invalidEvidence(useCase, given.length - sound.length));
    } catch (error) {
      report(crashOf(useCase, error));
    }
  }
  return { findings: Object.values(byId).flat(), failures };
}

export function invalidEvidence(useCase: Pick<UseCase, 'id'>, count: number): Result<never> {
  const rule = 'evidence that is not the words of the text at its place';
  return useCaseFailure('USE_CASE_EVIDENCE_INVALID', `${useCase.id} gave ${count} Findings with ${rule}`);
}

/** The error's message may quote the report: only its kind and the place in our code are told. */
export function crashOf(useCase: Pick<UseCase, 'id' | 'version'>, error: unknown): Result<never> {
  const kind = error instanceof Error ? error.constructor.name : typeof error;
  const frames = error instanceof Error ? (error.stack ?? '').match(/^ {4}at .*$/gm) : null;
  const place = frames?.[0]?.match(/[\w.-]+:\d+:\d+/)?.[0] ?? 'unknown place';
  return useCaseFailure('USE_CASE_CRASHED', `${useCase.id} ${useCase.version} threw ${kind} at ${place}`);
}
