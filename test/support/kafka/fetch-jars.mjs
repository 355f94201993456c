// Fetches Apache Kafka and what it runs with, once: `node test/support/kafka/fetch-jars.mjs` prints the folder of
// the jars. They are kept under .passerelle/kafka, by the hash of the pom; Maven needs Maven Central the first time.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const pom = join(here, 'pom.xml');
const hash = createHash('sha256').update(readFileSync(pom)).digest('hex').slice(0, 16);
const folder = join(here, '..', '..', '..', '.passerelle', 'kafka', hash);

if (!existsSync(folder)) {
  // Into a folder of its own, renamed at the end: what is cut off or runs twice at once leaves no half of it.
  const partial = `${folder}.${process.pid}`;
  mkdirSync(partial, { recursive: true });
  const { status, error } = spawnSync(
    'mvn',
    [
      ...['-q', '-B', '-f', pom, 'dependency:copy-dependencies'],
      ...['-DincludeScope=runtime', `-DoutputDirectory=${partial}`],
    ],
    { stdio: ['ignore', 2, 2] },
  );
  if (status !== 0) {
    rmSync(partial, { recursive: true, force: true });
    process.stderr.write(
      `Apache Kafka could not be fetched (${error?.code ?? `status ${status}`}): these tests need Java 17 and Maven, ` +
        'and Maven Central the first time. KAFKA_BROKERS names a broker to use instead.\n',
    );
    process.exit(1);
  }
  try {
    renameSync(partial, folder);
  } catch (error) {
    rmSync(partial, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
}
process.stdout.write(`${folder}\n`);
