import { type Flag } from '@medplum/fhirtypes';
import { type Identified, referenceTo } from '../bundle.js';
import { coding, concept } from '../concepts.js';
import { confidenceExtension } from '../evidence.js';
import { keyIdentifier } from '../ids.js';
import { resultMeta } from '../meta.js';
import { EXTENSION, HL7, OWN } from '../systems.js';
import { type ResultContext } from './context.js';
import { type PlacedObservation } from './infection-value.js';
import { ALERT } from './infection-words.js';
import { timeOf } from './observation.js';

/**
 * A suggested BMR/BHRe alert: `inactive` until accepted, since a Flag has no draft (STANDARDS 3.6). One for the patient,
 * whatever germs and mechanisms of the report raise it: each has its Observation.
 */
export function toFlag(
  raised: readonly [PlacedObservation, ...PlacedObservation[]],
  context: ResultContext,
): Identified<Flag> {
  const [{ placed: first }] = raised;
  const { report, settings, method, subject } = context;
  const { alert, name } = first.value;
  const id = context.nextId('Flag', first.finding.useCase, [alert ?? '', alert ?? name, '']);
  const [start] = raised.flatMap(({ placed }) => timeOf(placed, context) ?? []).sort();
  return {
    resourceType: 'Flag',
    id,
    meta: resultMeta(report, settings, method),
    extension: [
      ...raised.flatMap(({ placed }) => placed.evidence),
      confidenceExtension(Math.max(...raised.map(({ placed }) => placed.finding.confidence))),
      ...raised.map(({ observation }) => ({
        url: EXTENSION.flagDetail,
        valueReference: { reference: referenceTo(observation) },
      })),
    ],
    identifier: [keyIdentifier(settings, 'Flag', id)],
    status: 'inactive',
    category: [{ coding: [coding(HL7.flagCategory, 'safety')] }],
    code: concept(name, alert && coding(OWN.alert, alert, ALERT[alert])),
    subject: subject.patient,
    ...(start && { period: { start } }),
    ...(subject.encounter && { encounter: subject.encounter }),
    author: { reference: context.deviceOf(first.finding) },
  };
}
