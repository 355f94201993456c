/** What Nest hands the controllers by. */
export const OPERATIONS = Symbol('operations');
export const READINESS = Symbol('readiness');
