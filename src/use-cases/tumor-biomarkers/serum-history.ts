import { type Finding } from '../finding.js';
import { biomarkerOf } from './lexicon.js';
import { type BiomarkerStatus } from './terms.js';
import { type BiomarkerValue } from './value.js';

/** A Finding, and what the rest of the document may still change of it. */
export interface Open {
  readonly finding: Finding<BiomarkerValue>;
  /** "PSA initial", "au diagnostic": of the past where another value is given. */
  readonly formerly: boolean;
  /** The upper bound printed beside the value. */
  readonly limit: number | null;
  /** Judged by the usual limit for want of a printed one. */
  readonly usual: boolean;
}

const DAYS_OF_THE_PRESENT = 45;

/**
 * Serum markers through a whole document: of several values the latest dated one is current, and a limit printed
 * once for a marker judges its other values too. `documentDate` in ISO.
 */
export function throughTime(open: readonly Open[], documentDate: string | null): Finding<BiomarkerValue>[] {
  const byName = new Map<string, Open[]>();
  for (const each of open) {
    const { name } = each.finding.value;
    if (biomarkerOf(name).family === 'serum') byName.set(name, [...(byName.get(name) ?? []), each]);
  }
  return open.map((each) => {
    const others = byName.get(each.finding.value.name);
    return others ? placed(judged(each, others), others, documentDate) : each.finding;
  });
}

function judged({ finding, usual }: Open, others: readonly Open[]): Finding<BiomarkerValue> {
  const printed = new Set(others.flatMap(({ limit }) => (limit === null ? [] : [limit])));
  const [limit] = printed;
  const value = /^(<?)=?(\d+(?:\.\d+)?)$/.exec(finding.value.value ?? '');
  if (!usual || printed.size !== 1 || limit === undefined || !value) return finding;
  const over = Number(value[2]) > limit;
  const status: BiomarkerStatus = over ? (value[1] ? 'unknown' : 'elevated') : 'normal';
  return { ...finding, value: { ...finding.value, status } };
}

function placed(
  finding: Finding<BiomarkerValue>,
  others: readonly Open[],
  documentDate: string | null,
): Finding<BiomarkerValue> {
  if (finding.temporality === 'historical' || finding.value.value === null) return finding;
  const current = others.filter(
    (other) =>
      other.finding.temporality === 'current' &&
      other.finding.value.value !== null &&
      other.finding.value.value !== finding.value.value,
  );
  const own = others.find((other) => other.finding.evidence === finding.evidence && other.formerly);
  const later = current.some(
    (other) =>
      (own !== undefined && !other.formerly) ||
      (finding.date !== null && other.finding.date !== null && isBefore(finding.date, other.finding.date)),
  );
  const undatedToo = current.some((other) => other.finding.date === null);
  const old = undatedToo && finding.date !== null && isOld(finding.date, documentDate);
  return later || old ? { ...finding, temporality: 'historical' } : finding;
}

/** Compares what both dates tell: "2025" is neither before nor after "2025-03". */
function isBefore(a: string, b: string): boolean {
  const length = Math.min(a.length, b.length);
  return a.slice(0, length) < b.slice(0, length);
}

function isOld(date: string, documentDate: string | null): boolean {
  if (documentDate === null) return false;
  const days = (Date.parse(documentDate) - Date.parse(date)) / 86_400_000;
  return days > DAYS_OF_THE_PRESENT;
}
