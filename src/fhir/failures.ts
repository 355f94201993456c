import { failuresOf } from '../kernel/index.js';

/** Codes of this room, each with its class. */
export const FHIR_FAILURES = {
  /** A use case this room has no mapping for. */
  MAPPING_USE_CASE_UNKNOWN: 'permanent',
  /** A Finding whose `value` is not the shape of its use case (docs/batch-contract.md). */
  MAPPING_VALUE_UNREADABLE: 'permanent',
  /** Evidence that is not a stretch of the document's text. */
  MAPPING_EVIDENCE_OUTSIDE: 'permanent',
  /** A Bundle that breaks R4: structure, required binding or reference. */
  BUNDLE_INVALID: 'permanent',
} as const;

export const fhirFailure = failuresOf(FHIR_FAILURES);
