import { type Sql } from '../../database/index.js';
import { type KnownResource, type Ledger } from './ledger.js';

interface Row {
  readonly key: string;
  readonly type: string;
  readonly server_id: string;
  readonly version_id: string | null;
}

export function createTypeormLedger(sql: Sql): Ledger {
  return {
    async known(target, keys) {
      if (keys.length === 0) return new Map();
      const rows = await sql.query<Row[]>(
        `SELECT key, type, server_id, version_id FROM passerelle.delivery_ledger
          WHERE target = $1 AND key = ANY($2)`,
        [target, keys],
      );
      return new Map(rows.map((row) => [row.key, toKnown(row)]));
    },
    async record(target, resources) {
      if (resources.length === 0) return;
      // Always in the same order: two transactions never wait for each other.
      const sorted = [...new Map(resources.map((one) => [one.key, one])).values()].sort(byKey);
      await sql.query(
        `INSERT INTO passerelle.delivery_ledger AS ledger (target, key, type, server_id, version_id)
         SELECT $1, * FROM unnest($2::text[], $3::text[], $4::text[], $5::text[])
         ON CONFLICT (target, key) DO UPDATE
            SET type = excluded.type, server_id = excluded.server_id,
                version_id = excluded.version_id, updated_at = now()
          WHERE (ledger.server_id, ledger.version_id) IS DISTINCT FROM (excluded.server_id, excluded.version_id)`,
        [
          target,
          sorted.map(({ key }) => key),
          sorted.map(({ type }) => type),
          sorted.map(({ id }) => id),
          sorted.map(({ versionId }) => versionId ?? null),
        ],
      );
    },
    async forget(target, keys) {
      await sql.query('DELETE FROM passerelle.delivery_ledger WHERE target = $1 AND key = ANY($2)', [
        target,
        keys,
      ]);
    },
  };
}

const byKey = (a: KnownResource, b: KnownResource): number => (a.key < b.key ? -1 : 1);

const toKnown = ({ key, type, server_id: id, version_id: versionId }: Row): KnownResource => ({
  key,
  type,
  id,
  ...(versionId !== null && { versionId }),
});
