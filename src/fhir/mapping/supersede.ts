import { type DocumentReference, type Resource } from '@medplum/fhirtypes';
import { type Report } from '../../intake/index.js';
import { type Identified, referenceTo } from './bundle.js';
import { sourceIdentifier } from './document-reference.js';
import { type MappingSettings } from './input.js';
import { isOwn, withoutServerMeta } from './meta.js';

export interface Succession {
  readonly document: Identified<DocumentReference>;
  readonly superseded: readonly Identified<DocumentReference>[];
}

/** Links a version to the one it replaces, and marks that one `superseded` (its text stays: evidence points there). */
export function succeed(
  document: Identified<DocumentReference>,
  previous: readonly Resource[],
  { report, settings }: { readonly report: Report; readonly settings: MappingSettings },
): Succession {
  const earlier = previous.filter(isOwnDocument).filter(({ id }) => id !== document.id);
  const superseded = earlier
    .filter(({ status }) => status === 'current')
    .map((one): Identified<DocumentReference> => ({ ...withoutServerMeta(one), status: 'superseded' }));
  const again = previous.filter(isOwnDocument).find(({ id }) => id === document.id)?.relatesTo;
  const links = superseded.map((one) => ({
    code: 'replaces' as const,
    target: { reference: referenceTo(one) },
  }));
  const relatesTo = links.length > 0 ? links : (again ?? unseenParent(report, settings));
  return { document: { ...document, ...(relatesTo?.length && { relatesTo }) }, superseded };
}

export function isOwnDocument(resource: Resource): resource is Identified<DocumentReference> {
  return resource.resourceType === 'DocumentReference' && resource.id !== undefined && isOwn(resource);
}

// A replacement of a version we never delivered: named by the source's identifier.
function unseenParent(report: Report, settings: MappingSettings): DocumentReference['relatesTo'] {
  if (report.action !== 'replacement' || !report.parentDocumentId) return undefined;
  const identifier = sourceIdentifier(report.parentDocumentId, report.assigner, settings);
  return [{ code: 'replaces', target: { type: 'DocumentReference', identifier } }];
}
