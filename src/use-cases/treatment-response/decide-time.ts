import { type Candidate } from './candidate.js';
import { daysOf } from './dates.js';

/** Examinations of one evaluation are made within these days. */
const ONE_EVALUATION = 35;
/** Dated farther than this before the report, an assessment gives way to one of today. */
const OF_TODAY = 120;

export interface InTime {
  readonly newest: readonly Candidate[];
  readonly older: readonly Candidate[];
}

/** What an undated candidate of the body or the conclusion says, it says of today. */
const isOfToday = ({ date, tier, now }: Candidate): boolean => date === null && (tier >= 2 || now);

/** Parts the newest assessments from those that newer ones replace. `reference`: ISO date of the report, if known. */
export function newestOf(candidates: readonly Candidate[], reference: string | null): InTime {
  const days = candidates.flatMap(({ date }) => (date === null ? [] : [daysOf(date)]));
  if (days.length === 0) return { newest: candidates, older: [] };
  const last = Math.max(...days);
  const today = reference === null ? last : Math.max(daysOf(reference), last);
  const someToday = candidates.some((one) => isOfToday(one) && one.basis !== 'weak');
  const someStory = candidates.some((one) => one.date !== null && one.tier === 1);
  const isNewest = (one: Candidate): boolean => {
    if (one.date === null) return isOfToday(one) || !someStory;
    const day = daysOf(one.date);
    if (day < last - ONE_EVALUATION) return false;
    return !someToday || day >= today - OF_TODAY;
  };
  return {
    newest: candidates.filter(isNewest),
    older: candidates.filter((one) => !isNewest(one)),
  };
}
