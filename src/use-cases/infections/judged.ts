import { type AssertionVerdict, type Span } from '../../text/index.js';

/** A span with what its sentence says of it. */
export type Judged<T extends Span> = T & {
  readonly verdict: AssertionVerdict;
  /** Index of its sentence; -1 outside any. */
  readonly sentence: number;
};

export interface Named extends Span {
  readonly name: string;
}
