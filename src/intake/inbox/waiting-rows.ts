import { type ReportAction } from '../report.js';
import { type CdaLinks } from './lineage-event.js';
import { type Naming } from './lineage-ties.js';

/** A report that waits, as far as its place needs it. */
export interface WaitingRow {
  readonly id: string;
  readonly source: string;
  readonly lineage: string;
  readonly action: ReportAction;
  readonly document_hash: string;
  readonly parent_hash: string | null;
  readonly cda: CdaLinks | null;
  readonly signed: boolean;
  readonly forms: readonly string[];
  readonly content_sealed: Buffer;
}

export type StillWaiting = WaitingRow & { readonly waits_for: readonly string[] };

export const COLUMNS =
  'id, source, lineage, action, document_hash, parent_hash, cda, signed, forms, content_sealed';

export const namingOf = (row: WaitingRow): Naming => ({
  action: row.action,
  document: row.document_hash,
  parent: row.parent_hash ?? undefined,
  cda: row.cda ?? undefined,
  hasContent: row.forms.length > 0,
  signed: row.signed,
});
