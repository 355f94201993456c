import { failuresOf } from '../kernel/index.js';

export const terminologyFailure = failuresOf({
  /** The file is not there, or cannot be opened. */
  NOMENCLATURE_NOT_FOUND: 'permanent',
  /** Neither the layout nor the headings of a nomenclature that is known. */
  NOMENCLATURE_UNKNOWN: 'permanent',
  /** Lines that break a rule: nothing is imported. */
  NOMENCLATURE_REFUSED: 'permanent',
  /** The folder of imports cannot be written. */
  NOMENCLATURE_NOT_KEPT: 'transient',
  /** A kept import was altered, or is of another version. */
  NOMENCLATURE_ALTERED: 'permanent',
});
