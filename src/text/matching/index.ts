export { expandAlternatives } from './expand.js';
export { fold } from './fold.js';
export { createMatcher, type Match, type Matcher, type MatcherEntry } from './matcher.js';
export { firstTokenFrom, type TokenizedText, tokenize, tokenRange } from './tokens.js';
