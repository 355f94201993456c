export { aDocument, aPseudonymizer, known, POLICY_PATH, testKeys, thePolicy } from './builders.js';
export { type CorpusCase, type MarkedSpan, readCorpus } from './corpus.js';
export { addCase, createScores, f1, sameAll, scoreTable, type Scores } from './score.js';
