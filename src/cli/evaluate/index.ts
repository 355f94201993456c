export { evaluateCommand, type Measure } from './evaluate-command.js';
export { type EvaluateOptions } from './options.js';
