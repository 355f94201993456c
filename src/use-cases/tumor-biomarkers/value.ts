import { type Outcome } from './outcome.js';
import { type Biomarker, type BiomarkerStatus } from './terms.js';

/** `value` of a Finding: docs/batch-contract.md. */
export interface BiomarkerValue {
  /** Canonical: docs/vocabulary.json. */
  readonly name: string;
  readonly status: BiomarkerStatus;
  /** Number, interval (`10-15`), comparison (`<1`), score (`3+`, `8/8`), decimal point; null when only words say it. */
  readonly value: string | null;
  /** UCUM. */
  readonly unit: string | null;
  readonly method: string | null;
  readonly variant: string | null;
  /** Exon of the variant, as a number or an interval: `19`, `2-4`. */
  readonly exon?: string;
  /** Share of the variant allele, in percent. */
  readonly vaf?: number;
  /** The other gene of a fusion, as written. */
  readonly partner?: string;
  /** Antibody clone or kit, where it is named: `22C3`, `SP142`. */
  readonly clone?: string;
  /** Copies of the gene in a nucleus, and their ratio to the centromere, as in situ hybridization counts them. */
  readonly copies?: number;
  readonly ratio?: number;
  /** The printed reference range, numbers only: `0-5`, `<37`, `>25`. */
  readonly range?: string;
  /** Only codes marked `verified` in the source of biomarkers/; null otherwise. */
  readonly loinc: string | null;
}

/** The code of what was measured, by the technique and the kind of value. */
export function loincOf(
  { loinc = {} }: Biomarker,
  { unit, method, status, value, ratio }: Outcome,
): string | null {
  const copies = status === 'amplified' || status === 'not_amplified';
  const ish = method === null ? copies : /ISH$/.test(method);
  const keys = [
    unit === '%' && (method === null || method === 'IHC' || method === 'TPS') && 'percent',
    ratio !== undefined && 'ratio',
    method === 'FISH' && 'fish',
    ish && 'ish',
    copies && method === 'FISH' && 'amplification',
    (method === 'IHC' || (method === null && isStainScore(value))) && 'ihc',
    value !== null && unit !== '%' && 'number',
  ].filter((key) => key !== false);
  const key = keys.find((each) => loinc[each] !== undefined);
  if (key) return String(loinc[key]);
  return ish || loinc['other'] === undefined ? null : String(loinc['other']);
}

/** "3+", "0": only a stain is scored so. */
const isStainScore = (value: string | null) => value !== null && /^[0-3]\+?$/.test(value);
