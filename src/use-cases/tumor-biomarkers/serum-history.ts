import { type Finding } from '../finding.js';
import { biomarkerOf } from './lexicon.js';
import { type Sample } from './samples.js';
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
  /** The names its form stands for, when they are several: "RAS muté". */
  readonly group?: readonly string[];
  /** Where it stands, for a result of the sentences. */
  readonly sample?: Sample;
  /** One of "the others": needless where the report names it itself. */
  readonly rest?: boolean;
  /** Follows from another result. */
  readonly derived?: boolean;
}

const DAYS_OF_THE_PRESENT = 45;

/** What a document says of one marker: its printed limits, and each current value once. */
interface Told {
  readonly limits: Set<number>;
  readonly current: Map<string, { value: string; date: string | null; formerly: boolean }>;
}

/**
 * Serum markers through a whole document: of several values the latest dated one is current, and a limit printed
 * once for a marker judges its other values too. `documentDate` in ISO.
 */
export function throughTime(open: readonly Open[], documentDate: string | null): Finding<BiomarkerValue>[] {
  const byName = new Map<string, Told>();
  for (const { finding, formerly, limit } of open) {
    const { name, value } = finding.value;
    if (biomarkerOf(name).family !== 'serum') continue;
    const told = byName.get(name) ?? { limits: new Set(), current: new Map() };
    byName.set(name, told);
    if (limit !== null) told.limits.add(limit);
    const { date, temporality } = finding;
    if (temporality === 'current' && value !== null)
      told.current.set(`${value} ${date} ${formerly}`, { value, date, formerly });
  }
  return open.map((each) => {
    const told = byName.get(each.finding.value.name);
    return told ? placed(each, judged(each, told), told, documentDate) : each.finding;
  });
}

function judged({ finding, usual }: Open, { limits }: Told): Finding<BiomarkerValue> {
  const [limit] = limits;
  const value = /^(<?)=?(\d+(?:\.\d+)?)$/.exec(finding.value.value ?? '');
  if (!usual || limits.size !== 1 || limit === undefined || !value) return finding;
  const over = Number(value[2]) > limit;
  const status: BiomarkerStatus = over ? (value[1] ? 'unknown' : 'elevated') : 'normal';
  return { ...finding, value: { ...finding.value, status } };
}

function placed(
  { formerly }: Open,
  finding: Finding<BiomarkerValue>,
  { current }: Told,
  documentDate: string | null,
): Finding<BiomarkerValue> {
  const { date, temporality } = finding;
  const own = finding.value.value;
  if (temporality === 'historical' || own === null) return finding;
  const others = [...current.values()].filter(({ value }) => value !== own);
  const later = others.some(
    (other) =>
      (formerly && !other.formerly) || (date !== null && other.date !== null && isBefore(date, other.date)),
  );
  const old = date !== null && isOld(date, documentDate) && others.some((other) => other.date === null);
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
