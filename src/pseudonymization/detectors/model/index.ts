export {
  type ModelPlace,
  type ModelReader,
  type ModelReading,
  openModelReader,
  readWith,
} from './model-reader.js';
export { modelCandidates } from './candidates.js';
export { withModelRoles, withRulesRoles } from './roles.js';
export { settled } from './settle.js';
