import { type Candidate, strengthOf } from './candidate.js';
import { type Explanation, type ResponseClass } from './value.js';

export interface Verdict {
  readonly class: ResponseClass;
  readonly explanation: Explanation;
  /** What decided: the evidence. */
  readonly chosen: readonly Candidate[];
  readonly dissociated?: true;
  readonly contradicts?: true;
}

const classesOf = (some: readonly Candidate[]): Set<ResponseClass> => new Set(some.map((one) => one.class));
const verdict = (said: ResponseClass, explanation: Explanation, chosen: readonly Candidate[]): Verdict => ({
  class: said,
  explanation,
  chosen,
});

/** One class from what one place of a report says, all of the same time. Null where it says nothing. */
export function combine(candidates: readonly Candidate[]): Verdict | null {
  const firm = candidates.filter((one) => !one.doubt);
  const doubts = candidates.filter((one) => one.doubt && strengthOf(one) >= 2);
  const categories = firm.filter((one) => one.basis === 'category' && !one.part && !one.local && !one.denied);
  if (categories.length > 0) return ofCategories(categories, firm);
  if (doubts.length > 0 && doubts.some((one) => one.class === 'MaladieProgressive' || firm.length === 0)) {
    return verdict('NonDetermine', 'doubtful', doubts);
  }
  const scores = firm.filter((one) => one.basis === 'score');
  const states = firm.filter((one) => strengthOf(one) === 3 || (one.basis === 'category' && one.local));
  if (scores.length > 0 && !states.some((one) => one.class === 'MaladieProgressive' && !one.denied)) {
    const last = scores.at(-1) as Candidate;
    return verdict(
      last.class,
      'stated-score',
      scores.filter((one) => one.class === last.class),
    );
  }
  if (states.length > 0) return ofStates(states, firm);
  const changes = firm.filter((one) => one.basis === 'change');
  if (changes.length > 0) return ofChanges(changes) ?? ofWeak(firm);
  return ofWeak(firm.length > 0 ? firm : candidates.filter((one) => one.doubt));
}

/** Categories of a grid. One that is called the global answer wins; else they must agree. */
function ofCategories(categories: readonly Candidate[], firm: readonly Candidate[]): Verdict {
  const overall = categories.filter((one) => one.overall);
  const said = overall.length > 0 ? overall : categories;
  const classes = classesOf(said);
  const [only] = classes;
  if (classes.size === 1 && only) {
    const against = firm.filter(
      (one) =>
        (strengthOf(one) === 3 || (one.direction === 'new' && one.exception)) &&
        one.class === 'MaladieProgressive' &&
        !one.denied &&
        only !== one.class,
    );
    const isSettled = overall.length > 0 || only === 'NonDetermine' || against.length === 0;
    return isSettled ? verdict(only, 'stated-category', said) : contradiction([...said, ...against]);
  }
  const metabolic = said.filter((one) => one.modality === 'metabolic');
  const ofMetabolic = classesOf(metabolic);
  if (ofMetabolic.size === 1 && !classes.has('MaladieProgressive')) {
    return verdict((metabolic[0] as Candidate).class, 'stated-category', metabolic);
  }
  const determined = said.filter((one) => one.class !== 'NonDetermine');
  if (classesOf(determined).size === 1 && determined[0]) {
    return verdict(determined[0].class, 'stated-category', determined);
  }
  return contradiction(said);
}

const contradiction = (chosen: readonly Candidate[]): Verdict => ({
  ...verdict('NonDetermine', 'contradiction', chosen),
  contradicts: true,
});

/** Words that say it without a grid. A denied recurrence gives way to anything else. */
function ofStates(states: readonly Candidate[], firm: readonly Candidate[]): Verdict {
  const dissociated = states.filter((one) => one.dissociated);
  const plain = states.filter((one) => !one.dissociated);
  const progressive = plain.filter((one) => one.class === 'MaladieProgressive');
  if (dissociated.length > 0) {
    if (progressive.length > 0 && progressive.every((one) => !one.local)) {
      return { ...verdict('MaladieProgressive', 'dissociated', progressive), dissociated: true };
    }
    return { ...verdict('NonDetermine', 'dissociated', dissociated), dissociated: true };
  }
  const open = plain.filter((one) => one.class === 'NonDetermine');
  const lastOpen = open.at(-1);
  // "Progression hépatique ? Impossible de conclure": the last word is that nothing can be concluded.
  if (lastOpen && !firm.some((one) => one.start > lastOpen.start && strengthOf(one) >= 2)) {
    return verdict('NonDetermine', 'not-evaluable', open);
  }
  if (progressive.length > 0) return verdict('MaladieProgressive', 'stated-in-words', progressive);
  const changes = firm.filter((one) => one.basis === 'change');
  const stated = plain.filter((one) => !one.denied);
  if (stated.length > 0) {
    const fresh = changes.filter((one) => one.direction === 'new' && !one.denied);
    if (fresh.length > 0) return verdict('MaladieProgressive', 'new-lesions', fresh);
    const best = BEST_FIRST.find((one) => classesOf(stated).has(one)) as ResponseClass;
    const partial = changes.filter((one) => one.direction === 'decrease' && !one.denied);
    const gone = changes.filter((one) => one.direction === 'vanish' && !one.denied);
    if (best === 'ReponsePartielle' && gone.length === changes.length && gone.length > 0) {
      return verdict('ReponseComplete', 'change-of-lesions', gone);
    }
    if (best === 'MaladieStable' && partial.length > 0) {
      return verdict('ReponsePartielle', 'change-of-lesions', partial);
    }
    return verdict(
      best,
      'stated-in-words',
      stated.filter((one) => one.class === best),
    );
  }
  const changed = ofChanges(changes);
  const remission = plain.filter((one) => one.recurrence);
  const isAside =
    changed?.class === 'MaladieStable' && remission.length > 0 && !changed.chosen.some((one) => one.known);
  if (
    changed &&
    changed.explanation !== 'no-progression' &&
    changed.explanation !== 'not-evaluable' &&
    !isAside
  )
    return changed;
  return remission.length > 0
    ? verdict('ReponseComplete', 'remission-maintained', remission)
    : verdict('MaladieStable', 'no-progression', plain);
}

const BEST_FIRST: readonly ResponseClass[] = [
  'ReponseComplete',
  'ReponsePartielle',
  'MaladieStable',
  'NonDetermine',
  'MaladieProgressive',
];

/** Lesions that grow, shrink, appear or go. */
function ofChanges(changes: readonly Candidate[]): Verdict | null {
  const of = (direction: string) => changes.filter((one) => one.direction === direction && !one.denied);
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
    return verdict(still.length > 0 ? 'ReponsePartielle' : 'ReponseComplete', 'change-of-lesions', gone);
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
function ofWeak(weak: readonly Candidate[]): Verdict | null {
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
  return first
    ? verdict(first.class, first.class === 'NonDetermine' ? 'not-evaluable' : 'stated-in-words', [first])
    : null;
}
