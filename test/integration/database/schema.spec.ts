import { readFileSync } from 'node:fs';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../../support/database/database.js';

const COMMITTED = readFileSync(new URL('../../../migrations/schema.sql', import.meta.url), 'utf8');

/** Everything the catalogs know of our tables, one line each, in the words of the server itself. */
const DESCRIPTION = `
  SELECT format('column %s.%s %s%s%s%s%s %s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
    CASE WHEN a.attnotnull THEN ' not null' END, ' default ' || pg_get_expr(d.adbin, d.adrelid),
    CASE WHEN a.attidentity <> '' THEN ' identity ' || a.attidentity::text END,
    ' collate ' || nullif(l.collname, 'default'), a.attstorage) AS line
  FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
    LEFT JOIN pg_collation l ON l.oid = a.attcollation
  WHERE c.relnamespace = to_regnamespace('passerelle') AND c.relkind = 'r'
  UNION ALL
  SELECT format('constraint %s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) FROM pg_constraint
  WHERE connamespace = to_regnamespace('passerelle') AND contype <> 'n'
  UNION ALL
  SELECT 'index ' || indexdef FROM pg_indexes WHERE schemaname = 'passerelle'
  UNION ALL
  SELECT format('%s %s', relkind, relname) FROM pg_class
  WHERE relnamespace = to_regnamespace('passerelle') AND relkind NOT IN ('r', 'i')
  ORDER BY 1`;

async function describeDatabase(url: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ line: string }>(DESCRIPTION);
    return rows.map(({ line }) => line);
  } finally {
    await client.end();
  }
}

/** The committed file, run where our schema is not. */
async function loadCommitted(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('DROP SCHEMA passerelle CASCADE');
    await client.query(COMMITTED);
  } finally {
    await client.end();
  }
}

describe('migrations/schema.sql', () => {
  let migrated: TestDatabase;
  let loaded: TestDatabase;
  beforeAll(async () => {
    [migrated, loaded] = await Promise.all([createTestDatabase(), createTestDatabase()]);
  });
  afterAll(() => Promise.all([migrated.drop(), loaded.drop()]));

  it('was made on PostgreSQL 15, the oldest supported', () => {
    expect(COMMITTED).toContain('made on PostgreSQL 15');
  });

  it('makes the very tables, columns, constraints and indexes that the migrations make', async () => {
    await loadCommitted(loaded.url);
    const made = await describeDatabase(migrated.url);
    expect(made.filter((line) => line.startsWith('column report.')).length).toBeGreaterThan(10);
    expect(await describeDatabase(loaded.url)).toEqual(made);
  });

  it('would be found out where a column had drifted', async () => {
    await loadCommitted(loaded.url);
    await migrated.dataSource.query('ALTER TABLE passerelle.report ADD drifted text');
    expect(await describeDatabase(loaded.url)).not.toEqual(await describeDatabase(migrated.url));
  });
});
