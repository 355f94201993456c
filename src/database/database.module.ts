import { Global, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { CONFIG, type PasserelleConfig } from '../config/index.js';
import { LOGGER, type Logger } from '../observability/index.js';
import { checkDatabase, migrateDatabase, openDatabase, type OpenDatabase } from './open-database.js';
import { openQueue, type Queue } from './queue/queue.js';

export const DATABASE = Symbol('database');
export const DATA_SOURCE = Symbol('data source');
export const QUEUE = Symbol('queue');

async function openChecked(config: PasserelleConfig, logger: Logger): Promise<OpenDatabase> {
  const database = await openDatabase(config, () => {
    // Nothing here can bring it back, and what is not answered will be sent again: the next start recovers it.
    logger.error({}, 'The embedded PostgreSQL has ended: so does the service');
    process.exit(1);
  });
  try {
    if (config.database.mode === 'embedded') await migrateDatabase(database);
    else await checkDatabase(database);
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}

@Global()
@Module({
  providers: [
    { provide: DATABASE, useFactory: openChecked, inject: [CONFIG, LOGGER] },
    { provide: DATA_SOURCE, useFactory: ({ dataSource }: OpenDatabase) => dataSource, inject: [DATABASE] },
    {
      provide: QUEUE,
      useFactory: ({ url }: OpenDatabase, logger: Logger, { worker, database }: PasserelleConfig) =>
        openQueue({
          url,
          heartbeatSeconds: worker.heartbeatSeconds,
          preparedStatements: database.preparedStatements,
          onError: (error) => logger.warn({ error }, 'Queue trouble'),
        }),
      inject: [DATABASE, LOGGER, CONFIG],
    },
  ],
  exports: [DATABASE, DATA_SOURCE, QUEUE],
})
export class DatabaseModule implements OnApplicationShutdown {
  constructor(
    @Inject(DATABASE) private readonly database: OpenDatabase,
    @Inject(QUEUE) private readonly queue: Queue,
  ) {}

  /** Last of all: the workers have drained before. */
  async onApplicationShutdown(): Promise<void> {
    await this.queue.stop(1);
    await this.database.close();
  }
}
