import { type DataSource } from 'typeorm';
import { type PasserelleConfig } from '../config/index.js';
import { connectDatabase, migrate, pendingMigrations } from './data-source.js';
import { startEmbeddedPostgres } from './embedded/embedded-postgres.js';
import { isQueueReady, migrateQueue } from './queue/queue.js';

export interface OpenDatabase {
  readonly url: string;
  readonly dataSource: DataSource;
  /** This process owns the whole database (the embedded one). */
  readonly isAlone: boolean;
  close(): Promise<void>;
}

/**
 * Connects, starting the embedded PostgreSQL where the configuration says so. Migrates nothing. `onLost`: the
 * embedded server ended by itself, and with it all that was opened.
 */
export async function openDatabase(
  { database }: PasserelleConfig,
  onLost?: () => void,
): Promise<OpenDatabase> {
  const embedded =
    database.mode === 'embedded' ? await startEmbeddedPostgres(database.folder, onLost) : undefined;
  const url = embedded?.url ?? database.url ?? '';
  try {
    const dataSource = await connectDatabase({
      url,
      poolSize: database.poolSize,
      preparedStatements: database.preparedStatements,
    });
    return {
      url,
      dataSource,
      isAlone: embedded !== undefined,
      async close() {
        await dataSource.destroy();
        await embedded?.stop();
      },
    };
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
}

/** Brings the tables to this version. The migrate command, and the start of an embedded installation. */
export async function migrateDatabase({ url, dataSource }: OpenDatabase): Promise<string[]> {
  const done = await migrate(dataSource);
  await migrateQueue(url);
  return done;
}

/** Throws where the tables are not those of this version: an operator migrates, not a service that starts. */
export async function checkDatabase({ url, dataSource }: OpenDatabase): Promise<void> {
  const pending = await pendingMigrations(dataSource);
  const queueReady = await isQueueReady(dataSource, url);
  if (pending.length === 0 && queueReady) return;
  const missing = [...pending, ...(queueReady ? [] : ['queue'])].join(', ');
  throw new Error(`The database lacks migrations (${missing}): run \`npm run migrate\`.`);
}
