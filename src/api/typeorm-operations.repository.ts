import { type DataSource, type EntityManager } from 'typeorm';
import { type Queue } from '../database/index.js';
import { type Outbox } from '../delivery/index.js';
import { beginAgain, DOCUMENT_SEARCH, listIncidents, queueStays, type Release } from '../intake/index.js';
import { type Clock } from '../kernel/index.js';
import { type Patients } from '../patients/index.js';
import { type KeyedHash } from '../security/index.js';
import { type ReportQuery } from './report-query.js';

const DEFAULT_LIMIT = 50;

const COLUMNS = `r.id, r.source, r.lineage, r.version, r.action, r.type_code AS type, r.document_date::text AS "documentDate",
  r.received_at AS "receivedAt", r.state, r.state_since AS "stateSince", r.attempts, r.counts,
  r.failure_code AS "failureCode", r.failure_class AS "failureClass", r.failure_message AS "failureMessage",
  m.control_id AS "controlId", m.type AS "messageType", m.answer_code AS "answer",
  r.stay_key AS "stay"`;

export interface ReportSummary {
  readonly id: string;
  readonly state: string;
  readonly receivedAt: Date;
  readonly [field: string]: unknown;
}

interface Replayed {
  readonly state: string;
  readonly lineage: string;
  readonly version: number;
  readonly waits: boolean;
}

export interface OperationsDependencies {
  readonly outbox: Pick<Outbox, 'lastDelivered'>;
  readonly dataSource: DataSource;
  readonly queue: Queue;
  readonly patients: Patients;
  /** The inbox's hash: document ids are looked up by it. */
  readonly hash: KeyedHash;
  readonly clock: Clock;
  /** Sends on what waits for a document, where that is possible. */
  readonly release: Release;
}

export type ReplayOutcome = 'replayed' | 'not-found' | 'not-failed' | 'overtaken' | 'waiting';
export type Operations = ReturnType<typeof createOperations>;

/** What operators ask of the reports. No patient data comes out: ids, states, codes, counts. */
export function createOperations(dependencies: OperationsDependencies) {
  const { dataSource, queue, patients, hash, clock, outbox, release } = dependencies;
  return {
    async search(query: ReportQuery): Promise<{ reports: ReportSummary[]; next: string | null }> {
      const limit = query.limit ?? DEFAULT_LIMIT;
      const { where, values } = conditions(query);
      const rows: ReportSummary[] = await dataSource.query(
        `SELECT ${COLUMNS} FROM passerelle.report r JOIN passerelle.message m ON m.id = r.message_id
         ${where} ORDER BY r.received_at DESC, r.id DESC LIMIT ${limit + 1}`,
        values,
      );
      const page = rows.slice(0, limit);
      const last = page.at(-1);
      const next = rows.length > limit && last ? `${last.receivedAt.toISOString()}_${last.id}` : null;
      return { reports: page, next };
    },

    async journey(id: string) {
      const rows: ReportSummary[] = await dataSource.query(
        `SELECT ${COLUMNS} FROM passerelle.report r JOIN passerelle.message m ON m.id = r.message_id WHERE r.id = $1`,
        [id],
      );
      if (!rows[0]) return undefined;
      const events: unknown[] = await dataSource.query(
        `SELECT at, step, code FROM passerelle.report_event WHERE report_id = $1 ORDER BY seq`,
        [id],
      );
      const versions: unknown[] = await dataSource.query(
        `SELECT id, version, action, state FROM passerelle.report WHERE lineage = $1 ORDER BY version`,
        [rows[0].lineage],
      );
      const delivered = await outbox.lastDelivered(String(rows[0].lineage), 'care');
      // Where to read the results: what they say stays on the FHIR server.
      const resources = delivered.map(({ resource }) => `${resource.resourceType}/${resource.id ?? ''}`);
      return { report: rows[0], events, versions, resources };
    },

    incidents: (limit: number) => listIncidents(dataSource, limit),

    unplaced: {
      /** How many messages wait for their place, and how many could not be given one. */
      async counts(): Promise<{ waiting: number; failed: number }> {
        const [row] = await dataSource.query<[{ waiting: number; failed: number }]>(
          `SELECT count(*) FILTER (WHERE failed_at IS NULL)::int AS waiting, count(failed_at)::int AS failed
           FROM passerelle.arrival`,
        );
        return row;
      },
      /** Those that could not be placed, the oldest first. */
      failed: (limit: number): Promise<unknown[]> =>
        dataSource.query(
          `SELECT message.id, source, sender, control_id AS "controlId", type, received_at AS "receivedAt",
             failed_at AS "failedAt", arrival.failure_code AS "failureCode"
           FROM passerelle.arrival JOIN passerelle.message ON message.id = message_id
           WHERE failed_at IS NOT NULL ORDER BY seq LIMIT $1`,
          [limit],
        ),
      /** Tries one again. False where it is not among them. */
      async again(messageId: string): Promise<boolean> {
        const [rows] = await dataSource.query<[unknown[]]>(
          `UPDATE passerelle.arrival SET failed_at = NULL, failure_code = NULL
           WHERE message_id = $1 AND failed_at IS NOT NULL RETURNING seq`,
          [messageId],
        );
        return rows.length > 0;
      },
    },

    /** Messages refused (AE, AR…), with their reason. */
    async refusals(limit: number): Promise<unknown[]> {
      return dataSource.query(
        `SELECT id, source, sender, control_id AS "controlId", type, received_at AS "receivedAt", answer_code AS "answer",
           failure_code AS "failureCode", failure_class AS "failureClass", failure_message AS "failureMessage"
         FROM passerelle.message WHERE failure_code IS NOT NULL ORDER BY received_at DESC LIMIT $1`,
        [limit],
      );
    },

    /** A dead letter walks again, unless a later version of its document has already gone out. */
    async replay(id: string): Promise<ReplayOutcome> {
      const replayed = async (sql: EntityManager): Promise<ReplayOutcome> => {
        if (await goesOn(sql, id)) return 'replayed';
        const rows: Replayed[] = await sql.query(
          `SELECT state, lineage, version, waits_for <> '{}' AS waits FROM passerelle.report WHERE id = $1 FOR UPDATE`,
          [id],
        );
        const report = rows[0];
        if (!report) return 'not-found';
        if (report.waits) return 'waiting';
        if (report.state !== 'failed') return 'not-failed';
        const later: unknown[] = await sql.query(
          `SELECT 1 FROM passerelle.report WHERE lineage = $1 AND version > $2 AND (state IN ('delivered', 'processing')
             OR EXISTS (SELECT 1 FROM passerelle.delivery_outbox AS given
                        WHERE given.report_id = report.id::text AND given.state = 'sent')) LIMIT 1`,
          [report.lineage, report.version],
        );
        if (later.length > 0) return 'overtaken';
        await sql.query(
          `WITH moved AS (
             UPDATE passerelle.report SET state = 'received', state_since = $2, failing_since = NULL, attempts = 0
             WHERE id = $1 RETURNING id
           )
           INSERT INTO passerelle.report_event (report_id, at, step) SELECT id, $2, 'replayed' FROM moved`,
          [id, clock.now()],
        );
        // From the start: what a room kept may be what its correction must change.
        await sql.query(`DELETE FROM passerelle.journey WHERE report_id = $1`, [id]);
        await queue.add(sql, [report.lineage]);
        await queueStays(sql, { queue, now: clock.now() }, { lineages: [report.lineage] });
        return 'replayed';
      };
      const outcome = await beginAgain(() => dataSource.transaction(replayed));
      if (outcome === 'replayed') queue.nudge();
      return outcome;
    },

    async counts(): Promise<{ source: string; state: string; count: number }[]> {
      return dataSource.query(
        `SELECT source, state, count(*)::int AS count FROM passerelle.report GROUP BY source, state ORDER BY source, state`,
      );
    },
  };

  /** What waits is released before any row is locked: documents and lineages come first, in intake too. */
  async function goesOn(sql: EntityManager, id: string): Promise<boolean> {
    const waiting: unknown[] = await sql.query(
      `SELECT 1 FROM passerelle.report WHERE id = $1 AND waits_for <> '{}'`,
      [id],
    );
    const lineages = waiting.length > 0 ? await release(sql, id) : [];
    if (lineages.length === 0) return false;
    await queue.add(sql, lineages);
    await queueStays(sql, { queue, now: clock.now() }, { lineages });
    return true;
  }

  function conditions(query: ReportQuery): { where: string; values: unknown[] } {
    const parts: string[] = [];
    const values: unknown[] = [];
    const add = (sql: (parameter: string) => string, value: unknown) => {
      values.push(value);
      parts.push(sql(`$${values.length}`));
    };
    const identified = (at: string) =>
      `EXISTS (SELECT 1 FROM passerelle.report_identifier i WHERE i.report_id = r.id AND i.hash = ${at})`;
    if (query.patient) add(identified, patients.searchHash(query.patient));
    if (query.stay) add(identified, patients.searchHash(query.stay));
    if (query.document) add(identified, hash(DOCUMENT_SEARCH, query.document));
    if (query.state) add((at) => `r.state = ${at}`, query.state);
    if (query.source) add((at) => `r.source = ${at}`, query.source);
    if (query.from) add((at) => `r.received_at >= ${at}`, query.from);
    if (query.to) add((at) => `r.received_at < ${at}`, query.to);
    if (query.after) {
      const [at, id] = query.after.split('_');
      add((parameter) => `r.received_at <= ${parameter}`, at);
      add(
        (parameter) => `(r.received_at, r.id) < ($${values.length - 1}::timestamptz, ${parameter}::uuid)`,
        id,
      );
    }
    return { where: parts.length > 0 ? `WHERE ${parts.join(' AND ')}` : '', values };
  }
}
