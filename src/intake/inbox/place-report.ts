import { type ReportDraft, type ReportState } from '../report.js';
import { type SetAsideCode } from '../failures.js';

/** What the lineage table says of a document, at the moment the report arrives. */
export interface LineageFacts {
  /** A version of this lineage was kept before. */
  readonly isKnown: boolean;
  /** This very document id was already replaced or deleted. */
  readonly isSuperseded: boolean;
}

export interface Placement {
  readonly state: ReportState;
  readonly reason?: SetAsideCode;
}

/** Where a report starts: on its walk, or set aside with the reason. */
export function placeReport(draft: ReportDraft, facts: LineageFacts): Placement {
  if (draft.status === 'draft') return { state: 'held', reason: 'NOT_SIGNED' };
  if (draft.action === 'deletion') {
    return facts.isKnown ? { state: 'received' } : { state: 'parked', reason: 'NOTHING_TO_DELETE' };
  }
  if (facts.isSuperseded) return { state: 'cancelled', reason: 'SUPERSEDED_ON_ARRIVAL' };
  return { state: 'received' };
}

/** The document id whose lineage a report joins. */
export const rootDocumentId = ({ parentDocumentId, documentId }: ReportDraft): string =>
  parentDocumentId ?? documentId;

/** The document ids that no later arrival of themselves may bring back. */
export function supersededBy({ action, status, documentId, parentDocumentId }: ReportDraft): string[] {
  if (status === 'draft') return [];
  if (action === 'deletion') return [...new Set([documentId, parentDocumentId ?? documentId])];
  return parentDocumentId && parentDocumentId !== documentId ? [parentDocumentId] : [];
}

/**
 * A version arrives after its own replacement, which began a lineage of its own, and only it tells that this
 * lineage goes on from another one. What the other one gave is out of date: it must be withdrawn.
 */
export const linksLineages = (
  own: { readonly lineage: string; readonly superseded: boolean } | undefined,
  root: { readonly lineage: string } | undefined,
): boolean => own !== undefined && root !== undefined && own.superseded && own.lineage !== root.lineage;

/** In place of a version nobody shall see any more. Its message is kept as it came. */
export const asWithdrawal = (draft: ReportDraft): ReportDraft =>
  draft.status === 'draft' ? draft : { ...draft, action: 'deletion', payloads: [] };
