export {
  connectDatabase,
  type DatabaseOptions,
  migrate,
  pendingMigrations,
  type Sql,
} from './data-source.js';
export { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded/embedded-postgres.js';
export {
  isQueueReady,
  type JobOutcome,
  migrateQueue,
  openQueue,
  type Queue,
  type QueueOptions,
} from './queue/queue.js';
