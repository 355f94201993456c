import { type Sensitive } from '../kernel/index.js';
import { type Section, type Span } from '../text/index.js';

/** Decoded text of a Report, never normalized afterwards. Offsets are UTF-16 code units into `text`. */
export interface Document {
  readonly text: Sensitive<string>;
  readonly reader: { readonly id: string; readonly version: string };
  /** SHA-256 of the text in UTF-8, hex. */
  readonly hash: string;
  readonly sections: readonly Section[];
  readonly sentences: readonly Span[];
}
