/** What Nest hands the controllers by. */
export const OPERATIONS = Symbol('operations');
export const STAY_OPERATIONS = Symbol('operations on stays');
export const REREAD_REQUESTS = Symbol('requests to read again');
export const ANNOUNCEMENT_OPERATIONS = Symbol('operations on announcements');
export const PSEUDONYMS = Symbol('pseudonyms of the research zone');
export const READINESS = Symbol('readiness');
