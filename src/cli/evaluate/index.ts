export { evaluateCommand } from './evaluate-command.js';
