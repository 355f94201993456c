import { loadConfig } from '../config/index.js';
import { migrateDatabase, openDatabase } from '../database/index.js';
import { type CommandOutput, EXIT, standardOutput } from './output.js';

/** `passerelle migrate`: brings the tables to this version. */
export async function migrateCommand(output: CommandOutput = standardOutput): Promise<number> {
  const config = loadConfig();
  if (!config.ok) {
    output.err(`${config.failure.code} : ${config.failure.message}\n`);
    return EXIT.usage;
  }
  const database = await openDatabase(config.value);
  try {
    const done = await migrateDatabase(database);
    output.out(done.length > 0 ? `Migrations appliquées : ${done.join(', ')}\n` : 'La base est à jour.\n');
    return EXIT.ok;
  } finally {
    await database.close();
  }
}
