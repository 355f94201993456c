import { type Finding } from '../finding.js';
import { type BiomarkerValue } from './value.js';

type BiomarkerFinding = Finding<BiomarkerValue>;

/**
 * The same result said twice (microscopy, then conclusion) is one Finding with two evidences. Two results are the
 * same when name, status, temporality and assertion are equal and no other field contradicts.
 */
export function mergeSame(findings: readonly BiomarkerFinding[]): BiomarkerFinding[] {
  const merged: BiomarkerFinding[] = [];
  for (const finding of findings) {
    const index = merged.findIndex((known) => isSame(known, finding));
    const known = merged[index];
    if (known) merged[index] = join(known, finding);
    else merged.push(finding);
  }
  return merged;
}

const agrees = (a: unknown, b: unknown) => a === null || b === null || a === b;
const bare = (variant: string | null) => variant && variant.replace(/^p\.|[()]/g, '').toLowerCase();

function isSame(a: BiomarkerFinding, b: BiomarkerFinding): boolean {
  return (
    a.value.name === b.value.name &&
    a.value.status === b.value.status &&
    a.temporality === b.temporality &&
    a.assertion === b.assertion &&
    agrees(a.value.value, b.value.value) &&
    agrees(a.value.unit, b.value.unit) &&
    agrees(bare(a.value.variant), bare(b.value.variant)) &&
    agrees(a.value.method, b.value.method) &&
    agrees(a.date, b.date) &&
    agrees(a.specimen, b.specimen)
  );
}

function join(a: BiomarkerFinding, b: BiomarkerFinding): BiomarkerFinding {
  const known = new Set(a.evidence.map(({ start, end }) => `${start}-${end}`));
  const fuller = a.value.value === null && b.value.value !== null ? b.value : a.value;
  return {
    ...a,
    value: {
      ...fuller,
      method: a.value.method ?? b.value.method,
      variant: a.value.variant ?? b.value.variant,
      loinc: fuller.loinc ?? a.value.loinc ?? b.value.loinc,
    },
    date: a.date ?? b.date,
    specimen: a.specimen ?? b.specimen,
    confidence: Math.max(a.confidence, b.confidence),
    evidence: [...a.evidence, ...b.evidence.filter(({ start, end }) => !known.has(`${start}-${end}`))],
  };
}
