import { failuresOf } from '../kernel/index.js';

export const intakeFailure = failuresOf({
  /** The database did not take the message: nothing was kept, the sender resends. */
  INBOX_UNAVAILABLE: 'transient',
  /** The event breaks its schema: the path and the rule are told. */
  EVENT_INVALID: 'permanent',
  /** A test or demonstration identity where only real patients are received. */
  EVENT_FICTITIOUS: 'permanent',
});

/** Why a report does not walk. Shown with its state. */
export const SET_ASIDE = {
  /** Its replacement or deletion was here before it. */
  SUPERSEDED_ON_ARRIVAL: 'a later version of this document had already arrived',
  /** Unsigned: waits for its signature by policy. */
  NOT_SIGNED: 'the document is a draft',
  /** A deletion of a document never seen here. */
  NOTHING_TO_DELETE: 'the document to delete has not arrived',
} as const;

export type SetAsideCode = keyof typeof SET_ASIDE;
