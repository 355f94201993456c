import { type Evidence, type Finding, type Mention } from '../finding.js';
import { keyOf } from './mentions-of.js';
import { familyOf } from './lexicon.js';
import { canonical, isInWords } from './variants.js';
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
      add(same, finding);
      continue;
    }
    const first: Merged = { known: finding, evidence: new Map(), mentions: new Map() };
    add(first, finding);
    candidates.push(first);
    merged.push(first);
  }
  return merged.map(({ known, evidence, mentions }) => ({
    ...known,
    evidence: [...evidence.values()],
    mentions: [...mentions.values()],
  }));
}

function add({ evidence, mentions }: Merged, finding: BiomarkerFinding): void {
  for (const each of finding.evidence) evidence.set(`${String(each.start)}-${String(each.end)}`, each);
  for (const each of finding.mentions ?? []) {
    const key = keyOf(each);
    if (!mentions.has(key)) mentions.set(key, each);
  }
}

/** A result so far: what is known of it, and each stretch that says it and each of its words, once. */
interface Merged {
  known: BiomarkerFinding;
  readonly evidence: Map<string, Evidence>;
  readonly mentions: Map<string, Mention>;
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
/** ISH is any of FISH, CISH, SISH; it is not the stain of a protein, whose method is seldom said. */
const sameMethod = (a: string | null, b: string | null, stained: boolean) =>
  (stained ? a === b || !(isInSitu(a) || isInSitu(b)) : agrees(a, b)) ||
  (a === 'ISH' ? isInSitu(b) : b === 'ISH' && isInSitu(a)) ||
  isScored(a, b) ||
  isScored(b, a);
/** A score of PD-L1 is read on a stain. */
const SCORES: ReadonlySet<string> = new Set(['TPS', 'CPS', 'IC']);
const isScored = (score: string | null, stain: string | null) => stain === 'IHC' && SCORES.has(score ?? '');
/** "Ganglion 4R : métastase" of the conclusion is the "cytobloc 4R" of the microscopy. */
const SITES: ReadonlySet<string> = new Set(['ganglion', 'métastase', 'tumeur']);
const sameSpecimen = (a: string | null, b: string | null) =>
  agrees(a, b) || (a !== null && b !== null && SITES.has(a) !== SITES.has(b));
const isInSitu = (method: string | null) => method !== null && /ISH$/.test(method);
const preciser = (a: string | null, b: string | null) =>
  a === null || (a === 'ISH' && b !== null) || isScored(b, a) ? b : a;
const sameVariant = (a: string | null, b: string | null) =>
  agrees(a, b) || canonical(a ?? '') === canonical(b ?? '') || isInWords(a, b) || isInWords(b, a);

function isSame(a: BiomarkerFinding, b: BiomarkerFinding): boolean {
  return (
    a.value.name === b.value.name &&
    a.value.status === b.value.status &&
    a.temporality === b.temporality &&
    a.assertion === b.assertion &&
    sameValue(a.value.value, b.value.value) &&
    agrees(a.value.unit, b.value.unit) &&
    sameVariant(a.value.variant, b.value.variant) &&
    sameMethod(a.value.method, b.value.method, familyOf(a.value.name) === 'protein') &&
    sameDay(a, b) &&
    sameSpecimen(a.specimen, b.specimen)
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
      variant: isInWords(a.value.variant, b.value.variant)
        ? b.value.variant
        : (a.value.variant ?? b.value.variant),
      loinc: fuller.loinc ?? a.value.loinc ?? b.value.loinc,
    },
    date: a.date ?? b.date,
    specimen: a.specimen ?? b.specimen,
    confidence: Math.max(a.confidence, b.confidence),
  };
}
