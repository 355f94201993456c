import { type Sensitive } from '../kernel/index.js';
import { type Carer, type Identity, type Stay } from '../patients/index.js';

/** `status` says something of a document that is there: signed, unavailable, available again. */
export type ReportAction = 'original' | 'replacement' | 'addendum' | 'deletion' | 'status';

/** TXA-19 `AV`, or one of `UN` and `OB`. */
export type Availability = 'available' | 'withheld';

/** Where a Report is on its walk, as an operator sees it. */
export type ReportState =
  'received' | 'held' | 'parked' | 'processing' | 'delivered' | 'failed' | 'cancelled';

/** How the report's content came. `text/hl7-ft` is HL7 formatted text, still escaped; pictures are the pages of a scan. */
export type PayloadType =
  | 'text/plain'
  | 'text/hl7-ft'
  | 'application/pdf'
  | 'application/xml'
  | 'text/rtf'
  | 'text/html'
  | 'image/tiff'
  | 'image/jpeg'
  | 'image/png';

export interface Payload {
  readonly contentType: PayloadType;
  readonly content: Sensitive<Buffer>;
}

export interface Coding {
  readonly system?: string;
  readonly code: string;
  readonly display?: string;
}

/** Flags of the French volet (MetaDMPMSS), set to Y: kept and propagated to every result. */
export type ConfidentialityFlag =
  'MASQUE_PS' | 'INVISIBLE_PATIENT' | 'INVISIBLE_REP_LEGAUX' | 'CONNEXION_SECRETE' | 'MODIF_CONF_CODE';

/** What a source says of one version of one document, before it has a place in the inbox. */
export interface ReportDraft {
  readonly action: ReportAction;
  /** Unique id of this version (TXA-12, CDA id, ORC-3/OBR-3 + type), with its assigner. */
  readonly documentId: string;
  readonly assigner: string;
  /** The version this one replaces or deletes (TXA-13), when stated. */
  readonly parentDocumentId?: string;
  /** The document through all its versions, and the number of this one, where the source names them beside its content. */
  readonly series?: { readonly id: string; readonly number: number };
  readonly type: Coding;
  readonly title?: string;
  /** ISO date or instant of the document. */
  readonly date?: string;
  /** `final` runs; `draft` (unsigned) is held by policy. A `status` that is `final` signs a draft. */
  readonly status: 'final' | 'draft';
  /** The source's drafts are not held: they walk as drafts. */
  readonly runsUnsigned?: boolean;
  /** Where the source says it. */
  readonly availability?: Availability;
  /** A deletion because it was filed under the wrong patient (OBX-11 W): an incident too. */
  readonly isWrongPatient?: boolean;
  /** Same content in several forms (CDA level 1 and 3) is one report with two payloads; empty for a deletion. */
  readonly payloads: readonly Payload[];
  readonly identity: Sensitive<Identity>;
  readonly stay: Sensitive<Stay>;
  readonly carers: Sensitive<readonly Carer[]>;
  readonly confidentiality: readonly ConfidentialityFlag[];
  /** MSH-11 T/D, PID-32 FICT, or an INS test/demonstration OID. */
  readonly fictitious: boolean;
}

/** One version of one clinical document of one patient, kept in the inbox. */
export interface Report extends ReportDraft {
  readonly id: string;
  readonly source: string;
  /** Opaque key of the document through its versions (an HMAC, safe in logs). */
  readonly lineage: string;
  /** Grows with each message kept of the lineage. */
  readonly version: number;
  /** Names the text among those of the lineage: `version` where absent. */
  readonly edition?: number;
  /** Addenda in the order they are read, each in its forms. */
  readonly addenda?: readonly (readonly Payload[])[];
  /** What the walk of this version does: `publish` where absent, `withdraw` for a deletion. */
  readonly course?: 'publish' | 'suspend' | 'withdraw';
  /** Editions that hold an addendum withdrawn since: nobody shall read them any more. */
  readonly retractedEditions?: readonly number[];
  readonly receivedAt: Date;
}
