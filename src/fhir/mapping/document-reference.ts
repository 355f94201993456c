import { createHash } from 'node:crypto';
import { type Attachment, type DocumentReference } from '@medplum/fhirtypes';
import { type Payload, type Report } from '../../intake/index.js';
import { type Identified } from './bundle.js';
import { clean, concept, documentType, OID } from './concepts.js';
import { securityLabels } from './confidentiality.js';
import { toDateTime } from './dates.js';
import { keyIdentifier, makeId, siteSystem, slug } from './ids.js';
import { type CareInput, type IdKey, type MappingSettings } from './input.js';
import { sourceMeta } from './meta.js';
import { type Subject } from './subject.js';
import { FRENCH } from './systems.js';

/** Text travels as this; evidence offsets count its Unicode code points. */
export const TEXT_TYPE = 'text/plain;charset=utf-8';

/** One per text that stood: a replacement supersedes it, another form of the same content updates it. */
export const documentReferenceId = (
  { lineage, version, edition = version }: Pick<Report, 'lineage' | 'version' | 'edition'>,
  ids: IdKey,
): string => makeId(ids, 'DocumentReference', lineage, String(edition));

/** The source document: the decoded text first, then the payloads it was read from where configured. */
export function toDocumentReference(
  input: Pick<CareInput, 'report' | 'document' | 'settings' | 'ids'>,
  subject: Subject,
): Identified<DocumentReference> {
  const { report, document, settings } = input;
  const id = documentReferenceId(report, input.ids);
  const created = toDateTime(report.date, settings);
  const shared: Attachment = {
    language: 'fr',
    ...(report.title?.trim() && { title: clean(report.title) }),
    ...(created && { creation: created }),
  };
  const text = Buffer.from(document.text.reveal(), 'utf8');
  const forms = [...report.payloads, ...(report.addenda ?? []).flat()];
  const payloads = settings.keepPayload ? forms.filter(isForm) : [];
  return {
    resourceType: 'DocumentReference',
    id,
    meta: sourceMeta(report, settings),
    masterIdentifier: sourceIdentifier(report.documentId, report.assigner, settings),
    identifier: [keyIdentifier(settings, 'DocumentReference', id)],
    status: 'current',
    docStatus: docStatusOf(report),
    type: documentType(report.type, settings),
    category: [concept('Compte rendu', { system: FRENCH.documentClass, code: '10' })],
    subject: subject.patient,
    // When this reference was made (R4); the document's own date is `creation` and `context.period`.
    date: report.receivedAt.toISOString(),
    securityLabel: securityLabels(report),
    content: [
      { attachment: attach(TEXT_TYPE, text, shared) },
      ...payloads.map(({ contentType, content }) => ({
        attachment: attach(contentType, content.reveal(), shared),
      })),
    ],
    ...contextOf(subject.encounter, created),
  };
}

/** R4: `amended` is what was added to after it was final. */
function docStatusOf({ status, addenda }: Report): DocumentReference['docStatus'] {
  if (status !== 'final') return 'preliminary';
  return addenda?.length ? 'amended' : 'final';
}

/** Inline data with its size in bytes and its SHA-1 (R4 defines the hash so), both base64. */
export function attach(contentType: string, data: Buffer, more: Attachment = {}): Attachment {
  const hash = createHash('sha1').update(data).digest('base64');
  const content = data.length > 0 && { data: data.toString('base64') };
  return { contentType, ...more, ...content, size: data.length, hash };
}

/** Identifier given by the source: a bare OID is its own, else the assigner's. */
export function sourceIdentifier(value: string, assigner: string, settings: MappingSettings) {
  if (OID.test(value)) return { system: 'urn:ietf:rfc:3986', value: `urn:oid:${value}` };
  if (OID.test(assigner)) return { system: `urn:oid:${assigner}`, value };
  return { system: siteSystem(settings, 'document', slug(assigner) || 'unnamed'), value };
}

// Text forms are content[0] already.
const isForm = ({ contentType }: Payload): boolean =>
  contentType !== 'text/plain' && contentType !== 'text/hl7-ft';

function contextOf(
  encounter: Subject['encounter'],
  start: string | undefined,
): Pick<DocumentReference, 'context'> {
  if (!encounter && !start) return {};
  return { context: { ...(encounter && { encounter: [encounter] }), ...(start && { period: { start } }) } };
}
