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

/** Longest candidate of a rule that is looked for before a span of the model. */
const REACH = 200;

/** Whose name or place a rule says it is, where it found the same as the model: the model may only know more of its ends. */
export function withRulesRoles(found: readonly Candidate[], rules: readonly Candidate[]): Candidate[] {
  const sorted = rules.filter(({ detector }) => detector !== 'model').sort((a, b) => a.start - b.start);
  const from = (start: number): number => {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sorted[middle] as Candidate).start < start) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return found.map((one) => {
    for (let at = from(one.start - REACH); at < sorted.length; at += 1) {
      const rule = sorted[at] as Candidate;
      if (rule.start >= one.end) break;
      if (rule.end <= one.start || rule.category !== one.category) continue;
      if (one.category === 'IDENTIFYING_CODE') return { ...one, kind: rule.kind ?? one.kind } as Candidate;
      return { ...one, role: rule.role };
    }
    return one;
  });
}
