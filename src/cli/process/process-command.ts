import { existsSync, realpathSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { loadConfig, type PasserelleConfig } from '../../config/index.js';
import { closeReaders, createTesseractOcr, type Ocr } from '../../document/index.js';
import { type Failure, systemClock } from '../../kernel/index.js';
import { createLogger } from '../../observability/index.js';
import {
  AssemblyError,
  assemblePseudonymizer,
  policyNamed,
  createReadingRooms,
  openModel,
  PIPELINE_VERSION,
  selectCatalogs,
} from '../../pipeline/index.js';
import { createMemoryVault, type ModelReader } from '../../pseudonymization/index.js';
import { createKeyedHash, DEMONSTRATION_KEYS, type Keys, readKeys } from '../../security/index.js';
import { openTerminologyStore } from '../../terminology/index.js';
import { type CommandOutput, EXIT, standardOutput } from '../output.js';
import { readLine } from './contract.js';
import { linesOf } from './lines.js';
import { createProgress } from './progress.js';
import { processStayLine, type StayLineDependencies } from './process-stay-line.js';
import { jsonOf } from './json-of.js';
import { completeLines } from './resume.js';

const USAGE = `Usage : passerelle process --input <entrée.jsonl> --output <sortie.jsonl>
                           [--use-cases all|id,id] [--policy <nom>] [--fhir] [--resume]
Traite un fichier de séjours (un par ligne) sans serveur ; format : docs/batch-contract.md.
--policy choisit une politique de config/pseudonymization.yml (par défaut celle des cas d’usage).
--resume reprend une sortie interrompue après son dernier séjour complet.
`;

interface Options {
  readonly input: string;
  readonly output: string;
  readonly useCases: readonly string[];
  readonly fhir: boolean;
  readonly resume: boolean;
  readonly policy?: string;
}

/** `passerelle process`: status 0 when all was read, 1 when a line or a document was not, 2 for a wrong command. */
export async function processCommand(
  args: readonly string[],
  output: CommandOutput = standardOutput,
): Promise<number> {
  const options = readOptions(args);
  if (!options || !existsSync(options.input)) {
    output.err(options ? 'Le fichier d’entrée n’existe pas.\n' : USAGE);
    return EXIT.usage;
  }
  if (existsSync(options.output) && realpathSync(options.output) === realpathSync(options.input)) {
    output.err('La sortie ne peut pas être le fichier d’entrée.\n');
    return EXIT.usage;
  }
  const config = loadConfig();
  if (!config.ok) {
    output.err(`${config.failure.code} : ${config.failure.message}\n`);
    return EXIT.usage;
  }
  let model: ModelReader | undefined;
  try {
    model = await openModel(config.value);
    return await processFile(options, await assemble(options, config.value, output, model), output);
  } catch (error) {
    if (!(error instanceof AssemblyError)) throw error;
    output.err(`${error.message}\n`);
    return EXIT.usage;
  } finally {
    await Promise.all([closeReaders(), model?.close()]);
  }
}

function readOptions(args: readonly string[]): Options | undefined {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        input: { type: 'string' },
        output: { type: 'string' },
        'use-cases': { type: 'string', default: 'all' },
        policy: { type: 'string' },
        fhir: { type: 'boolean', default: false },
        resume: { type: 'boolean', default: false },
      },
    });
    const { input, output, fhir, resume, policy } = values;
    if (!input || !output) return undefined;
    const useCases = values['use-cases'].split(',').map((id) => id.trim());
    return { input, output, fhir, resume, useCases, ...(policy && { policy }) };
  } catch {
    return undefined;
  }
}

async function assemble(
  options: Options,
  config: PasserelleConfig,
  output: CommandOutput,
  model: ModelReader | undefined,
): Promise<StayLineDependencies> {
  const keys: Keys = config.keys ? readKeys(config.keys) : DEMONSTRATION_KEYS;
  if (!config.keys) {
    output.err(
      'Clé de démonstration : les substituts sont prévisibles. Pour de vraies données, configurez `keys`.\n',
    );
  }
  const { useCases, policies } = config.pseudonymization;
  const policy = policyNamed(options.policy ?? useCases, policies);
  const terminology = openTerminologyStore(config.terminology.folder).at();
  if (!terminology.ok) throw new AssemblyError(`terminology.folder: ${terminology.failure.message}`);
  const catalogs = selectCatalogs(options.useCases, terminology.value);
  const reading = {
    pseudonymizer: assemblePseudonymizer({ policy, vault: createMemoryVault(), keys, model }),
    useCases: catalogs.documents,
    ocr: await ocrOf(config),
    logger: createLogger('silent'),
  };
  return {
    roomsOf: (learned) =>
      createReadingRooms({ ...reading, ...(learned && { learnedOf: () => Promise.resolve(learned) }) }),
    stayUseCases: catalogs.stays,
    hash: createKeyedHash(keys.identifiers, 'inbox'),
    ids: createKeyedHash(keys.identifiers, 'care-ids'),
    clock: systemClock,
    settings: {
      site: config.site.id,
      patientMode: config.fhir.patientMode,
      keepPayload: false,
      pipelineVersion: PIPELINE_VERSION,
      profiles: config.fhir.profiles,
      ...(config.fhir.hygieneTeam && { hygieneTeam: config.fhir.hygieneTeam }),
    },
    fhir: options.fhir,
  };
}

/** As in the service: an engine that is named and does not start stops the run before its first line. */
async function ocrOf({ documents: { ocr } }: PasserelleConfig): Promise<Ocr | undefined> {
  if (!ocr) return undefined;
  const engine = await createTesseractOcr({ command: ocr.tesseract, language: ocr.language });
  if (!engine.ok) throw new AssemblyError(`documents.ocr: ${engine.failure.message}`);
  return engine.value;
}

async function processFile(
  options: Options,
  rooms: StayLineDependencies,
  output: CommandOutput,
): Promise<number> {
  const done = options.resume ? await completeLines(options.output) : { lines: 0, bytes: 0, errors: 0 };
  const file = await open(options.output, existsSync(options.output) ? 'r+' : 'w');
  await file.truncate(done.bytes);
  const interruption = watchInterruption();
  const progress = createProgress(output, done.lines);
  let errors = done.errors;
  let position = done.bytes;
  let number = 0;
  try {
    for await (const line of linesOf(options.input)) {
      if (line.trim() === '') continue;
      number += 1;
      if (number <= done.lines) continue;
      if (interruption.happened()) break;
      const processed = await processOne(line, number, rooms, output);
      position += await append(file, position, processed.json);
      errors += processed.errors;
      progress.step(number, errors);
    }
  } finally {
    await file.close();
    interruption.stop();
    progress.end(errors);
  }
  if (interruption.happened()) return EXIT.interrupted;
  return errors > 0 ? EXIT.failed : EXIT.ok;
}

async function processOne(
  line: string,
  number: number,
  dependencies: StayLineDependencies,
  output: CommandOutput,
) {
  const stay = readLine(line);
  if (!stay.ok) {
    output.err(`Ligne ${number} : ${stay.failure.code} (${stay.failure.message})\n`);
    return { json: JSON.stringify(lineError(stay.failure)), errors: 1 };
  }
  const { output: result, errors } = await processStayLine(stay.value, dependencies);
  const written = jsonOf(result);
  if (written.failure) output.err(`Ligne ${number} : ${written.failure.code} (${written.failure.message})\n`);
  return { json: written.json, errors: written.failure ? result.documents.length : errors };
}

/** A line nobody could read keeps its place in the output. */
const lineError = ({ code, class: failureClass, message }: Failure) => ({
  id: null,
  documents: [],
  findings: [],
  error: { code, class: failureClass, message },
});

async function append(file: FileHandle, position: number, json: string): Promise<number> {
  const bytes = Buffer.from(`${json}\n`, 'utf8');
  // A disk that fills up takes a part and says so only by its count.
  for (let at = 0; at < bytes.length;) {
    at += (await file.write(bytes, at, bytes.length - at, position + at)).bytesWritten;
  }
  return bytes.length;
}

/** Ctrl-C ends after the stay in hand: what is written is complete, and --resume goes on from there. */
function watchInterruption() {
  let isAsked = false;
  const ask = () => void (isAsked = true);
  process.on('SIGINT', ask).on('SIGTERM', ask);
  return {
    happened: () => isAsked,
    stop: () => void process.off('SIGINT', ask).off('SIGTERM', ask),
  };
}
