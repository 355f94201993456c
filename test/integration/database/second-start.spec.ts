import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { connectDatabase, migrate, pendingMigrations } from '../../../src/database/index.js';
import { createTestDatabase, type TestDatabase } from '../../support/database/database.js';

/** PostgreSQL looks first in the schema named like the role: ours, for the embedded role. */
describe('a role named like our schema', () => {
  let database: TestDatabase;
  let url: string;
  const role = `passerelle_${randomBytes(4).toString('hex')}`;

  beforeAll(async () => {
    database = await createTestDatabase();
    const password = randomBytes(12).toString('hex');
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    await client.query(`CREATE ROLE ${role} LOGIN SUPERUSER PASSWORD '${password}'`);
    // What "$user" does for a role whose name is a schema of ours, whatever the server of the run calls its own.
    await client.query(`ALTER ROLE ${role} SET search_path = passerelle, public`);
    await client.end();
    url = Object.assign(new URL(database.url), { username: role, password }).href;
  });

  afterAll(async () => {
    await database.dataSource.query(`DROP ROLE ${role}`);
    await database.drop();
  });

  it('finds at its second start what it migrated at the first', async () => {
    const again = await connectDatabase({ url, poolSize: 2 });
    try {
      expect(await pendingMigrations(again)).toEqual([]);
      expect(await migrate(again)).toEqual([]);
    } finally {
      await again.destroy();
    }
  });
});
