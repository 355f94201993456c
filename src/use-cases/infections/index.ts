export { infections } from './infections.use-case.js';
export { type InfectionKind, type InfectionValue } from './value.js';
