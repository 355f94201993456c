import { familyOf } from './lexicon.js';
import { type Open } from './serum-history.js';

/** Results that the rest of the document does not make needless. */
export const statedOnly = (open: readonly Open[]): Open[] =>
  withoutOpenSerum(withoutDerived(withoutRest(withoutGroups(open))));

/** "Perte de MSH6. Les autres protéines sont conservées": MSH6 is none of them. */
function withoutRest(open: readonly Open[]): Open[] {
  const named = new Set(open.filter(({ rest }) => !rest).map(({ finding }) => finding.value.name));
  return open.filter(({ rest, finding }) => !rest || !named.has(finding.value.name));
}

/** "Perte de PMS2" of a first biopsy, then "pMMR": what the report concludes. */
function withoutDerived(open: readonly Open[]): Open[] {
  const stated = new Set(open.filter(({ derived }) => !derived).map(({ finding }) => finding.value.name));
  return open.filter(({ derived, finding }) => !derived || !stated.has(finding.value.name));
}

/** "CgA 386 ng/mL", then "la CgA n'est pas interprétable isolément". */
function withoutOpenSerum(open: readonly Open[]): Open[] {
  const known = new Set(
    open.filter(({ finding }) => finding.assertion === 'Present').map(({ finding }) => finding.value.name),
  );
  return open.filter(
    ({ finding }) =>
      finding.assertion === 'Present' ||
      familyOf(finding.value.name) !== 'serum' ||
      !known.has(finding.value.name),
  );
}

/** "RAS muté" here, "KRAS G13D" there: the group is mutated by the gene that is named. */
function withoutGroups(open: readonly Open[]): Open[] {
  const mutated = new Set(
    open
      .filter(({ group, finding }) => !group && finding.value.status === 'mutated')
      .map(({ finding }) => finding.value.name),
  );
  return open.filter(({ group, finding }) => {
    if (!group || finding.value.status !== 'mutated' || mutated.has(finding.value.name)) return true;
    return !group.some((name) => mutated.has(name));
  });
}
