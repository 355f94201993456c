export { type CorpusCase, type MarkedSpan, readCorpus } from './corpus.js';
export { addCase, createScores, f1, sameAll, scoreTable, type Scores } from './score.js';
