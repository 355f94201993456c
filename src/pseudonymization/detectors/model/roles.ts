import { type Candidate } from '../candidate.js';
import { type KnownFacts } from '../known-facts.js';
import { COMBINATION } from './combination.js';
import { type ModelSpan } from './spans.js';

/** Rules guess whose name it is where no word around says so; a known name is its owner's. */
const isGuess = ({ detector, guessed, explicitRole, claim }: Candidate): boolean =>
  guessed ?? (detector !== 'identity' && detector !== 'model' && explicitRole !== true && claim !== 'label');

/** Where a rule guessed whose name or place it is, a model that is sure of it says so. What words around say stays. */
export function withModelRoles(
  candidates: readonly Candidate[],
  spans: readonly ModelSpan[],
  facts: Pick<KnownFacts, 'words' | 'hasPatientName'>,
): readonly Candidate[] {
  if (spans.length === 0) return candidates;
  const sorted = [...candidates].sort((a, b) => a.start - b.start);
  let from = 0;
  return sorted.map((one) => {
    while (from < spans.length && (spans[from] as ModelSpan).end <= one.start) from += 1;
    const said = spans[from];
    if (said === undefined || said.start >= one.end || said.category !== one.category) return one;
    if (!isGuess(one)) return one;
    if (said.attributeScore < COMBINATION.of(one.category).role) return one;
    if (one.category === 'IDENTIFYING_CODE') return said.kind === null ? one : { ...one, kind: said.kind };
    if (said.role === null || one.role === null) return one;
    return said.role === 'Patient' && isStranger(one, facts) ? one : { ...one, role: said.role };
  });
}

/** Where the message knows the patient, who bears neither of the names is somebody else. */
export const isStranger = (
  { category, words }: Candidate,
  { hasPatientName, words: known }: Pick<KnownFacts, 'words' | 'hasPatientName'>,
): boolean =>
  hasPatientName &&
  (category === 'LAST_NAME' || category === 'FIRST_NAME') &&
  words?.some(({ canonical, initial }) => initial === true || known.has(canonical)) !== true;

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
