import { readFileSync } from 'node:fs';
import { loadConfig, type PasserelleConfig } from '../../config/index.js';
import { checkDatabase, openDatabase } from '../../database/index.js';
import { createCipher, keysOf, SealError } from '../../security/index.js';
import { type CommandOutput, EXIT, standardOutput } from '../output.js';
import { countNew, type Told } from './count.js';
import { type Days, readDays } from './days.js';
import { type IncidenceOptions, readOptions } from './options.js';
import { toCsv, toJson } from './render.js';
import { storedInfections } from './stored-infections.js';
import { linesOf } from './table.js';

/** `passerelle incidence`: new stays by germ, phenotype and alert, by unit and month, without what tells of a few. */
export async function incidenceCommand(
  args: readonly string[],
  output: CommandOutput = standardOutput,
): Promise<number> {
  const options = readOptions(args);
  if (typeof options === 'string') {
    output.err(options);
    return EXIT.usage;
  }
  const days = options.days === undefined ? undefined : daysIn(options.days);
  if (typeof days === 'string') {
    output.err(`--days : ${days}\n`);
    return EXIT.usage;
  }
  const config = loadConfig();
  if (!config.ok) {
    output.err(`${config.failure.code} : ${config.failure.message}\n`);
    return EXIT.usage;
  }
  const told = await read(config.value, options, output);
  if (!told) return EXIT.failed;
  const { threshold } = config.value.surveillance;
  const settings = { period: options, threshold, days, unit: options.unit };
  const lines = linesOf(countNew(told, options), settings);
  const { from, to } = options;
  output.out(
    options.output === 'csv' ? toCsv(lines, threshold) : toJson(lines, { period: { from, to }, threshold }),
  );
  return EXIT.ok;
}

function daysIn(file: string): Days | string {
  try {
    return readDays(readFileSync(file, 'utf8'));
  } catch {
    return 'fichier illisible';
  }
}

async function read(
  config: PasserelleConfig,
  period: IncidenceOptions,
  output: CommandOutput,
): Promise<Told[] | undefined> {
  const database = await openDatabase(config).catch((error: unknown) => {
    output.err(`Base indisponible : ${error instanceof Error ? error.message : 'erreur inconnue'}\n`);
    if (config.database.mode === 'embedded')
      output.err('La base embarquée est à un seul processus : arrêtez d’abord le service.\n');
    return undefined;
  });
  if (!database) return undefined;
  try {
    await checkDatabase(database);
  } catch {
    output.err('La base n’est pas à jour : `npm run migrate`.\n');
    await database.close();
    return undefined;
  }
  try {
    const cipher = createCipher(keysOf(config).data);
    const isEmbedded = config.fhir.care.kind === 'embedded';
    return await storedInfections(period, { dataSource: database.dataSource, cipher, isEmbedded });
  } catch (error) {
    // A driver's message may quote a value.
    output.err(
      error instanceof SealError
        ? 'Une clé n’est pas configurée (keys).\n'
        : 'La base ne répond pas comme attendu.\n',
    );
    return undefined;
  } finally {
    await database.close();
  }
}
