export {
  type AssertionAnalyzer,
  type AssertionDocument,
  assertionOf,
  type AssertionVerdict,
  createAssertionAnalyzer,
  readMarkedSentence,
} from './assertion/index.js';
export { ANY_MONTH, isoOf, monthNumber, MONTHS } from './calendar.js';
export {
  countEnded,
  countStarted,
  firstFrom,
  inside,
  lastEnded,
  lastStarted,
  overlapping,
  spanAt,
  union,
} from './ordered-spans.js';
export { readYaml } from './read-yaml.js';
export {
  BODY_SECTION,
  frenchTokens,
  HEADER_SECTION,
  type KnownTitle,
  segment,
  type Segmentation,
  type Token,
} from './segmentation/index.js';
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
