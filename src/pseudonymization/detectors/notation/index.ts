export { clinicalNotation, type Notation, saidNames, withoutFormulas, withoutNotation } from './notation.js';
