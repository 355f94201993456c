import { type Result } from './findings.js';
import { familyOf } from './lexicon.js';
import { isAwaited, isInSitu } from './outcome.js';
import { type Family } from './terms.js';

const MEASURED: ReadonlySet<Family> = new Set<Family>(['instability', 'burden', 'proliferation']);

/**
 * Results of one sentence that are one: "score GIS 58, statut HRD positif" (a figure and the status it gives),
 * "ROS1 2+, FISH en cours" (a result, and what is still awaited).
 */
export function asOne(results: readonly Result[]): Result[] {
  const done = new Map<string, Result[]>();
  for (const result of results) {
    if (result.outcome.open) continue;
    const same = done.get(result.name);
    if (same) same.push(result);
    else done.set(result.name, [result]);
  }
  const named = lastNamed(results);
  return results.flatMap((result) => {
    const { name, outcome } = result;
    if (isOfGroup(result) && (named.get(name) ?? -1) > result.mention.start) return [];
    const same = done.get(name) ?? [];
    if (outcome.open) {
      const awaited = isAwaited(outcome) && !same.some((each) => isInSitu(each.outcome));
      return same.length > 0 && !awaited ? [] : [result];
    }
    if (!MEASURED.has(familyOf(name))) return [result];
    const figures = same.filter(isFigure);
    const statuses = same.filter(isStatus);
    const [figure] = figures;
    if (!figure || figures.length > 1 || statuses.length === 0) return [result];
    if (result === figure) return [];
    if (!isStatus(result)) return [result];
    const { value, unit } = figure.outcome;
    return [
      {
        ...result,
        start: Math.min(result.start, figure.start),
        end: Math.max(result.end, figure.end),
        outcome: {
          ...outcome,
          value,
          unit,
          method: outcome.method ?? figure.outcome.method,
          clues: [...(outcome.clues ?? []), ...(figure.outcome.clues ?? [])],
        },
      },
    ];
  });
}

/** "RAS muté (KRAS G13D)": the group is mutated by the gene then named. */
const isOfGroup = ({ mention, outcome }: Result) =>
  mention.mention.names.length > 1 && outcome.status === 'mutated' && outcome.variant === null;
/** Where each group of names has its last mutated gene that is named alone. */
function lastNamed(results: readonly Result[]): Map<string, number> {
  const last = new Map<string, number>();
  for (const { mention, outcome, name } of results)
    if (mention.mention.names.length === 1 && outcome.status === 'mutated') last.set(name, mention.start);
  const ofGroups = new Map<string, number>();
  for (const { mention, name } of results)
    if (mention.mention.names.length > 1)
      ofGroups.set(name, Math.max(-1, ...mention.mention.names.map((each) => last.get(each) ?? -1)));
  return ofGroups;
}

const isFigure = ({ outcome }: Result) => outcome.status === 'unknown' && outcome.value !== null;
const isStatus = ({ outcome }: Result) => outcome.status !== 'unknown' && outcome.value === null;
