export { incidenceCommand } from './incidence-command.js';
