import { type DocumentReference, type Resource } from '@medplum/fhirtypes';
import { type Report } from '../../intake/index.js';
import { type Identified, referenceTo } from './bundle.js';
import { omit } from './collections.js';
import { documentReferenceId, sourceIdentifier } from './document-reference.js';
import { type IdKey, type MappingSettings } from './input.js';
import { isOwn, withoutServerMeta } from './meta.js';

export interface Succession {
  readonly document: Identified<DocumentReference>;
  readonly superseded: readonly Identified<DocumentReference>[];
  /** They hold an addendum withdrawn since: no text of them remains. */
  readonly retracted: readonly Identified<DocumentReference>[];
}

interface SuccessionInput {
  readonly report: Report;
  readonly settings: MappingSettings;
  readonly ids: IdKey;
}

/**
 * Links a version to the one it replaces, and marks that one `superseded` (its text stays: evidence points there). With
 * an addendum it also `appends` to it: it replaces the text and says how (docs/adr/0010).
 */
export function succeed(
  document: Identified<DocumentReference>,
  previous: readonly Resource[],
  { report, settings, ids }: SuccessionInput,
): Succession {
  const earlier = previous.filter(isOwnDocument).filter(({ id }) => id !== document.id);
  const gone = new Set(
    report.retractedEditions?.map((edition) => documentReferenceId({ ...report, edition }, ids)),
  );
  const retracted = earlier
    .filter(({ id, status }) => gone.has(id) && status !== 'entered-in-error')
    .map(withoutText);
  const superseded = earlier
    .filter(({ id, status }) => status === 'current' && !gone.has(id))
    .map((one): Identified<DocumentReference> => ({ ...withoutServerMeta(one), status: 'superseded' }));
  const before = previous.filter(isOwnDocument).find(({ id }) => id === document.id);
  const links = superseded.flatMap((one) =>
    linkCodes(report).map((code) => ({ code, target: { reference: referenceTo(one) } })),
  );
  const own = links.length > 0 ? links : unseenParent(report, settings);
  // A text that stood before came after the same one as then.
  const relatesTo = before?.relatesTo ?? (before && links.length === 0 ? undefined : own);
  return { document: { ...document, ...(relatesTo?.length && { relatesTo }) }, superseded, retracted };
}

/** An addendum goes out with its own message, or with the one that signs it. */
const linkCodes = ({ action, addenda }: Report): readonly ('replaces' | 'appends')[] =>
  action === 'addendum' || (action === 'status' && addenda?.length) ? ['replaces', 'appends'] : ['replaces'];

/** R4 wants a content: its type stays, and neither the text, nor what could be compared with it. */
export function withoutText(document: Identified<DocumentReference>): Identified<DocumentReference> {
  const content = document.content.map(({ attachment }) => ({
    attachment: { ...(attachment.contentType && { contentType: attachment.contentType }) },
  }));
  return { ...omit(withoutServerMeta(document), 'text', 'description'), status: 'entered-in-error', content };
}

export function isOwnDocument(resource: Resource): resource is Identified<DocumentReference> {
  return resource.resourceType === 'DocumentReference' && resource.id !== undefined && isOwn(resource);
}

// Of a version we never delivered: named by the source's identifier.
function unseenParent(report: Report, settings: MappingSettings): DocumentReference['relatesTo'] {
  const isNext = report.action === 'replacement' || report.action === 'addendum';
  if (!isNext || !report.parentDocumentId) return undefined;
  const identifier = sourceIdentifier(report.parentDocumentId, report.assigner, settings);
  return linkCodes(report).map((code) => ({ code, target: { type: 'DocumentReference', identifier } }));
}
