import { type Candidate } from './candidate.js';
import { type Explanation, type ResponseClass } from './value.js';

export interface Verdict {
  readonly class: ResponseClass;
  readonly explanation: Explanation;
  /** What decided: the evidence. */
  readonly chosen: readonly Candidate[];
  readonly dissociated?: true;
  readonly contradicts?: true;
}

export const classesOf = (some: readonly Candidate[]): Set<ResponseClass> =>
  new Set(some.map((one) => one.class));
export const verdict = (
  said: ResponseClass,
  explanation: Explanation,
  chosen: readonly Candidate[],
): Verdict => ({
  class: said,
  explanation,
  chosen,
});

/** Where several are said, the first that is. */
export const BEST_FIRST: readonly ResponseClass[] = [
  'ReponseComplete',
  'ReponsePartielle',
  'MaladieStable',
  'NonDetermine',
  'MaladieProgressive',
];

/** Lesions that grow, shrink, appear or go. */
export function ofChanges(changes: readonly Candidate[]): Verdict | null {
  const of = (direction: string) => changes.filter((one) => one.direction === direction && !one.denied);
  const left = of('left');
  const [fresh, grown, shrunk, gone, still] = ['new', 'increase', 'decrease', 'vanish', 'stable'].map(of) as [
    Candidate[],
    Candidate[],
    Candidate[],
    Candidate[],
    Candidate[],
  ];
  if (fresh.length > 0) return verdict('MaladieProgressive', 'new-lesions', [...fresh, ...grown]);
  const clearlyGrown = grown.filter((one) => !one.mild);
  if (clearlyGrown.length > 0 && shrunk.length + gone.length > 0) {
    return { ...verdict('NonDetermine', 'dissociated', [...grown, ...shrunk, ...gone]), dissociated: true };
  }
  if (clearlyGrown.length > 0 || (grown.length > 0 && still.length + shrunk.length + gone.length === 0)) {
    return verdict('MaladieProgressive', 'change-of-lesions', grown);
  }
  const clearlyShrunk = shrunk.filter((one) => !one.mild || still.length === 0);
  if (clearlyShrunk.length > 0)
    return verdict('ReponsePartielle', 'change-of-lesions', [...clearlyShrunk, ...gone]);
  if (gone.length > 0) {
    return verdict(
      still.length + left.length > 0 ? 'ReponsePartielle' : 'ReponseComplete',
      'change-of-lesions',
      gone,
    );
  }
  if (still.length > 0) return verdict('MaladieStable', 'change-of-lesions', still);
  const denied = changes.filter((one) => one.denied);
  if (denied.length === 0) return null;
  // That nothing new came does not say how the known lesions did.
  return denied.every((one) => one.direction === 'new')
    ? verdict('NonDetermine', 'not-evaluable', denied)
    : verdict('MaladieStable', 'no-progression', denied);
}

/** Serum markers, words without a lesion, lines of a grid: only where nothing better is said. */
export function ofWeak(all: readonly Candidate[]): Verdict | null {
  // What is left says something only of disease that is there.
  const weak = all.filter((one) => one.direction !== 'left' || one.known);
  const lines = weak.filter((one) => one.part);
  if (lines.length > 0) {
    const worst = BEST_FIRST.findLast((one) => classesOf(lines).has(one)) as ResponseClass;
    return verdict(
      worst,
      'stated-category',
      lines.filter((one) => one.class === worst),
    );
  }
  const scored = weak.filter((one) => one.score !== null);
  const [score] = scored;
  if (score)
    return verdict(score.class, score.class === 'NonDetermine' ? 'not-evaluable' : 'stated-score', scored);
  const changed = ofChanges(weak.filter((one) => one.modality !== 'biological'));
  if (changed) return changed;
  const markers = ofChanges(weak);
  if (markers) return { ...markers, explanation: 'biological-change' };
  const [first] = weak;
  if (first?.clear)
    return verdict(
      first.class,
      'remission-maintained',
      weak.filter((one) => one.clear),
    );
  return first
    ? verdict(first.class, first.class === 'NonDetermine' ? 'not-evaluable' : 'stated-in-words', [first])
    : null;
}
