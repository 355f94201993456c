import { failuresOf } from '../kernel/index.js';

export const patientsFailure = failuresOf({
  /** An identity cannot be merged into itself. */
  MERGE_WITH_ITSELF: 'permanent',
  /** The identity that stays was itself merged into the one that goes. */
  MERGE_CYCLE: 'permanent',
  /** The identity that goes was merged into a third one: a person must say which is right. */
  MERGE_ELSEWHERE: 'permanent',
  /** No patient number on one of the two sides. */
  MERGE_WITHOUT_NUMBER: 'permanent',
});
