import { type Sensitive } from '../../../kernel/index.js';
import { type Coding } from '../../../intake/index.js';
import { type Carer, type Identity, type Stay } from '../../../patients/index.js';

/** HL7 II: an OID (or UUID) and, where the root does not identify alone, an extension. */
export interface InstanceIdentifier {
  readonly root: string;
  readonly extension?: string;
}

/** What the header of a CDA R2 document says. Dates are ISO, as precise as stated. */
export interface CdaHeader {
  readonly id: InstanceIdentifier;
  readonly setId?: InstanceIdentifier;
  readonly versionNumber?: number;
  readonly code?: Coding;
  readonly title?: string;
  readonly effectiveTime?: string;
  readonly confidentialityCode?: string;
  readonly languageCode?: string;
  /** RPLC replaces, APND completes, XFRM transforms its parent. */
  readonly relatedDocuments: readonly {
    readonly type: string;
    readonly id?: InstanceIdentifier;
    readonly setId?: InstanceIdentifier;
  }[];
  readonly identity: Sensitive<Identity>;
  readonly authors: Sensitive<readonly Carer[]>;
  readonly legalAuthenticator?: Sensitive<Carer>;
  readonly custodian?: { readonly name?: string; readonly id?: InstanceIdentifier };
  readonly stay: Sensitive<Stay>;
}
