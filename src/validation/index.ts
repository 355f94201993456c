export { IsBase64Text, isBase64Text } from './is-base64-text.js';
export { pathOf, rulesOf } from './rules-of.js';
