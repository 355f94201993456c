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
  /** Unsigned: waits for its signature by policy. */
  NOT_SIGNED: 'the document is a draft',
  /** TXA-19 UN or OB: waits until it is available. */
  NOT_AVAILABLE: 'the document is not available',
  /** Its replacement was here before it, or replaced what it completes. */
  SUPERSEDED_ON_ARRIVAL: 'a later version of this document had already arrived',
  /** A draft, and the signed version has come. */
  SUPERSEDED_BY_SIGNED: 'the signed version of this document has come',
  /** A draft whose own content went out with the message that signed it. */
  RELEASED: 'its content went out with the message that released it',
  /** Its deletion was here before it; a deleted id never comes back. */
  DELETED_BEFORE: 'this document had already been deleted',
  /** A status that was so already. */
  NOTHING_CHANGED: 'it says nothing new of the document',
  /** A deletion of a document never seen here. */
  NOTHING_TO_DELETE: 'the document to delete has not arrived',
  /** A replacement, an addendum or a status of a document never seen here. */
  PARENT_MISSING: 'the document it is about has not arrived',
  /** Waited for too long. It still joins its document, should that come. */
  PARENT_NEVER_CAME: 'the document it is about did not arrive in time',
  /** The document is known under another patient identifier. */
  PATIENT_DIFFERS: 'the document belongs to another patient',
} as const;

export type SetAsideCode = keyof typeof SET_ASIDE;

/** What a person must look at, whatever became of the report. */
export const INCIDENTS = {
  /** OBX-11 W: results had been given to the wrong patient. They are withdrawn, and given to nobody else. */
  WRONG_PATIENT: 'results of another patient were withdrawn',
  /** A known document came under another patient identifier: it is parked, and nothing is moved. */
  PATIENT_DIFFERS: 'a known document came under another patient identifier',
  /** A40 or A47 after its delivery: the results stand under the Patient that was merged, and are not moved. */
  RESULTS_UNDER_MERGED_IDENTITY: 'the patient was merged after the results were delivered',
  /** A08, A28, A31: a patient number of known reports now has another name and birth date. The Patient is left as it is. */
  IDENTITY_REPLACED: 'a patient number became that of somebody else',
  /** A24: the sender holds two numbers for one person. Nothing is joined. */
  IDENTITIES_LINKED: 'two identities were linked',
  /** A37: they are two people after all. Nothing is parted, a merge least of all. */
  IDENTITIES_UNLINKED: 'two identities were unlinked',
  /** A43: a patient number was given to another patient. Nothing is moved. */
  IDENTIFIER_MOVED: 'a patient number was moved to another patient',
  /** A44, A45: a stay was given to another patient. Its reports and results are not moved. */
  STAY_MOVED: 'a stay was moved to another patient',
  /** Acknowledged, and could not be given its place: a bug. It is kept, and can be placed again. */
  MESSAGE_NOT_PLACED: 'an acknowledged message could not be placed',
} as const;

export type IncidentCode = keyof typeof INCIDENTS;
