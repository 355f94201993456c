import { type Sensitive } from '../kernel/index.js';
import { type Carer, type Identity, type Stay } from '../patients/index.js';
import { type LearnedName } from './learned-names.js';

/** What the message knows beside the document. */
export interface Known {
  readonly identity: Sensitive<Identity>;
  readonly stay: Sensitive<Stay>;
  readonly carers: Sensitive<readonly Carer[]>;
  /** Key of the surrogates where neither patient nor stay has an id: the report's lineage. */
  readonly fallbackKey: string;
  /** Names read in other documents of the same stay: they go as what the message knows. */
  readonly learned?: Sensitive<readonly LearnedName[]>;
}
