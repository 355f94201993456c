import { migrateQueue } from '../../../src/database/index.js';
import { createTestDatabase, type TestDatabase } from '../database/database.js';

/** A database with everything the service wants, the queue's tables too. */
export async function createServiceDatabase(): Promise<TestDatabase> {
  const database = await createTestDatabase();
  await migrateQueue(database.url);
  return database;
}
