export { infections } from './infections.use-case.js';
export { siteNamed } from './sites.js';
export { type InfectionKind, type InfectionValue } from './value.js';
