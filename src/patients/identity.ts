export type Sex = 'F' | 'M' | 'U';

/** IPP: patient id of the site; NDA: administrative file; VN: visit; NIR/INS: national. */
export type IdentifierKind = 'IPP' | 'NDA' | 'VN' | 'NIR' | 'INS' | 'AUTRE';

export interface Identifier {
  readonly kind: IdentifierKind;
  readonly value: string;
  /** Who gave it (HL7 CX-4): namespace, and OID where stated. */
  readonly authority?: { readonly name?: string; readonly oid?: string };
  /** Two control digits of a NIR/INS, where they came apart from it. */
  readonly key?: string;
  /** It named the patient before a merge or a change of identifier: still searched in texts, never a key again. */
  readonly use?: 'old';
}

export interface Address {
  readonly line?: string;
  readonly postalCode?: string;
  readonly city?: string;
  readonly country?: string;
}

/** What the message itself knows of the patient. Dates are ISO `YYYY-MM-DD`. */
export interface Identity {
  readonly lastName?: string;
  readonly birthName?: string;
  /** Any further family name the source knows (pseudonym, alias, former name). */
  readonly otherNames?: readonly string[];
  readonly firstNames: readonly string[];
  /** First names of a less reliable or absorbed identity: never written in FHIR, still searched in texts. */
  readonly otherFirstNames?: readonly string[];
  readonly sex: Sex;
  readonly birthDate?: string;
  /** Said dead (PID-29, PID-30) or not dead; absent where nobody said. */
  readonly deceased?: boolean;
  /** Date or instant. */
  readonly deathDate?: string;
  /** Years, where the source gives an age and no birth date. */
  readonly age?: number;
  /** As people write it. */
  readonly birthPlace?: string;
  /** INSEE code of the commune, or 99 and that of the country: a strict trait of the INS. See `inseeCode`. */
  readonly birthPlaceCode?: string;
  readonly addresses: readonly Address[];
  readonly phones: readonly string[];
  readonly emails: readonly string[];
  readonly identifiers: readonly Identifier[];
  /** PID-32, table 0445 FR: VALI, PROV, FICT… */
  readonly status: readonly string[];
  /**
   * The identifier that surrogates and the research subject go on being kept under, where the one the patient is now
   * known by replaced it (A47, or A40 towards a patient nobody had spoken of).
   */
  readonly pseudonymAnchor?: Identifier;
}

/** A hospital stay. Dates are ISO, `YYYY-MM-DD` or with a time. None of it identifies without its ids. */
export interface Stay {
  readonly identifiers: readonly Identifier[];
  readonly patientClass?: string;
  readonly admission?: string;
  readonly discharge?: string;
  readonly admissionMode?: string;
  readonly dischargeMode?: string;
  readonly unit?: string;
  readonly specialty?: string;
  /** Settled from movements (ADT); absent where none was told: then what messages say of the stay is all there is. */
  readonly state?: StayState;
}

/** `planned`: pre-admitted only. `cancelled`: its admission was cancelled. */
export type StayState = 'planned' | 'open' | 'closed' | 'cancelled';

/** A professional named by the message (OBR-16, PV1-7, TXA-9, PRT, CDA author…). */
export interface Carer {
  readonly lastName: string;
  readonly firstName?: string;
  readonly rpps?: string;
  readonly phone?: string;
  readonly email?: string;
}

export const NO_IDENTITY: Identity = {
  firstNames: [],
  sex: 'U',
  addresses: [],
  phones: [],
  emails: [],
  identifiers: [],
  status: [],
};

export const NO_STAY: Stay = { identifiers: [] };
