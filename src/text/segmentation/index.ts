export { BODY_SECTION, HEADER_SECTION, type KnownTitle, segment, type Segmentation } from './segment.js';
export { frenchTokens, type Token } from './tokens.js';
