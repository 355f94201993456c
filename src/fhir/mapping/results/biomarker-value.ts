import { type PlacedFinding } from './context.js';
import {
  type BiomarkerStatus,
  GENETIC,
  MOLECULAR_METHOD,
  MOLECULAR_NAMES,
  STAIN,
  STATUS,
} from './biomarker-words.js';
import { fieldsOf } from './read-value.js';

export interface BiomarkerValue {
  readonly name: string;
  readonly status: BiomarkerStatus;
  readonly value?: string | undefined;
  readonly unit?: string | undefined;
  readonly method?: string | undefined;
  readonly variant?: string | undefined;
  readonly loinc?: string | undefined;
  /** Of the antibody: `22C3`. */
  readonly clone?: string | undefined;
  readonly exon?: string | undefined;
  /** Share of the alleles, in %. */
  readonly vaf?: string | undefined;
  readonly copies?: string | undefined;
  /** Of copies over those of the chromosome. */
  readonly ratio?: string | undefined;
  /** The printed range of a serum marker: `0-5`. */
  readonly range?: string | undefined;
  /** The other gene of a fusion. */
  readonly partner?: string | undefined;
}

export type PlacedBiomarker = PlacedFinding<BiomarkerValue>;

export function readBiomarker(value: unknown): BiomarkerValue | undefined {
  const fields = fieldsOf(value);
  const name = fields?.text('name');
  const status = fields?.oneOf('status', Object.keys(STATUS) as BiomarkerStatus[]);
  if (!fields || !name || !status) return undefined;
  const [read, method, variant, loinc] = ['value', 'method', 'variant', 'loinc'].map(fields.text);
  const [clone, exon, vaf, copies] = ['clone', 'exon', 'vaf', 'copies'].map(fields.text);
  const [unit, ratio, range, partner] = ['unit', 'ratio', 'range', 'partner'].map(fields.text);
  return {
    ...{ name, status, value: read, unit, method, variant, loinc },
    ...{ clone, exon, vaf, copies, ratio, range, partner },
  };
}

/** A result of molecular genetics: of the gene itself, and not of its protein seen by a stain. */
export function isMolecular({ name, status, method = '', partner, vaf }: BiomarkerValue): boolean {
  if (GENETIC.includes(status)) return true;
  if (STAIN.test(method)) return false;
  return MOLECULAR_METHOD.test(method) || MOLECULAR_NAMES.includes(name) || !!partner || !!vaf;
}
