// Runs our migrations, and only them (the queue's tables are pg-boss's), on the database of the first argument.
import { connectDatabase, migrate } from '../../src/database/index.js';

const dataSource = await connectDatabase({ url: process.argv[2] ?? '', poolSize: 2 });
try {
  await migrate(dataSource);
} finally {
  await dataSource.destroy();
}
