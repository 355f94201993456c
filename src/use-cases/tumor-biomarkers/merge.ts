import { type Evidence, type Finding } from '../finding.js';
import { unique } from './mentions-of.js';
import { type BiomarkerValue } from './value.js';

type BiomarkerFinding = Finding<BiomarkerValue>;

/**
 * The same result said twice (microscopy, then conclusion) is one Finding with two evidences. Two results are the
 * same when name, status, temporality and assertion are equal and no other field contradicts.
 */
export function mergeSame(findings: readonly BiomarkerFinding[]): BiomarkerFinding[] {
  const merged: Merged[] = [];
  const byStatus = new Map<string, Merged[]>();
  for (const finding of findings) {
    const key = `${finding.value.name} ${finding.value.status}`;
    const candidates = byStatus.get(key) ?? [];
    byStatus.set(key, candidates);
    const same = candidates.find(({ known }) => isSame(known, finding));
    if (same) {
      same.known = join(same.known, finding);
      for (const each of finding.evidence) same.evidence.set(`${each.start}-${each.end}`, each);
      continue;
    }
    const first = {
      known: finding,
      evidence: new Map(finding.evidence.map((each) => [`${each.start}-${each.end}`, each])),
    };
    candidates.push(first);
    merged.push(first);
  }
  return merged.map(({ known, evidence }) => ({ ...known, evidence: [...evidence.values()] }));
}

/** A result so far: what is known of it, and each stretch that says it. */
interface Merged {
  known: BiomarkerFinding;
  readonly evidence: Map<string, Evidence>;
}

const agrees = (a: unknown, b: unknown) => a === null || b === null || a === b;
/** "1+ (HER2-low)": the score and its name. */
const NAMED_SCORES: Readonly<Record<string, readonly string[]>> = { low: ['1+'], ultralow: ['0'] };
const isName = (name: string | null, score: string | null) =>
  (NAMED_SCORES[name ?? ''] ?? []).includes(score ?? '');
/** "5 %", then "négatif (< 10 %)": the cut-off said again. */
const isUnder = (limit: string | null, value: string | null) =>
  limit !== null && value !== null && /^<\d/.test(limit) && Number(value) < Number(limit.slice(1));
const sameValue = (a: string | null, b: string | null) =>
  agrees(a, b) || isName(a, b) || isName(b, a) || isUnder(a, b) || isUnder(b, a);
/** A value told again without its day or its unit is the same. */
const sameDay = (a: BiomarkerFinding, b: BiomarkerFinding) =>
  agrees(a.date, b.date) ||
  (a.value.value !== null &&
    a.value.value === b.value.value &&
    (a.value.unit === null) !== (b.value.unit === null) &&
    a.value.loinc === b.value.loinc);
/** ISH is any of FISH, CISH, SISH. */
const sameMethod = (a: string | null, b: string | null) =>
  agrees(a, b) || (a === 'ISH' ? isInSitu(b) : b === 'ISH' && isInSitu(a));
const isInSitu = (method: string | null) => method !== null && /ISH$/.test(method);
const preciser = (a: string | null, b: string | null) => (a === null || (a === 'ISH' && b !== null) ? b : a);
const bare = (variant: string | null) => variant && variant.replace(/^p\.|[()]/g, '').toLowerCase();

function isSame(a: BiomarkerFinding, b: BiomarkerFinding): boolean {
  return (
    a.value.name === b.value.name &&
    a.value.status === b.value.status &&
    a.temporality === b.temporality &&
    a.assertion === b.assertion &&
    sameValue(a.value.value, b.value.value) &&
    agrees(a.value.unit, b.value.unit) &&
    agrees(bare(a.value.variant), bare(b.value.variant)) &&
    sameMethod(a.value.method, b.value.method) &&
    sameDay(a, b) &&
    agrees(a.specimen, b.specimen)
  );
}

/** What only one of them tells. */
const detailed = (a: BiomarkerValue, b: BiomarkerValue) => ({ ...b, ...a });

function join(a: BiomarkerFinding, b: BiomarkerFinding): BiomarkerFinding {
  const poorer =
    a.value.value === null ||
    isName(a.value.value, b.value.value) ||
    isUnder(a.value.value, b.value.value) ||
    (a.value.unit === null && a.value.value === b.value.value);
  const fuller = poorer && b.value.value !== null ? b.value : a.value;
  return {
    ...a,
    value: {
      ...detailed(a.value, b.value),
      ...fuller,
      method: preciser(a.value.method, b.value.method),
      variant: a.value.variant ?? b.value.variant,
      loinc: fuller.loinc ?? a.value.loinc ?? b.value.loinc,
    },
    date: a.date ?? b.date,
    specimen: a.specimen ?? b.specimen,
    confidence: Math.max(a.confidence, b.confidence),
    mentions: unique([...(a.mentions ?? []), ...(b.mentions ?? [])]),
  };
}
