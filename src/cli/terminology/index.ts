export { terminologyCommand } from './terminology-command.js';
