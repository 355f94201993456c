export {
  connectDatabase,
  type DatabaseOptions,
  migrate,
  pendingMigrations,
  type Sql,
} from './data-source.js';
export {
  type EmbeddedPostgres,
  hasEmbeddedData,
  removeEmbeddedPostgres,
  startEmbeddedPostgres,
} from './embedded/embedded-postgres.js';
export {
  type AddOptions,
  isQueueReady,
  type JobOutcome,
  migrateQueue,
  openQueue,
  type Queue,
  type QueueOptions,
} from './queue/queue.js';
export { DATA_SOURCE, DATABASE, DatabaseModule, QUEUE } from './database.module.js';
export { checkDatabase, migrateDatabase, openDatabase, type OpenDatabase } from './open-database.js';
export { isAway, isPassingError } from './passing-error.js';
