export * from './clinical.js';
export * from './fold.js';
export * from './lexicon.js';
