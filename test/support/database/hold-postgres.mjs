// Holds an embedded PostgreSQL for a test run: prints its address, stops it when standard input closes
// (so also when the run is killed).
import '../typescript-hooks.mjs';

const { startEmbeddedPostgres } = await import('../../../src/database/embedded/embedded-postgres.ts');
const server = await startEmbeddedPostgres(process.argv[2]);
process.stdout.write(`${server.url}\n`);
process.stdin.resume().on('end', () => server.stop());
