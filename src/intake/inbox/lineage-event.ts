import { type Availability, type ReportAction } from '../report.js';

/** What the CDA documents of a message say of others, as far as it is believed. Ids and sets are keyed hashes. */
export interface CdaLinks {
  /** Ids they bear themselves, beside the document's own (TXA-12). */
  readonly ids: readonly string[];
  /** setId with its versionNumber. */
  readonly versions: readonly { readonly set: string; readonly number: number }[];
  /** Documents of which they are another form (XFRM). */
  readonly same: readonly string[];
  /** Documents they replace (RPLC), where TXA-13 names none. */
  readonly replaces: readonly string[];
  /** Documents they complete (APND), where TXA-13 names none. */
  readonly completes: readonly string[];
}

/** What one message said of a document, as far as the life of the document needs it. Ids are keyed hashes. */
export interface LineageEvent {
  /** Its place in the lineage, in the order of arrival. */
  readonly version: number;
  readonly action: ReportAction;
  readonly document: string;
  /** The document it replaces, completes or is withdrawn with, when stated. */
  readonly parent?: string;
  /** Of a content: it is signed. Of a change of status: it signs. */
  readonly signed: boolean;
  readonly availability?: Availability;
  /** What its content came in; none where it came without. */
  readonly forms: readonly string[];
  readonly cda?: CdaLinks;
  /** Date of the document, else of its arrival, in milliseconds: addenda are read in this order. */
  readonly at: number;
}

/** One document of those a published text is made of: versions of the messages that hold its content. */
export interface Part {
  readonly document: string;
  /** The message whose form is the best to read, then those that brought other forms of it. */
  readonly versions: readonly number[];
}

/**
 * What stands of a lineage. `none`: nothing has been signed yet. `suspended`: obsolete, unavailable, or replaced by a
 * version whose content has not come.
 */
export type Standing =
  | { readonly kind: 'none' | 'suspended' | 'deleted' }
  | {
      readonly kind: 'published';
      /** The document, then its addenda. */
      readonly parts: readonly Part[];
      /** Names this text among those of the lineage: the same for another form of the same content. */
      readonly edition: number;
    };
