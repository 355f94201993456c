export { checkBundle, checkBundleInTurns, loadDefinitions } from './checking/check-bundle.js';
export { FHIR_FAILURES, fhirFailure } from './failures.js';
export {
  isCreateOnly,
  isEmptyBundle,
  referencesOf,
  searchKeyOf,
  transaction,
  updateEntry,
} from './mapping/bundle.js';
export { toCareBundle } from './mapping/care-bundle.js';
export { TEXT_TYPE } from './mapping/document-reference.js';
export { patientOf, toMergeBundle } from './mapping/merge-bundle.js';
export { makeId } from './mapping/ids.js';
export {
  type CareInput,
  type IdKey,
  type MappingSettings,
  type ResearchInput,
  type RetractionInput,
  type StayInput,
} from './mapping/input.js';
export { encounterIdOf, followPatient, followStay, isSomebodyElse } from './mapping/follow.js';
export { guardedEntry, isOwn, ORIGIN_TAG, withoutServerMeta } from './mapping/meta.js';
export { toResearchBundle } from './mapping/research-bundle.js';
export { MAPPED_USE_CASES } from './mapping/results/results.js';
export { toRetractionBundle } from './mapping/retraction-bundle.js';
export { toSuspensionBundle } from './mapping/suspension-bundle.js';
export { EXTENSION, HL7 as HL7_SYSTEMS, OWN as OWN_SYSTEMS } from './mapping/systems.js';
export { toStayBundle } from './mapping/stay-bundle.js';
export { FHIR_MIDDLEWARE, FHIR_PATH, FhirModule } from './fhir.module.js';
export { type FhirMiddleware, storedObservations } from './server/index.js';
