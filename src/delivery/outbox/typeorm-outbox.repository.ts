import { randomUUID } from 'node:crypto';
import { type Bundle } from '@medplum/fhirtypes';
import { type DataSource } from 'typeorm';
import { type Sql } from '../../database/index.js';
import { type Failure, type FailureClass } from '../../kernel/index.js';
import { type Cipher } from '../../security/index.js';
import { type WrittenBundle } from '../fhir/write-bundle.js';
import { mergeDelivered } from './delivered.js';
import {
  type DeliveredResource,
  type NewDelivery,
  type Outbox,
  type OutboxEntry,
  type Zone,
} from './outbox.js';

interface Row {
  readonly id: string;
  readonly report_id: string;
  readonly lineage: string;
  readonly version: number;
  readonly zone: Zone;
  readonly state: OutboxEntry['state'];
  readonly bundle_sealed: Buffer | null;
  readonly attempts: number;
  readonly first_failed_at: Date | null;
  readonly failure_code: string | null;
  readonly failure_class: FailureClass | null;
  readonly failure_message: string | null;
  readonly overtaken: boolean;
}

type Waiting = Pick<Row, 'report_id' | 'lineage' | 'version' | 'zone'> & {
  readonly bundle_sealed: Buffer;
  /** What was delivered before for its lineage. */
  readonly resources_sealed: Buffer | null;
};

/** The outbox in PostgreSQL. Bundles and delivered resources are sealed; ids, states and failures are not. */
export function createTypeormOutbox(dataSource: DataSource, cipher: Cipher): Outbox {
  const sealBundle = (bundle: Bundle, reportId: string, zone: Zone): Buffer =>
    cipher.seal(Buffer.from(JSON.stringify(bundle)), bundleContext(reportId, zone));
  const openBundle = (sealed: Buffer, reportId: string, zone: Zone): Bundle =>
    JSON.parse(cipher.open(sealed, bundleContext(reportId, zone)).toString('utf8')) as Bundle;

  const openDelivered = (
    sealed: Buffer | null | undefined,
    lineage: string,
    zone: Zone,
  ): DeliveredResource[] =>
    sealed
      ? (JSON.parse(
          cipher.open(sealed, deliveredContext(lineage, zone)).toString('utf8'),
        ) as DeliveredResource[])
      : [];

  /** Merges the Bundle into what is known to be delivered, and settles it where it was sent. Its row is locked by `waiting`. */
  const remember = async (sql: Sql, row: Waiting, written?: WrittenBundle): Promise<void> => {
    const { report_id: reportId, lineage, zone, version } = row;
    const before = openDelivered(row.resources_sealed, lineage, zone);
    const merged = mergeDelivered(before, openBundle(row.bundle_sealed, reportId, zone), written);
    const sealed = cipher.seal(Buffer.from(JSON.stringify(merged)), deliveredContext(lineage, zone));
    // Once settled the Bundle is not kept: `delivered` holds what counts of it.
    await sql.query(
      `WITH delivered AS (
         INSERT INTO passerelle.delivered AS known (lineage, zone, version, resources_sealed)
         VALUES ($1, $2, $3, $4)
         ON CONFLICT (lineage, zone) DO UPDATE
            SET version = greatest(known.version, excluded.version),
                resources_sealed = excluded.resources_sealed, updated_at = now())
       UPDATE passerelle.delivery_outbox SET state = 'sent', bundle_sealed = NULL, settled_at = now()
        WHERE $5 AND report_id = $6 AND zone = $2`,
      [lineage, zone, written ? version : 0, sealed, written !== undefined, reportId],
    );
  };

  return {
    put: (sql, { bundle, ...delivery }) =>
      insert(sql, delivery, { sealed: sealBundle(bundle, delivery.reportId, delivery.zone) }),

    hold: (sql, delivery, failure) => insert(sql, delivery, { failure }),

    async release(sql, { reportId, zone }) {
      await sql.query(
        `DELETE FROM passerelle.delivery_outbox WHERE report_id = $1 AND zone = $2 AND state = 'failed'`,
        [reportId, zone],
      );
    },

    async entries(reportId) {
      const rows = await dataSource.query<Row[]>(
        `SELECT id, report_id, lineage, outbox.version, zone, state, attempts, first_failed_at,
                failure_code, failure_class, failure_message,
                CASE WHEN state = 'pending' THEN bundle_sealed END AS bundle_sealed,
                coalesce(delivered.version > outbox.version, false) AS overtaken
           FROM passerelle.delivery_outbox AS outbox
           LEFT JOIN passerelle.delivered USING (lineage, zone)
          WHERE report_id = $1 ORDER BY zone`,
        [reportId],
      );
      return rows.map((row) =>
        toEntry(row, row.bundle_sealed ? openBundle(row.bundle_sealed, reportId, row.zone) : undefined),
      );
    },

    async markSent(id, written) {
      await dataSource.transaction(async (sql) => {
        const row = await waiting(sql, id);
        if (!row) return;
        await remember(sql, row, written);
      });
    },

    async markOvertaken(id) {
      await dataSource.query(
        `UPDATE passerelle.delivery_outbox SET state = 'overtaken', bundle_sealed = NULL, settled_at = now() WHERE id = $1`,
        [id],
      );
    },

    async markFailed(id, failure, at) {
      await dataSource.transaction(async (sql) => {
        const row = await waiting(sql, id);
        if (!row) return;
        if (failure.class === 'ambiguous') await remember(sql, row);
        await sql.query(
          `UPDATE passerelle.delivery_outbox
              SET attempts = attempts + 1, first_failed_at = coalesce(first_failed_at, $2), failure_code = $3,
                  failure_class = $4, failure_message = $5,
                  state = CASE WHEN $4 = 'permanent' THEN 'failed' ELSE state END
            WHERE id = $1`,
          [id, at, failure.code, failure.class, failure.message],
        );
      });
    },

    async reopen(reportId) {
      const [, count] = await dataSource.query<[unknown, number]>(
        `UPDATE passerelle.delivery_outbox SET state = 'pending', attempts = 0, first_failed_at = NULL
          WHERE report_id = $1 AND state = 'failed' AND bundle_sealed IS NOT NULL`,
        [reportId],
      );
      return count;
    },

    async lastDelivered(lineage, zone) {
      const [row] = await dataSource.query<{ resources_sealed: Buffer }[]>(
        'SELECT resources_sealed FROM passerelle.delivered WHERE lineage = $1 AND zone = $2',
        [lineage, zone],
      );
      return openDelivered(row?.resources_sealed, lineage, zone);
    },
  };
}

const bundleContext = (reportId: string, zone: Zone): string => `delivery_outbox.bundle:${zone}:${reportId}`;
const deliveredContext = (lineage: string, zone: Zone): string => `delivered.resources:${zone}:${lineage}`;

/** In place of what stood there for the report and the zone. A new id: what is on its way for it can no longer mark this one. */
async function insert(
  sql: Sql,
  { reportId, lineage, version, zone }: Omit<NewDelivery, 'bundle'>,
  { sealed, failure }: { readonly sealed?: Buffer; readonly failure?: Failure },
): Promise<void> {
  await sql.query(
    `INSERT INTO passerelle.delivery_outbox
       (id, report_id, lineage, version, zone, state, bundle_sealed, failure_code, failure_class, failure_message)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     ON CONFLICT (report_id, zone) DO UPDATE
        SET id = excluded.id, lineage = excluded.lineage, version = excluded.version, state = excluded.state,
            bundle_sealed = excluded.bundle_sealed, attempts = 0, first_failed_at = NULL,
            failure_code = excluded.failure_code, failure_class = excluded.failure_class,
            failure_message = excluded.failure_message, created_at = now(), settled_at = NULL`,
    [
      ...[randomUUID(), reportId, lineage, version, zone],
      ...[failure ? 'failed' : 'pending', sealed ?? null],
      ...[failure?.code ?? null, failure?.class ?? null, failure?.message ?? null],
    ],
  );
}

/** An entry with its Bundle, locked to the end of the transaction, and its lineage in its zone with it. */
async function waiting(sql: Sql, id: string): Promise<Waiting | undefined> {
  // First and alone, so that the next statement sees what the holder before us wrote: two versions of one
  // lineage must not read the same state and each write its own.
  await sql.query(
    `SELECT pg_advisory_xact_lock(hashtextextended(zone || ':' || lineage, 0))
       FROM passerelle.delivery_outbox WHERE id = $1`,
    [id],
  );
  const [row] = await sql.query<Waiting[]>(
    `SELECT report_id, lineage, outbox.version, zone, bundle_sealed, resources_sealed
       FROM passerelle.delivery_outbox AS outbox LEFT JOIN passerelle.delivered USING (lineage, zone)
      WHERE id = $1 AND bundle_sealed IS NOT NULL FOR UPDATE OF outbox`,
    [id],
  );
  return row;
}

function toEntry(row: Row, bundle: Bundle | undefined): OutboxEntry {
  const { id, report_id: reportId, lineage, version, zone, attempts, state } = row;
  const firstFailedAt = row.first_failed_at ?? undefined;
  const entry = { id, reportId, lineage, version, zone, attempts, ...(firstFailedAt && { firstFailedAt }) };
  if (state === 'pending' && bundle) return { ...entry, state, bundle, overtaken: row.overtaken };
  if (state === 'failed') return { ...entry, state, failure: failureOf(row) };
  return { ...entry, state: state === 'overtaken' ? 'overtaken' : 'sent' };
}

const failureOf = (row: Row) => ({
  code: row.failure_code ?? 'FHIR_REJECTED',
  class: row.failure_class ?? ('permanent' as const),
  message: row.failure_message ?? '',
});
