import { failuresOf } from '../kernel/index.js';

export const inferenceFailure = failuresOf({
  MODEL_MISSING: 'permanent',
  /** A file of the package is not the one its manifest tells. */
  MODEL_ALTERED: 'permanent',
  /** The package is not one this version can run. */
  MODEL_INVALID: 'permanent',
  /** An error of the model or of what reads it: the same job would meet it again. */
  MODEL_FAILED: 'permanent',
  /** The thread that ran the model died with a job in hand. */
  MODEL_CRASHED: 'transient',
  MODEL_TIMEOUT: 'transient',
  /** Whoever asked gave up, or the service stops. */
  MODEL_STOPPED: 'transient',
});
