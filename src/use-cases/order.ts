import { failed, ok, type Failure, type Result } from '../kernel/index.js';
import { useCaseFailure } from './failures.js';
import { type UseCase } from './use-case.js';

/** Why the use cases cannot be assembled; `useCases` names the ones to correct. */
export interface CatalogFailure extends Failure {
  readonly useCases: readonly string[];
}

/**
 * The use cases, each after the ones it needs, otherwise in the order given. Refuses two use cases with one id,
 * a need that is not there, and needs that go round in a circle: the service stops at start and says which.
 */
export function orderUseCases(useCases: readonly UseCase[]): Result<UseCase[], CatalogFailure> {
  const byId = new Map<string, UseCase>();
  for (const useCase of useCases) {
    if (byId.has(useCase.id)) return refuse('USE_CASE_DUPLICATE', 'two use cases have the id', [useCase.id]);
    byId.set(useCase.id, useCase);
  }
  for (const useCase of useCases) {
    const missing = useCase.needs.filter((need) => !byId.has(need));
    if (missing.length > 0) {
      return refuse('USE_CASE_NEED_UNMET', `${useCase.id} needs what the catalog lacks:`, missing);
    }
  }
  return sort(useCases);
}

function sort(useCases: readonly UseCase[]): Result<UseCase[], CatalogFailure> {
  const ordered: UseCase[] = [];
  const done = new Set<string>();
  let waiting = [...useCases];
  while (waiting.length > 0) {
    const ready = waiting.find((useCase) => useCase.needs.every((need) => done.has(need)));
    if (!ready) return refuse('USE_CASE_NEED_CYCLE', 'needs go round in a circle:', idsOf(waiting));
    ordered.push(ready);
    done.add(ready.id);
    waiting = waiting.filter((useCase) => useCase !== ready);
  }
  return ok(ordered);
}

/**
 * The use cases asked for by id, with those they need, ordered. `all` is the whole catalog. An unknown id is
 * refused by name.
 */
export function selectUseCases(
  catalog: readonly UseCase[],
  ids: 'all' | readonly string[],
): Result<UseCase[], CatalogFailure> {
  const ordered = orderUseCases(catalog);
  if (!ordered.ok || ids === 'all') return ordered;
  const unknown = ids.filter((id) => !catalog.some((useCase) => useCase.id === id));
  if (unknown.length > 0) return refuse('USE_CASE_UNKNOWN', 'the catalog has no use case', unknown);
  const wanted = new Set(ids);
  // From the last to the first: whoever needs a use case comes after it.
  for (const useCase of ordered.value.toReversed()) {
    if (wanted.has(useCase.id)) useCase.needs.forEach((need) => wanted.add(need));
  }
  return ok(ordered.value.filter((useCase) => wanted.has(useCase.id)));
}

type RefusalCode = 'USE_CASE_DUPLICATE' | 'USE_CASE_UNKNOWN' | 'USE_CASE_NEED_UNMET' | 'USE_CASE_NEED_CYCLE';

function refuse(code: RefusalCode, rule: string, useCases: readonly string[]): Result<never, CatalogFailure> {
  const refusal = useCaseFailure(code, `${rule} ${useCases.join(', ')}`);
  return refusal.ok ? refusal : failed({ ...refusal.failure, useCases });
}

const idsOf = (useCases: readonly UseCase[]) => useCases.map((useCase) => useCase.id);
