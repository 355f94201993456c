import { type Sensitive } from '../kernel/index.js';
import { type Carer, type Identity, type Stay } from '../patients/index.js';

/** What the message knows beside the document. */
export interface Known {
  readonly identity: Sensitive<Identity>;
  readonly stay: Sensitive<Stay>;
  readonly carers: Sensitive<readonly Carer[]>;
  /** Key of the surrogates where neither patient nor stay has an id: the report's lineage. */
  readonly fallbackKey: string;
}
