import { type KeyedHash } from '../../security/index.js';
import { type ReportDraft } from '../report.js';
import { waitsFor } from './place-report.js';

export interface DocumentHashes {
  readonly own: string;
  readonly parent?: string;
  /** Documents of which one must be here first. */
  readonly waitsFor: readonly string[];
  /** Every id the message names: what is locked while it finds its place. */
  readonly all: readonly string[];
  /** The lineage it begins, or waits in. */
  readonly newLineage: string;
}

/** The ids of a message as keyed hashes. A test message may repeat a real document's id: it never replaces it. */
export function documentHashes(hash: KeyedHash, draft: ReportDraft): DocumentHashes {
  const assigner = draft.fictitious ? ['fictitious', draft.assigner] : [draft.assigner];
  const hashOf = (documentId: string) => hash('document', ...assigner, documentId);
  const waiting = waitsFor(draft);
  const parent = draft.parentDocumentId && hashOf(draft.parentDocumentId);
  const own = hashOf(draft.documentId);
  return {
    own,
    ...(parent && { parent }),
    waitsFor: waiting.map(hashOf),
    all: [...new Set([own, ...(parent ? [parent] : [])])],
    newLineage: hash('lineage', ...assigner, waiting.at(-1) ?? draft.documentId),
  };
}
