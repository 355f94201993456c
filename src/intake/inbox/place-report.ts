import { type SetAsideCode } from '../failures.js';
import { type ReportDraft, type ReportState } from '../report.js';
import { type LineageEvent, type Standing } from './lineage-event.js';
import { contentOf, isWithheld } from './content-of.js';
import { graphOf } from './lineage-graph.js';
import { isSameStanding, standingOf } from './standing.js';

export interface Placement {
  readonly state: ReportState;
  readonly reason?: SetAsideCode;
}

type About = Pick<ReportDraft, 'action' | 'documentId' | 'parentDocumentId' | 'payloads'>;

/** The documents of which one must be here before this message means anything; none: it stands alone. */
export function waitsFor({ action, documentId, parentDocumentId, payloads }: About): readonly string[] {
  switch (action) {
    case 'original':
      return [];
    case 'status':
      return payloads.length > 0 ? [] : [documentId];
    case 'replacement':
    case 'addendum':
      return [parentDocumentId ?? documentId];
    case 'deletion':
      return [documentId, ...(parentDocumentId ? [parentDocumentId] : [])];
  }
}

/** Why it waits. */
export const waitingReason = ({ action }: Pick<ReportDraft, 'action'>): SetAsideCode =>
  action === 'deletion' ? 'NOTHING_TO_DELETE' : 'PARENT_MISSING';

/**
 * Where a report starts: on its walk where it changes what stands of its lineage, else set aside with the reason.
 * `stood`: its messages before others joined them because of this one.
 */
export function placeReport(
  event: LineageEvent,
  others: readonly LineageEvent[],
  stood: readonly LineageEvent[] = others,
): Placement {
  const all = [...others, event];
  const before = standingOf(stood);
  const after = standingOf(all);
  const isContent = event.forms.length > 0;
  if (!isSameStanding(before, after) && !(isContent && isUnseen(before, after))) return { state: 'received' };
  if (after.kind === 'deleted') {
    return event.action === 'deletion' ? cancelled('NOTHING_CHANGED') : cancelled('DELETED_BEFORE');
  }
  if (!isContent) return cancelled('NOTHING_CHANGED');
  if (!isCurrent(event, all)) return cancelled('SUPERSEDED_ON_ARRIVAL');
  if (!event.signed) return { state: 'held', reason: 'NOT_SIGNED' };
  if (event.availability === 'withheld') return { state: 'held', reason: 'NOT_AVAILABLE' };
  return cancelled('SUPERSEDED_ON_ARRIVAL');
}

const cancelled = (reason: SetAsideCode): Placement => ({ state: 'cancelled', reason });

/** Nothing was given of it, and nothing is now. */
const isUnseen = (before: Standing, after: Standing): boolean =>
  before.kind === 'none' && after.kind === 'suspended';

/** Nothing signed stands in its place, and nothing has replaced it. */
function isCurrent(event: LineageEvent, all: readonly LineageEvent[]): boolean {
  const graph = graphOf(all);
  const node = graph.nodeOf(event.document);
  if (!node) return true;
  // What is signed under another id of the same content does not sign this one.
  const own = contentOf(node).filter(({ document }) => document === event.document);
  const isOwn = own.length === 0 || own.some(({ version }) => version === event.version);
  return isOwn && graph.familyOf(node).head === node;
}

export interface SetAside {
  readonly version: number;
  readonly reason: SetAsideCode;
}

/** What was held and is held no longer, with the reason: each message goes on or is set aside once. */
export function noLongerHeld(held: readonly number[], events: readonly LineageEvent[]): readonly SetAside[] {
  const graph = graphOf(events);
  const standing = standingOf(events);
  return events
    .filter(({ version }) => held.includes(version))
    .flatMap(({ version, document }): SetAside[] => {
      const node = graph.nodeOf(document);
      if (standing.kind === 'deleted') return [{ version, reason: 'DELETED_BEFORE' }];
      if (!node || isWithheld(node)) return [];
      const content = contentOf(node);
      if (content.some((one) => one.version === version)) return [{ version, reason: 'RELEASED' }];
      const isOver = content.some((one) => one.document === document) || graph.familyOf(node).head !== node;
      return isOver ? [{ version, reason: 'SUPERSEDED_BY_SIGNED' }] : [];
    });
}
