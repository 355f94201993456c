import { failuresOf } from '../kernel/index.js';

/** All permanent: a bug or a bad assembly does not heal by trying again. */
export const useCaseFailure = failuresOf({
  USE_CASE_DUPLICATE: 'permanent',
  USE_CASE_UNKNOWN: 'permanent',
  USE_CASE_NEED_UNMET: 'permanent',
  USE_CASE_NEED_CYCLE: 'permanent',
  USE_CASE_NEED_FAILED: 'permanent',
  USE_CASE_CRASHED: 'permanent',
  USE_CASE_EVIDENCE_INVALID: 'permanent',
});
