import { type Resource } from '@medplum/fhirtypes';
import { type FHIR_PROFILES } from '../../config/index.js';
import { type Document } from '../../document/index.js';
import { type Report } from '../../intake/index.js';
import { type PseudonymizedDocument } from '../../pseudonymization/index.js';
import { type Finding } from '../../use-cases/index.js';

/** Keyed hash of parts that cannot run into each other: 64 hex characters. Its key never rotates. */
export type IdKey = (...parts: string[]) => string;

export type ProfileName = (typeof FHIR_PROFILES)[number];

export interface MappingSettings {
  /** Site code: letters, digits and dashes. It stands in `urn:passerelle:<site>:…`. */
  readonly site: string;
  /**
   * `reference`: the server already holds Patients and Encounters, we point at them by identifier
   * (conditional reference); `create-if-absent`: we bring them, and never overwrite what is there.
   */
  readonly patientMode: 'reference' | 'create-if-absent';
  /** Also attach the PDF, CDA, RTF or HTML the text was read from. */
  readonly keepPayload: boolean;
  /** Version of the service, written in the pipeline tag and Device. */
  readonly pipelineVersion: string;
  /** Identifier systems of assigning authorities known by name only (HL7 CX-4.1). */
  readonly systems?: Readonly<Record<string, string>>;
  /** Zone of times that came without an offset. `Europe/Paris` where absent. */
  readonly timeZone?: string;
  /** Profiles of other guides that results claim. None where absent. */
  readonly profiles?: readonly ProfileName[];
  /** Who is asked to look at a suggested alert. */
  readonly hygieneTeam?: { readonly name: string; readonly system?: string; readonly value?: string };
}

/** What every mapping needs beside its content. */
export interface MappingFrame {
  readonly settings: MappingSettings;
  readonly ids: IdKey;
  readonly now: Date;
}

export interface CareInput extends MappingFrame {
  readonly report: Report;
  readonly document: Document;
  /** Offsets in UTF-16 code units into the ORIGINAL text, dates already shifted back. */
  readonly findings: readonly Finding[];
  readonly pseudonymized: Pick<PseudonymizedDocument, 'method'>;
  /** Use cases that ran, found or not; those of `findings` where absent. */
  readonly ran?: readonly { readonly id: string; readonly version: string }[];
  /**
   * Latest known state of EVERY resource ever delivered for this lineage (as read back from the server where
   * that is possible: a person's validation shows there), not only of the last Bundle.
   */
  readonly previous: readonly Resource[];
}

export interface RetractionInput extends MappingFrame {
  readonly report: Pick<Report, 'lineage' | 'version' | 'fictitious' | 'confidentiality'>;
  /** As for the care Bundle: everything ever delivered for this lineage, in one zone. */
  readonly previous: readonly Resource[];
  /** `research` writes the day only, so that its instants cannot be joined to the care zone's. */
  readonly zone?: 'care' | 'research';
}

export interface ResearchInput extends MappingFrame {
  readonly report: Report;
  readonly pseudonymized: PseudonymizedDocument;
}

export interface StayInput extends MappingFrame {
  readonly report: Pick<Report, 'identity' | 'stay' | 'fictitious' | 'lineage'>;
  /** The store is ours alone (embedded): identity and stay follow what ADT says, instead of create only. */
  readonly update?: boolean;
}
