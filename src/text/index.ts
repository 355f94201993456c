export { type Section, type Span } from './span.js';
