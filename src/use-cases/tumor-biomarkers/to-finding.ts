import { type Finding } from '../finding.js';
import { confidenceOf } from './confidence.js';
import { detailsOf } from './details.js';
import { type Result } from './findings.js';
import { biomarkerOf } from './lexicon.js';
import { mentionsOf } from './mentions-of.js';
import { type Outcome } from './outcome.js';
import { plain } from './plain.js';
import { type Sample } from './samples.js';
import { type Open } from './serum-history.js';
import { type Technique } from './techniques.js';
import { type BiomarkerValue, loincOf } from './value.js';

export const ID = 'tumor-biomarkers';
export const VERSION = '1.3.0';

/** Takes in the parenthesis that closes one opened inside. */
export function closed(text: string, start: number, end: number) {
  const inside = text.slice(start, end);
  const open = inside.split('(').length > inside.split(')').length && text[end] === ')';
  const to = open ? end + 1 : end;
  return { start, end: to, text: text.slice(start, to) };
}

/** A variant said in words keeps its accents. */
function asWritten(variant: string | null, evidence: Finding['evidence']): string | null {
  if (variant === null || !variant.includes(' ')) return variant;
  for (const { text } of evidence) {
    const at = plain(text).indexOf(variant.toLowerCase());
    if (at !== -1 && plain(variant) === variant) return text.slice(at, at + variant.length);
  }
  return variant;
}

const GENES: ReadonlySet<string> = new Set(['gene', 'fusion', 'her2', 'protein']);

export interface Place {
  /** The whole text. */
  readonly source: string;
  /** Named once for this result and others. */
  readonly technique?: Technique | undefined;
  readonly historical: boolean;
  readonly specimen: string | null;
  readonly date: string | null;
  readonly formerly?: boolean;
  readonly sample?: Sample;
}

export function openOf(result: Result, evidence: Finding['evidence'], place: Place): Open {
  const { outcome } = result;
  return {
    finding: toFinding(result, outcome, evidence, place),
    formerly: outcome.formerly === true || place.formerly === true,
    limit: outcome.limit ?? null,
    usual: outcome.basis === 'usual',
    ...(place.sample && { sample: place.sample }),
    ...(result.derived && { derived: true }),
    ...(result.mention.mention.rest && { rest: true }),
    ...(result.mention.mention.names.length > 1 && { group: result.mention.mention.names }),
  };
}

function toFinding(
  result: Result,
  outcome: Outcome,
  evidence: Finding['evidence'],
  { historical, specimen, date, source, technique }: Place,
): Finding<BiomarkerValue> {
  const { name } = result;
  const biomarker = biomarkerOf(name);
  const { status, value, unit, method, variant } = outcome;
  return {
    useCase: ID,
    useCaseVersion: VERSION,
    value: {
      name,
      status,
      value,
      unit,
      method: method ?? technique?.method ?? null,
      variant: asWritten(variant, evidence),
      loinc: loincOf(biomarker, outcome),
      ...detailsOf(outcome, source, GENES.has(biomarker.family)),
      ...(result.mention.partner !== undefined &&
        status === 'positive' && { partner: result.mention.partner }),
    },
    assertion: outcome.open ? 'Indetermine' : 'Present',
    temporality: historical ? 'historical' : 'current',
    date: date?.startsWith('--') ? null : date,
    specimen: biomarker.family === 'serum' ? null : specimen,
    confidence: confidenceOf(result),
    evidence,
    mentions: mentionsOf(source, result, technique),
  };
}
