import { ok, type Result } from '../kernel/index.js';
import { patientsFailure } from './failures.js';

/** Keys of one merge, and what each was merged into before (itself: into nothing). */
export interface MergeKeys {
  readonly survivor: string;
  readonly survivorRoot: string;
  readonly absorbed: string;
  readonly absorbedRoot: string;
}

/** Where the absorbed key leads from now on; `undefined` where it leads there already. */
export function settleMerge(keys: MergeKeys): Result<string | undefined> {
  const { survivor, survivorRoot, absorbed, absorbedRoot } = keys;
  if (absorbed === survivor) return patientsFailure('MERGE_WITH_ITSELF', 'MRG-1 and PID-3 name one identity');
  if (absorbedRoot === survivorRoot) {
    return survivorRoot === absorbed
      ? patientsFailure('MERGE_CYCLE', 'the identity of PID-3 was merged into that of MRG-1 before')
      : ok(undefined);
  }
  if (absorbedRoot !== absorbed)
    return patientsFailure('MERGE_ELSEWHERE', 'the identity of MRG-1 was merged into another one before');
  return ok(survivorRoot);
}
