import { type Bundle, type DocumentReference, type Patient } from '@medplum/fhirtypes';
import { type Identified, referenceTo, transaction, updateEntry } from './bundle.js';
import { concept, documentType } from './concepts.js';
import { confidentialityOf } from './confidentiality.js';
import { dayOf, shiftDay } from './dates.js';
import { toDevice, toServiceDevice } from './device.js';
import { attach, TEXT_TYPE } from './document-reference.js';
import { keyIdentifier, makeId, researchIds } from './ids.js';
import { type ResearchInput } from './input.js';
import { personMeta } from './meta.js';
import { PSEUDONYMIZE, toProvenance } from './provenance.js';
import { pseudonymousId } from './subject.js';
import { FRENCH, HL7, OWN } from './systems.js';

const PSEUDONYMIZED = { system: HL7.observationValue, code: 'PSEUDED', display: 'pseudonymized' };
const GENDER = { F: 'female', M: 'male', U: 'unknown' } as const;

/**
 * The research zone's transaction: the pseudonymized text and a subject without identity. `ids` must be
 * keyed apart from the care zone's. Nothing points back: no source identifier, no version, no relatesTo, no
 * stay, no title, the shifted date, and of our own clock only the day.
 */
export function toResearchBundle(given: ResearchInput): Bundle {
  const input = { ...given, ids: researchIds(given.ids) };
  const { settings, ids, pseudonymized, now } = input;
  const patient = toSubject(input);
  const document = toPseudonymizedDocument(input, patient);
  const service = toServiceDevice(settings, ids);
  const method = toDevice(pseudonymized.method, settings, ids);
  const provenance = toProvenance({
    ...input,
    // The version would tell that a replacement took place in the care zone.
    report: { ...input.report, version: 0 },
    targets: [referenceTo(document), referenceTo(patient)],
    authors: [method],
    assembler: service,
    activity: PSEUDONYMIZE,
    recorded: dayOf(now),
  });
  return transaction([patient, service, method, document, provenance].map(updateEntry));
}

/** Sex is kept, as in CaseContext; birth date, names, address and identifiers are not. */
function toSubject({ report, settings, ids }: ResearchInput): Identified<Patient> {
  const id = pseudonymousId(report, ids);
  return {
    resourceType: 'Patient',
    id,
    meta: researchMeta(report, settings),
    identifier: [keyIdentifier(settings, 'Patient', id)],
    gender: GENDER[report.identity.reveal().sex],
  };
}

function toPseudonymizedDocument(
  { report, pseudonymized, settings, ids, now }: ResearchInput,
  patient: Identified<Patient>,
): Identified<DocumentReference> {
  const id = makeId(ids, 'DocumentReference', report.lineage);
  const day = shiftDay(report.date, pseudonymized.dateShiftDays);
  const text = Buffer.from(pseudonymized.text, 'utf8');
  const meta = researchMeta(report, settings);
  const assurance = { system: OWN.assurance, code: pseudonymized.method.assurance };
  return {
    resourceType: 'DocumentReference',
    id,
    meta: { ...meta, tag: [...(meta.tag ?? []), assurance] },
    identifier: [keyIdentifier(settings, 'DocumentReference', id)],
    status: 'current',
    docStatus: 'final',
    type: documentType(report.type, settings),
    category: [concept('Compte rendu', { system: FRENCH.documentClass, code: '10' })],
    subject: { reference: referenceTo(patient) },
    date: dayOf(now),
    securityLabel: researchLabels(report).map((label) => ({ coding: [label] })),
    content: [{ attachment: attach(TEXT_TYPE, text, { language: 'fr', ...(day && { creation: day }) }) }],
  };
}

function researchMeta(report: ResearchInput['report'], settings: ResearchInput['settings']) {
  const meta = personMeta(report, settings);
  return { ...meta, security: [...researchLabels(report), ...(meta.security ?? [])] };
}

/** Pseudonymized text is still personal data: R, or V where the source is. */
function researchLabels(report: ResearchInput['report']) {
  const strict = confidentialityOf(report).code === 'V' ? 'V' : 'R';
  return [PSEUDONYMIZED, { system: HL7.confidentiality, code: strict }];
}
