export { type Brand } from './brand.js';
export { CLOCK, type Clock, systemClock } from './clock.js';
export { failed, type Failure, type FailureClass, failuresOf, ok, type Result } from './result.js';
export { Sensitive, sensitive } from './sensitive.js';
