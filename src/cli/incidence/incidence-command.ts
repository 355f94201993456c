import { readFileSync } from 'node:fs';
import { loadConfig, type PasserelleConfig } from '../../config/index.js';
import { checkDatabase, hasEmbeddedData, openDatabase, type OpenDatabase } from '../../database/index.js';
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
  if (options.unit !== undefined && lines.length === 0) output.err('Rien pour cette unité.\n');
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
  const { database: place } = config;
  const isOurs = place.mode === 'embedded';
  if (isOurs && !hasEmbeddedData(place.folder))
    return refuse(output, 'Aucune base à cet endroit : database.folder.');
  let database: OpenDatabase | undefined;
  try {
    // Before the database is started: SecurityModule does the same.
    const cipher = createCipher(keysOf(config).data);
    database = await openDatabase(config);
    await checkDatabase(database);
    const isEmbedded = config.fhir.care.kind === 'embedded';
    return await storedInfections(period, { dataSource: database.dataSource, cipher, isEmbedded });
  } catch (error) {
    return refuse(output, reasonOf(error, { isOpen: database !== undefined, isOurs }));
  } finally {
    await database?.close();
  }
}

function refuse(output: CommandOutput, reason: string): undefined {
  output.err(`${reason}\n`);
  return undefined;
}

/** A driver's message may quote a value: it is not shown. */
function reasonOf(error: unknown, { isOpen, isOurs }: { isOpen: boolean; isOurs: boolean }): string {
  if (error instanceof SealError) return 'Une clé des données n’est pas configurée : keys.data.';
  if (isOpen) return 'La base n’est pas celle de cette version : `npm run migrate`.';
  return isOurs
    ? 'La base embarquée ne s’ouvre pas : elle est à un seul processus, arrêtez d’abord le service.'
    : 'La base ne répond pas : database.url.';
}
