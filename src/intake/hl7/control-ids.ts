import { randomBytes } from 'node:crypto';

/** MSH-10 of an answer: 16 characters, unique among processes and restarts; HL7 2.5 allows 20. */
export const newControlId = (): string => `P${randomBytes(10).toString('hex').slice(0, 15).toUpperCase()}`;

/** MSH-10 of the application acknowledgement that follows a commit one: told again the same way. */
export const followingControlId = (controlId: string): string => `${controlId}-A`;
