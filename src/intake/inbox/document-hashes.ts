import { type KeyedHash } from '../../security/index.js';
import { type ReportDraft } from '../report.js';
import { type CdaHeader } from './cda-header.js';
import { apart, cdaLinks, documentHash } from './cda-links.js';
import { type CdaLinks } from './lineage-event.js';
import { type Naming, otherWays } from './lineage-ties.js';
import { waitsFor } from './place-report.js';
import { cdaHeadersOf } from './sealed-forms.js';

export interface DocumentHashes {
  readonly naming: Naming;
  readonly own: string;
  readonly parent?: string;
  /** Documents of which one must be here first. */
  readonly waitsFor: readonly string[];
  readonly cda?: CdaLinks;
  /** The lineage it begins, or waits in. */
  readonly newLineage: string;
}

/** The ids of a message as keyed hashes. */
export function documentHashes(hash: KeyedHash, draft: ReportDraft): DocumentHashes {
  const hashOf = (documentId: string) => documentHash(hash, draft, documentId);
  const waiting = waitsFor(draft);
  const parent = draft.parentDocumentId && hashOf(draft.parentDocumentId);
  const own = hashOf(draft.documentId);
  const cda = cdaLinks(hash, draft, [...cdaHeadersOf(draft.payloads), ...seriesOf(draft)]);
  const hasContent = draft.payloads.length > 0;
  const naming: Naming = {
    action: draft.action,
    document: own,
    parent,
    cda,
    hasContent,
    signed: isSigned(draft),
  };
  return {
    naming,
    own,
    ...(parent && { parent }),
    waitsFor: [...waiting.map(hashOf), ...otherWays(naming)],
    ...(cda && { cda }),
    newLineage: hash(
      'lineage',
      ...apart(draft.fictitious),
      draft.assigner,
      waiting.at(-1) ?? draft.documentId,
    ),
  };
}

/** A series that a source names beside the content counts as one in the header of a CDA. */
const seriesOf = ({ assigner, series, payloads }: ReportDraft): CdaHeader[] =>
  series && payloads.length > 0
    ? [{ setId: { root: assigner, extension: series.id }, versionNumber: series.number, related: [] }]
    : [];

/** A draft of a source whose drafts are not held counts as signed; a change of status only where it signs. */
export const isSigned = ({
  action,
  status,
  runsUnsigned = false,
}: Pick<ReportDraft, 'action' | 'status' | 'runsUnsigned'>): boolean =>
  status === 'final' || (runsUnsigned && action !== 'status');
