import { DataSource, type EntityManager } from 'typeorm';
import { MIGRATIONS } from '../../migrations/index.js';
import { isPassingError } from './passing-error.js';
import { PreparingClient } from './prepared.js';

/** What a repository runs its SQL with: the data source's own, or the one of an open transaction. */
export type Sql = Pick<EntityManager, 'query'>;

export interface DatabaseOptions {
  readonly url: string;
  /** Connections in the pool. */
  readonly poolSize?: number;
  /** Statements are planned once for each connection; true where absent. */
  readonly preparedStatements?: boolean;
}

/** A connected data source. Our tables live in the schema `passerelle`, made by `migrations/`. */
export async function connectDatabase(options: DatabaseOptions): Promise<DataSource> {
  const { url, poolSize = 16, preparedStatements = true } = options;
  const dataSource = new DataSource({
    type: 'postgres',
    url,
    poolSize,
    migrations: MIGRATIONS,
    migrationsTableName: 'migration',
    // Where the list of migrations is. Left to the search path, a role named passerelle would look for it in our
    // schema from the second start on, find none, and migrate again.
    schema: 'public',
    migrationsTransactionMode: 'each',
    applicationName: 'passerelle',
    // Errors of the pool's idle connections: the next query reconnects.
    poolErrorHandler: () => undefined,
    logging: false,
    ...(preparedStatements && { extra: { Client: PreparingClient } }),
  });
  return dataSource.initialize();
}

/** Names of the migrations the database has not had yet. */
export async function pendingMigrations(dataSource: DataSource): Promise<string[]> {
  const done = await dataSource
    .query<{ name: string }[]>(`SELECT name FROM public.migration`)
    .catch((error: unknown) => {
      if (isPassingError(error)) throw error;
      return [];
    });
  const names = new Set(done.map(({ name }) => name));
  return dataSource.migrations.map((migration) => migration.name ?? '').filter((name) => !names.has(name));
}

export async function migrate(dataSource: DataSource): Promise<string[]> {
  const run = await dataSource.runMigrations();
  return run.map(({ name }) => name);
}
