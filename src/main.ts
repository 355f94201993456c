import 'reflect-metadata';
import { loadConfig } from './config/index.js';
import { hideUncaughtErrors } from './observability/index.js';
import { type RunningService, startService } from './service.js';

/** `npm start`: a bad configuration is refused by the name of the setting, before anything is opened. */
async function main(): Promise<void> {
  const config = loadConfig();
  if (!config.ok) return refuse(`${config.failure.code}: ${config.failure.message}`);
  let service: RunningService | undefined;
  let stopping = false;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      // Not up yet: what was opened goes with the process, the embedded database too.
      if (!service) process.exit(1);
      void service.stop().then(
        () => process.exit(0),
        () => process.exit(1),
      );
    });
  }
  try {
    service = await startService(config.value);
  } catch (error) {
    refuse(error instanceof Error ? error.message : 'the service could not start');
  }
}

function refuse(reason: string): void {
  process.stderr.write(`Passerelle did not start: ${reason}\n`);
  // What was opened before the failure (pool, queue, embedded database) would keep the process up for ever.
  process.exit(1);
}

hideUncaughtErrors();
await main();
