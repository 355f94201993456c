import { migrate, pendingMigrations } from '../../../src/database/index.js';
import { createTestDatabase, type TestDatabase } from '../../support/database/database.js';

describe('migrations', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  it('leaves nothing pending, and a second run does nothing', async () => {
    expect(await pendingMigrations(database.dataSource)).toEqual([]);
    expect(await migrate(database.dataSource)).toEqual([]);
  });

  it('names what a fresh database still lacks', async () => {
    await database.dataSource.query('DROP TABLE migration');
    expect((await pendingMigrations(database.dataSource)).length).toBeGreaterThan(0);
  });
});
