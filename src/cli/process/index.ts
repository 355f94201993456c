export { processCommand } from './process-command.js';
