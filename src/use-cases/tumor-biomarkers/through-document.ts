import { type Finding } from '../finding.js';
import { familyOf } from './lexicon.js';
import { type Open } from './serum-history.js';
import { type BiomarkerValue } from './value.js';

/** Results that the rest of the document does not make needless. */
export const statedOnly = (open: readonly Open[]): Open[] =>
  withoutOpenSerum(withoutDerived(withoutGroups(open)));

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

/** Two samples of one disease lie closer than this. */
const DAYS_APART = 90;
const DAY = 86_400_000;

const stainOf = ({ value }: Finding<BiomarkerValue>) =>
  `${value.name} ${value.method !== null && /ISH$/.test(value.method) ? 'ish' : ''}`;
const timeOf = (date: string | null) => (date === null ? Number.NaN : Date.parse(date));

const YEAR = 365 * DAY;

/**
 * A stain or a gene read on an older sample, where the report gives a newer reading of it: a later date, or another
 * result without a date beside one older than a year. `documentDate` in ISO.
 */
export function olderSamples(
  findings: readonly Finding<BiomarkerValue>[],
  documentDate: string | null,
): Finding<BiomarkerValue>[] {
  const latest = new Map<string, number>();
  const undated = new Map<string, Set<string>>();
  for (const finding of findings) {
    const time = timeOf(finding.date);
    const key = stainOf(finding);
    if (finding.temporality === 'historical') continue;
    if (Number.isNaN(time)) undated.set(key, (undated.get(key) ?? new Set()).add(saidOf(finding)));
    else if (time > (latest.get(key) ?? -Infinity)) latest.set(key, time);
  }
  const today = timeOf(documentDate);
  return findings.map((finding) => {
    if (familyOf(finding.value.name) === 'serum' || finding.temporality === 'historical') return finding;
    const key = stainOf(finding);
    const time = timeOf(finding.date);
    const others = undated.get(key);
    const another = others !== undefined && (others.size > 1 || !others.has(saidOf(finding)));
    const older =
      (latest.get(key) ?? Number.NaN) - time > DAYS_APART * DAY || (another && today - time > YEAR);
    return older ? { ...finding, temporality: 'historical' } : finding;
  });
}

const saidOf = ({ value }: Finding<BiomarkerValue>) => `${value.status} ${value.value}`;
