import { type Result } from './findings.js';

/** Not calibrated: a rule that ranks results by how directly the text says them. */
const BASIS = { stated: 0.97, measured: 0.95, usual: 0.88, none: 0.85 } as const;
const SHARED = 0.98;
const WEAK_FORM = 0.95;
const PER_UNKNOWN_WORD = 0.97;

/** Product of: how the status is known, a list sharing one result, an ambiguous form, unknown words in between. */
export function confidenceOf({ outcome, shared, mention, distance }: Result): number {
  const weak = mention.mention.weak && mention.mention.exact;
  const product =
    BASIS[outcome.basis] * (shared ? SHARED : 1) * (weak ? WEAK_FORM : 1) * PER_UNKNOWN_WORD ** distance;
  return Math.round(product * 100) / 100;
}
