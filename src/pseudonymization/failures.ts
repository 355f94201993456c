import { failuresOf } from '../kernel/index.js';

export const pseudonymizationFailure = failuresOf({
  /** A known name or number is still readable after replacement: the document goes no further. */
  PSEUDONYMIZATION_INCOMPLETE: 'permanent',
  /** The model is sure of a direct identifier that was left: the document goes no further. */
  PSEUDONYMIZATION_DOUBTED: 'permanent',
  PSEUDONYMIZATION_POLICY_INVALID: 'permanent',
  PSEUDONYMIZATION_STATE_INVALID: 'permanent',
});
