export { createAlignment } from './alignment.js';
export { type Candidate, type DetectionInput, type Detector } from './detectors/candidate.js';
export { identityDetector } from './detectors/identity/index.js';
export { isLuhnValid, nirKey, ruleDetector } from './detectors/rules/index.js';
export { type Token, tokenize } from './detectors/tokens.js';
export { type ModelPlace, type ModelReader, openModelReader } from './detectors/model/index.js';
export { type Known } from './known.js';
export { type LearnedName, learnNames, standsIn } from './learned-names.js';
export { patientKey } from './patient-key.js';
export { loadPolicies, loadPolicy, type Policy, type PolicyAction } from './policy.js';
export { type SurrogatePair, type Vault, type VaultKeys, type VaultRecord } from './ports.js';
export {
  type Alignment,
  type CodeKind,
  type DetectorKind,
  type IdentifyingSpan,
  type PseudonymizedDocument,
  type PseudonymizedText,
  type SpanCategory,
  type SpanRole,
} from './pseudonymized-document.js';
export { createPseudonymizer, type Pseudonymizer, type PseudonymizerNeeds } from './pseudonymizer.js';
export { type PlainReplaced, type PlainRequest, replacePlain, replacerBeside } from './plain.js';
export { createReplacer, type Replacer } from './replacer.js';
export { fromStored, restoreEdits, type StoredPseudonymization, toStored } from './stored.js';
export { createMemoryVault } from './vault/memory-vault.js';
export { type ContextSource, type DeidentifiedContext, deidentifiedContext } from './deidentified-context.js';
export { createRestorer, type Restorer } from './restoring.js';
export { createTypeormVault } from './vault/typeorm-vault.repository.js';
export {
  type AuditedReidentification,
  createPseudonyms,
  type Pseudonyms,
  type RefusedOutcome,
  type Reidentified,
  type ReidentificationRequest,
} from './reidentification/typeorm-pseudonyms.repository.js';
