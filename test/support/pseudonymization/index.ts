export { aDocument, aPseudonymizer, known, POLICY_PATH, testKeys, thePolicy } from './builders.js';
export { corpusFile, measuredRules, theCorpus } from './corpus.js';
export { aModel, type Seen, seenIn } from './a-model.js';
export { marked, type Marked, stretches } from './marked.js';
