import { type Candidate } from '../candidate.js';
import { COMBINATION } from './combination.js';
import { type ModelSpan } from './spans.js';

/** Where a rule guessed whose name or place it is, a model that is sure of it says so. What words around say stays. */
export function withModelRoles(
  candidates: readonly Candidate[],
  spans: readonly ModelSpan[],
): readonly Candidate[] {
  if (spans.length === 0) return candidates;
  const sorted = [...candidates].sort((a, b) => a.start - b.start);
  let from = 0;
  return sorted.map((one) => {
    while (from < spans.length && (spans[from] as ModelSpan).end <= one.start) from += 1;
    const said = spans[from];
    if (said === undefined || said.start >= one.end || said.category !== one.category) return one;
    if (one.detector !== 'rule' || one.explicitRole === true || one.claim === 'label') return one;
    if (said.attributeScore < COMBINATION.of(one.category).role) return one;
    if (one.category === 'IDENTIFYING_CODE') return said.kind === null ? one : { ...one, kind: said.kind };
    return said.role === null || one.role === null ? one : { ...one, role: said.role };
  });
}
