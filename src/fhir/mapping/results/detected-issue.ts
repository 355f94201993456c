import { type DetectedIssue, type Observation } from '@medplum/fhirtypes';
import { type Identified, referenceTo } from '../bundle.js';
import { clean, coding, concept } from '../concepts.js';
import { confidenceExtension } from '../evidence.js';
import { keyIdentifier } from '../ids.js';
import { resultMeta } from '../meta.js';
import { OWN } from '../systems.js';
import { type PlacedFinding, type ResultContext } from './context.js';

/** The report says two things of one: which one holds is for a person to decide (STANDARDS 3.5). */
export function toContradiction(
  { finding, evidence }: PlacedFinding<unknown>,
  { observation, said }: { readonly observation: Identified<Observation>; readonly said: readonly string[] },
  context: ResultContext,
): Identified<DetectedIssue> {
  const { report, settings, method, subject, source } = context;
  const id = context.nextId('DetectedIssue', finding.useCase, ['contradiction', observation.id]);
  const time = observation.effectiveDateTime;
  const words = said.length > 1 ? ` (${said.map((one) => `« ${clean(one)} »`).join(', ')})` : '';
  return {
    resourceType: 'DetectedIssue',
    id,
    meta: resultMeta(report, settings, method),
    extension: [...evidence, confidenceExtension(finding.confidence)],
    identifier: [keyIdentifier(settings, 'DetectedIssue', id)],
    status: 'preliminary',
    code: concept('Contradiction dans le compte rendu', coding(OWN.issue, 'contradiction')),
    patient: subject.patient,
    ...(time && { identifiedDateTime: time }),
    author: { reference: context.deviceOf(finding) },
    implicated: [{ reference: referenceTo(observation) }],
    evidence: [{ detail: [{ reference: source }] }],
    detail: `Deux énoncés du compte rendu se contredisent${words} : à relire.`,
  };
}
