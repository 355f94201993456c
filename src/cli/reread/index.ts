export { rereadCommand } from './reread-command.js';
