import { randomUUID } from 'node:crypto';
import { type EntityManager } from 'typeorm';
import { type PatientKeys } from '../../patients/index.js';
import { type InboundMessage } from '../events.js';
import { type ReportDraft } from '../report.js';
import { draftToBytes } from '../sealed-draft.js';
import {
  asWithdrawal,
  linksLineages,
  type Placement,
  placeReport,
  rootDocumentId,
  supersededBy,
} from './place-report.js';
import { type InboxDependencies } from './dependencies.js';

/** Under this purpose a document id is looked up, whoever gave it. */
export const DOCUMENT_SEARCH = 'document-search';

interface Arrival {
  readonly draft: ReportDraft;
  readonly message: InboundMessage;
  readonly messageId: string;
  readonly keys: PatientKeys;
}

interface KnownDocument {
  readonly document_hash: string;
  readonly lineage: string;
  readonly superseded: boolean;
}

interface WrittenReport {
  readonly id: string;
  readonly lineage: string;
  readonly queued: boolean;
}

/** Gives a report its place in its lineage and writes it, inside the message's transaction. */
export function createReportWriter({
  cipher,
  hash,
  clock,
}: Pick<InboxDependencies, 'cipher' | 'hash' | 'clock'>) {
  return async (sql: EntityManager, arrival: Arrival): Promise<WrittenReport> => {
    const { draft } = arrival;
    // A test message may repeat a real document's id: it never replaces it.
    const assigner = draft.fictitious ? ['fictitious', draft.assigner] : [draft.assigner];
    const hashOf = (documentId: string) => hash('document', ...assigner, documentId);
    const ids = [...new Set([draft.documentId, rootDocumentId(draft)])].map(hashOf).sort();
    // Two versions of one document may arrive at the same moment on two sockets: they take turns here.
    await sql.query(`SELECT pg_advisory_xact_lock(hashtextextended(id, 0)) FROM unnest($1::text[]) AS id`, [
      ids,
    ]);

    const known: KnownDocument[] = await sql.query(
      `SELECT document_hash, lineage, superseded FROM passerelle.lineage_document WHERE document_hash = ANY($1)`,
      [ids],
    );
    const own = known.find(({ document_hash: id }) => id === hashOf(draft.documentId));
    const root = known.find(({ document_hash: id }) => id === hashOf(rootDocumentId(draft)));
    const lineage = root?.lineage ?? own?.lineage ?? hash('lineage', ...assigner, rootDocumentId(draft));
    const [{ versions }] = (await sql.query(
      `INSERT INTO passerelle.lineage (key, versions) VALUES ($1, 1)
       ON CONFLICT (key) DO UPDATE SET versions = passerelle.lineage.versions + 1 RETURNING versions`,
      [lineage],
    )) as [{ versions: number }];
    const placed = linksLineages(own, root) ? asWithdrawal(draft) : draft;
    const placement = placeReport(placed, { isKnown: versions > 1, isSuperseded: own?.superseded ?? false });

    const id = randomUUID();
    await writeRow(
      sql,
      { ...arrival, draft: placed },
      {
        id,
        lineage,
        version: versions,
        placement,
        documentHash: hashOf(draft.documentId),
      },
    );
    await rememberDocuments(sql, lineage, ids, supersededBy(draft).map(hashOf));
    if (placement.reason === 'SUPERSEDED_ON_ARRIVAL') await cancelParkedDeletions(sql, lineage, clock.now());
    return { id, lineage, queued: placement.state === 'received' };
  };

  interface Place {
    readonly id: string;
    readonly lineage: string;
    readonly version: number;
    readonly placement: Placement;
    readonly documentHash: string;
  }

  async function writeRow(sql: EntityManager, { draft, message, messageId, keys }: Arrival, place: Place) {
    const { id, lineage, version, placement, documentHash } = place;
    await sql.query(
      `WITH report AS (
         INSERT INTO passerelle.report
           (id, message_id, source, lineage, version, action, type_code, document_hash, patient_key, stay_key,
            document_date, received_at, content_sealed, state, failure_code, state_since)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) RETURNING id
       ), event AS (
         INSERT INTO passerelle.report_event (report_id, at, step, code) SELECT id, $16, $14, $15 FROM report
       )
       INSERT INTO passerelle.report_identifier (hash, report_id)
       SELECT hash, report.id FROM report, unnest($17::text[]) AS hash`,
      [
        ...[id, messageId, message.source, lineage, version, draft.action, draft.type.code, documentHash],
        ...[keys.patientKey, keys.stayKey, dayOf(draft.date), message.receivedAt],
        ...[cipher.seal(draftToBytes(draft), `report:${id}`), placement.state, placement.reason ?? null],
        ...[clock.now(), [...keys.identifierHashes, hash(DOCUMENT_SEARCH, draft.documentId)]],
      ],
    );
  }
}

/** The day of a date that has one (`2026-03` has none): the column is for searching, the report keeps its own. */
const dayOf = (date = ''): string | null => /^\d{4}-\d{2}-\d{2}/.exec(date)?.[0] ?? null;

async function rememberDocuments(sql: EntityManager, lineage: string, ids: string[], superseded: string[]) {
  await sql.query(
    `INSERT INTO passerelle.lineage_document (document_hash, lineage, superseded)
     SELECT id, $2, id = ANY($3::text[]) FROM unnest($1::text[]) AS id
     ON CONFLICT (document_hash) DO UPDATE
       SET superseded = passerelle.lineage_document.superseded OR excluded.superseded`,
    [[...new Set([...ids, ...superseded])], lineage, superseded],
  );
}

/** A deletion waited for a document that has now come, and is not processed: nothing is left to delete. */
async function cancelParkedDeletions(sql: EntityManager, lineage: string, at: Date): Promise<void> {
  await sql.query(
    `WITH moved AS (
       UPDATE passerelle.report SET state = 'cancelled', state_since = $2
       WHERE lineage = $1 AND state = 'parked' AND action = 'deletion' RETURNING id
     )
     INSERT INTO passerelle.report_event (report_id, at, step) SELECT id, $2, 'cancelled' FROM moved`,
    [lineage, at],
  );
}
