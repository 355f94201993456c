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

/** A suggested BMR/BHRe alert: `inactive` until accepted, since a Flag has no draft (STANDARDS 3.6). */
export function toFlag({ placed, observation }: PlacedObservation, context: ResultContext): Identified<Flag> {
  const { finding, value, evidence } = placed;
  const { report, settings, method, subject } = context;
  const id = context.nextId('Flag', finding.useCase, [value.alert ?? '', value.name, value.organism ?? '']);
  const start = timeOf(placed, context);
  const alert = value.alert && coding(OWN.alert, value.alert, ALERT[value.alert]);
  return {
    resourceType: 'Flag',
    id,
    meta: resultMeta(report, settings, method),
    extension: [
      ...evidence,
      confidenceExtension(finding.confidence),
      { url: EXTENSION.flagDetail, valueReference: { reference: referenceTo(observation) } },
    ],
    identifier: [keyIdentifier(settings, 'Flag', id)],
    status: 'inactive',
    category: [{ coding: [coding(HL7.flagCategory, 'safety')] }],
    code: concept(value.name, alert),
    subject: subject.patient,
    ...(start && { period: { start } }),
    ...(subject.encounter && { encounter: subject.encounter }),
    author: { reference: context.deviceOf(finding) },
  };
}
