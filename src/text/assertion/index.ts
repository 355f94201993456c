export { readMarkedSentence } from './marked-sentence.js';
export {
  type AssertionAnalyzer,
  type AssertionDocument,
  assertionOf,
  type AssertionVerdict,
  createAssertionAnalyzer,
} from './analyzer.js';
