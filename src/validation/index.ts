export { pathOf, rulesOf } from './rules-of.js';
