import { type DetectedIssue, type DiagnosticReport, type Flag, type Observation } from '@medplum/fhirtypes';
import { ok, type Result } from '../../../kernel/index.js';
import { type Finding } from '../../../use-cases/index.js';
import { fhirFailure } from '../../failures.js';
import { type Identified } from '../bundle.js';
import { groupBy } from '../collections.js';
import { type EvidenceReader } from '../evidence.js';
import { biomarkerResources } from './biomarker.js';
import { readBiomarker } from './biomarker-value.js';
import { type PlacedFinding, type ResultContext } from './context.js';
import { infectionResources } from './infection.js';
import { readInfection } from './infection-value.js';
import { responseResources } from './response.js';
import { readResponse } from './response-value.js';

export type ResultResource = Identified<Observation | Flag | DiagnosticReport | DetectedIssue>;

type Mapper = (
  findings: readonly Finding[],
  context: ResultContext,
  evidence: EvidenceReader,
) => Result<ResultResource[]>;

/** How each use case becomes FHIR. A use case is added here with its own file. */
const MAPPERS: Readonly<Record<string, Mapper>> = {
  'tumor-biomarkers': mapper(readBiomarker, biomarkerResources),
  'treatment-response': mapper(readResponse, responseResources),
  infections: mapper(readInfection, infectionResources),
};

export const MAPPED_USE_CASES: readonly string[] = Object.keys(MAPPERS);

export function toResults(
  findings: readonly Finding[],
  context: ResultContext,
  evidence: EvidenceReader,
): Result<ResultResource[]> {
  const made: ResultResource[] = [];
  for (const [useCase, ofUseCase] of groupBy(findings, (finding) => finding.useCase)) {
    const mapped = Object.hasOwn(MAPPERS, useCase) && MAPPERS[useCase]?.(ofUseCase, context, evidence);
    if (!mapped) return fhirFailure('MAPPING_USE_CASE_UNKNOWN', `no FHIR mapping for use case ${useCase}`);
    if (!mapped.ok) return mapped;
    made.push(...mapped.value);
  }
  return ok(made);
}

function mapper<V>(
  read: (value: unknown) => V | undefined,
  map: (placed: readonly PlacedFinding<V>[], context: ResultContext) => ResultResource[],
): Mapper {
  return (findings, context, evidenceOf) => {
    const placed: PlacedFinding<V>[] = [];
    for (const finding of findings) {
      const value = read(finding.value);
      if (!value)
        return fhirFailure('MAPPING_VALUE_UNREADABLE', `value of a ${finding.useCase} finding: wrong shape`);
      const evidence = evidenceOf(finding);
      if (!evidence.ok) return evidence;
      placed.push({ finding, value, evidence: evidence.value });
    }
    return ok(map(placed, context));
  };
}
