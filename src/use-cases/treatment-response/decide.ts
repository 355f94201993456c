import { type Candidate, strengthOf } from './candidate.js';
import { combine, type Verdict } from './decide-class.js';
import { newestOf } from './decide-time.js';
import { type Explanation } from './value.js';

/** What is known of the report beside its candidates. */
export interface Facts {
  readonly cancer: boolean;
  readonly treated: boolean;
  readonly untreated: boolean;
  readonly evaluated: boolean;
  readonly cleared: boolean;
  readonly kind: 'laboratory' | 'imaging' | null;
  /** ISO date of the report, or the latest it writes. */
  readonly reference: string | null;
}

export interface Decision extends Verdict {
  /** Other assessments the report tells. */
  readonly others: readonly Candidate[];
}

const isStrong = (one: Candidate): boolean => strengthOf(one) >= 2;

const isOfCourse = ({ direction, known }: Candidate): boolean =>
  known && (direction === 'decrease' || direction === 'vanish' || direction === 'increase');

/** Whether a candidate can be the answer of a report of this kind. */
function isHeard(one: Candidate, { treated, untreated, evaluated, cleared, kind }: Facts): boolean {
  if (one.clear) return treated && !untreated && cleared && kind !== 'laboratory';
  const stated = one.basis === 'category' || one.basis === 'score' || one.basis === 'state';
  if ((stated || one.score !== null) && !one.denied) return true;
  if (kind === 'laboratory') return false;
  if (untreated && !one.recurrence) return false;
  // What shrank, or what is known to grow, was looked at before.
  if (!untreated && one.basis === 'change' && !one.denied && isOfCourse(one)) return true;
  return one.recurrence || (one.direction !== null && !one.denied) ? treated || evaluated : treated;
}

function none(explanation: Explanation, others: readonly Candidate[]): Decision {
  return { class: 'NonApplicable', explanation, chosen: [], others };
}

/** The class of a report, from what it says and when. Pure. */
export function decide(candidates: readonly Candidate[], facts: Facts): Decision {
  if (!facts.cancer) return none('no-cancer', []);
  const doubted = candidates.some((one) => one.doubt && one.class === 'MaladieProgressive');
  const heard = candidates.filter(
    (one) => isHeard(one, facts) || (doubted && (one.whole || (one.denied && one.direction === null))),
  );
  const living = heard.filter(({ past }) => !past);
  // A recurrence before the treatment is no assessment of it.
  const others = heard.filter((one) => one.past && isStrong(one) && !one.recurrence);
  if (living.length === 0) {
    if (others.length > 0) return none('earlier-assessment', others);
    return none(facts.treated && !facts.untreated ? 'no-assessment' : 'no-treatment', []);
  }
  const { newest, older } = newestOf(living, facts.reference);
  const pool = newest.some(isStrong) || !older.some(isStrong) ? newest : living;
  const top = topOf(pool);
  const verdict = combine(top);
  if (!verdict) return none('no-assessment', others);
  const ofTop = new Set(top);
  const rest = living.filter((one) => !ofTop.has(one));
  const decided = new Set(verdict.chosen);
  return {
    ...verdict,
    explanation: explain(verdict, top, rest, older),
    others: [...others, ...older.filter((one) => isStrong(one) && !one.recurrence && !decided.has(one))],
  };
}

/** Those of the highest place of the report that says something firm; else whatever is said. */
function topOf(pool: readonly Candidate[]): readonly Candidate[] {
  const firm = pool.filter(isStrong);
  const from = firm.length > 0 ? firm : pool;
  const tier = Math.max(...from.map((one) => one.tier));
  const own = pool.filter((one) => one.tier === tier);
  if (tier !== 1) return own;
  // A story is told in order: its last event is the answer.
  const last = own.filter(isStrong).at(-1) ?? own.at(-1);
  return last ? own.filter((one) => one.date === last.date && last.start - one.start < 200) : own;
}

function explain(
  { explanation, class: said }: Verdict,
  top: readonly Candidate[],
  rest: readonly Candidate[],
  older: readonly Candidate[],
): Explanation {
  if (explanation !== 'stated-in-words' && explanation !== 'change-of-lesions') return explanation;
  const differs = (one: Candidate) => isStrong(one) && one.class !== said;
  if (older.some(differs)) return 'newest-over-history';
  if (top[0]?.tier === 3 && rest.some((one) => differs(one) && one.tier === 2)) return 'conclusion-over-body';
  return top[0]?.tier === 1 ? 'told-in-history' : explanation;
}
