export { type Document } from './document.js';
