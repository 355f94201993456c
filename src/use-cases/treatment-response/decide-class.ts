import { type Candidate, strengthOf } from './candidate.js';
import { BEST_FIRST, classesOf, ofChanges, ofWeak, type Verdict, verdict } from './decide-changes.js';
import { type ResponseClass } from './value.js';

export { type Verdict } from './decide-changes.js';

/** One class from what one place of a report says, all of the same time. Null where it says nothing. */
export function combine(candidates: readonly Candidate[]): Verdict | null {
  const firm = candidates.filter((one) => !one.doubt);
  const doubts = candidates.filter((one) => one.doubt && strengthOf(one) >= 2 && !isSettled(one, firm));
  const categories = firm.filter((one) => one.basis === 'category' && !one.part && !one.local && !one.denied);
  if (categories.length > 0) {
    const exceptions = candidates.filter((one) => one.doubt && one.exception && one.direction === 'new');
    return lessened(ofCategories(categories, [...firm, ...exceptions]), firm);
  }
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
  if (states.length > 0) return lessened(ofStates(states, firm), firm);
  const changes = firm.filter((one) => one.basis === 'change');
  if (changes.length > 0) {
    const changed = ofChanges(changes);
    // That nothing new came leaves the word to the sizes of what is known.
    const isOpen = changed?.explanation === 'not-evaluable';
    const sized = firm.filter(
      (one) => one.basis === 'weak' && one.direction !== null && one.modality !== 'biological',
    );
    // "Masse de 71 à 38 mm, lésion surrénalienne disparue": what is still measured is not gone.
    const remains = changed?.class === 'ReponseComplete' && sized.some((one) => one.direction !== 'vanish');
    return (isOpen || remains ? ofChanges([...changes, ...sized]) : changed) ?? ofWeak(firm);
  }
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
  // "Réponse moléculaire majeure (RM4,5)": the deepest.
  if (said.every((one) => one.modality === 'biological' && one.class.startsWith('Reponse'))) {
    const deepest = said.filter((one) => one.class === 'ReponseComplete');
    return verdict('ReponseComplete', 'stated-category', deepest);
  }
  const metabolic = said.filter((one) => one.modality === 'metabolic');
  const ofMetabolic = classesOf(metabolic);
  if (ofMetabolic.size === 1 && !classes.has('MaladieProgressive')) {
    return verdict((metabolic[0] as Candidate).class, 'stated-category', metabolic);
  }
  const determined = said.filter((one) => one.class !== 'NonDetermine');
  const [last] = said.slice(-1);
  // "PD. Relecture : pseudo-progression".
  if (last?.class === 'NonDetermine' && classesOf(determined).has('MaladieProgressive')) {
    return verdict('NonDetermine', 'not-evaluable', said);
  }
  if (classesOf(determined).size === 1 && determined[0]) {
    return verdict(determined[0].class, 'stated-category', determined);
  }
  return contradiction(said);
}

/** "Suspicion de progression. Résultat : pas de progression": the same thing, said for certain after the doubt. */
const isSettled = (doubt: Candidate, firm: readonly Candidate[]): boolean =>
  doubt.class === 'MaladieProgressive' &&
  firm.some(
    (one) =>
      one.start > doubt.start &&
      strengthOf(one) >= 2 &&
      (one.class === 'MaladieProgressive' || one.whole || (one.denied && one.direction === null)),
  );

const contradiction = (chosen: readonly Candidate[]): Verdict => ({
  ...verdict('NonDetermine', 'contradiction', chosen),
  contradicts: true,
});

/**
 * "Réponse complète du site primitif mais persistance d'un ganglion", "IRM : réponse complète. Anapath : ypT1a": what is
 * left lessens a complete response of one place, or of images.
 */
function lessened(said: Verdict, firm: readonly Candidate[]): Verdict {
  if (said.class !== 'ReponseComplete') return said;
  const found = said.chosen.some((one) => one.modality === 'pathological');
  const isLocal = said.chosen.every((one) => one.local);
  const left = firm.filter(
    (one) =>
      (one.direction === 'left' && one.exception) ||
      (isLocal && one.direction === 'decrease' && !one.denied) ||
      (!found && one.score !== null && one.modality === 'pathological' && one.class !== 'ReponseComplete'),
  );
  return left.length === 0 ? said : verdict('ReponsePartielle', said.explanation, [...said.chosen, ...left]);
}

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
    const ofSites = stated.every((one) => one.local) && classesOf(stated).size > 1;
    // "Réponse complète hépatique, réponse partielle ganglionnaire": the whole is as its least part.
    const best = (
      ofSites
        ? BEST_FIRST.findLast((one) => classesOf(stated).has(one))
        : BEST_FIRST.find((one) => classesOf(stated).has(one))
    ) as ResponseClass;
    const partial = changes.filter((one) => one.direction === 'decrease' && !one.denied);
    const gone = changes.filter((one) => one.direction === 'vanish' && !one.denied);
    const graded = firm.some((one) => one.score !== null && one.class === 'ReponsePartielle');
    if (
      best === 'ReponsePartielle' &&
      !graded &&
      gone.length === changes.length &&
      gone.some((one) => one.known)
    ) {
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
  const clear = firm.filter((one) => one.clear);
  return remission.length + clear.length > 0
    ? verdict('ReponseComplete', 'remission-maintained', [...remission, ...clear])
    : verdict('MaladieStable', 'no-progression', plain);
}
