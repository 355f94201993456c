export { type Section, type Span } from './span.js';
export {
  createMatcher,
  expandAlternatives,
  fold,
  type Match,
  type Matcher,
  type MatcherEntry,
  type TokenizedText,
  tokenize,
} from './matching/index.js';
