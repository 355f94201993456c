import { checkKeys } from '../../../src/security/typeorm-key-check.repository.js';
import { freshKeys, readKeys } from '../../../src/security/index.js';
import { createTestDatabase, type TestDatabase } from '../../support/database/database.js';

describe('a database and its keys', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  it('serves the keys it was first written with, and no others', async () => {
    const keys = readKeys(freshKeys());
    await checkKeys(database.dataSource, keys);
    await checkKeys(database.dataSource, keys);
    await expect(checkKeys(database.dataSource, readKeys(freshKeys()))).rejects.toThrow(
      'KEYS_DO_NOT_FIT: keys.data (k1) is not the key this database was written with; keys.identifiers',
    );
    await checkKeys(database.dataSource, keys);
  });

  it('lets one of two first starts through, with different keys', async () => {
    await database.dataSource.query('DELETE FROM passerelle.key_check');
    const starts = await Promise.allSettled(
      [freshKeys(), freshKeys()].map((written) => checkKeys(database.dataSource, readKeys(written))),
    );
    expect(starts.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });
});
