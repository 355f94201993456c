import { writeFileSync } from 'node:fs';
import { loadConfig, type PasserelleConfig } from '../../config/index.js';
import { closeReaders } from '../../document/index.js';
import {
  type CodedStay,
  type CodingEvaluation,
  evaluateCoding,
  openStays,
  reportReader,
} from '../../evaluation/index.js';
import { createLogger } from '../../observability/index.js';
import {
  AssemblyError,
  assemblePseudonymizer,
  createReadingRooms,
  openModel,
  policyNamed,
} from '../../pipeline/index.js';
import { createMemoryVault, type ModelReader } from '../../pseudonymization/index.js';
import { DEMONSTRATION_KEYS } from '../../security/index.js';
import { mayStandAs, openTerminologyStore, type Terminology } from '../../terminology/index.js';
import { type CodingValue, createMedicalCoding } from '../../use-cases/index.js';
import { type CommandOutput, EXIT } from '../output.js';
import { codingJson, codingPage, codingPrinted } from './coding-output.js';
import { OUTPUT_FILES, type OutputFiles, readArguments } from './corpus-options.js';
import { writeLocalLines } from './leaks-file.js';
import { outputRefused, progress, refused, unwritable } from './said.js';

export interface CodingOptions extends OutputFiles {
  readonly corpus: string;
}

const OPTIONS = { corpus: { type: 'string' }, ...OUTPUT_FILES } as const;

/** Undefined where the command does not measure the coding, or is none. */
export function readCodingOptions(args: readonly string[]): CodingOptions | undefined {
  const read = readArguments(args, OPTIONS);
  if (read?.subject !== 'medical-coding' || !read.values.corpus) return undefined;
  return { ...read.values, corpus: read.values.corpus };
}

/** Measures the coding of stays: status 0 when all was read and every code is valid, 1 when not, 2 for a wrong command. */
export async function evaluateCodingCommand(options: CodingOptions, output: CommandOutput): Promise<number> {
  const place = unwritable(options);
  if (place !== undefined) return outputRefused(place, output);
  const config = loadConfig();
  if (!config.ok) return refused(config.failure, output);
  const opened = openStays(options.corpus);
  if (!opened.ok) return refused(opened.failure, output);
  const { stays, problems } = opened.value;
  for (const problem of problems) output.err(`${problem}\n`);
  if (stays.length === 0) {
    output.err('no stay to measure\n');
    return problems.length > 0 ? EXIT.failed : EXIT.usage;
  }
  const terminology = openTerminologyStore(config.value.terminology.folder).at();
  if (!terminology.ok) return refused(terminology.failure, output);
  let model: ModelReader | undefined;
  try {
    model = await openModel(config.value);
    const evaluation = await measure(stays, {
      config: config.value,
      terminology: terminology.value,
      model,
      output,
    });
    output.err('\n');
    output.out(codingPrinted(evaluation));
    if (options.report !== undefined)
      writeFileSync(options.report, `${JSON.stringify(codingJson(evaluation), null, 2)}\n`);
    if (options.table !== undefined) writeFileSync(options.table, codingPage(options.corpus, evaluation));
    if (options.leaks !== undefined) writeLocalLines(options.leaks, evaluation.differences);
    const isWhole = problems.length === 0 && Object.keys(evaluation.failed).length === 0;
    return isWhole && evaluation.invalid === 0 ? EXIT.ok : EXIT.failed;
  } catch (error) {
    if (!(error instanceof AssemblyError)) throw error;
    return refused({ code: 'ASSEMBLY_REFUSED', class: 'permanent', message: error.message }, output);
  } finally {
    await Promise.all([closeReaders(), model?.close()]);
  }
}

interface Parts {
  readonly config: PasserelleConfig;
  readonly terminology: Terminology;
  readonly model: ModelReader | undefined;
  readonly output: CommandOutput;
}

function measure(
  stays: readonly CodedStay[],
  { config, terminology, model, output }: Parts,
): Promise<CodingEvaluation> {
  const { useCases, policies } = config.pseudonymization;
  const policy = policyNamed(useCases, policies);
  const reader = reportReader(() =>
    createReadingRooms({
      pseudonymizer: assemblePseudonymizer({
        ...{ policy, vault: createMemoryVault(), keys: DEMONSTRATION_KEYS, model },
      }),
      useCases: [],
      logger: createLogger('silent'),
    }),
  );
  const isValid = ({ role, code }: CodingValue): boolean => {
    if (role === 'CCAM') return terminology.acts.has(code);
    const known = terminology.diagnoses.get(code);
    return known !== undefined && mayStandAs(known.type, role);
  };
  const proposers = [
    { name: 'proposals', useCase: createMedicalCoding(terminology) },
    { name: 'dictionary only', useCase: createMedicalCoding(terminology, { by: 'dictionary' }) },
    {
      name: 'ranking of the lexicon, no rules',
      useCase: createMedicalCoding(terminology, { by: 'lexicon' }),
    },
  ];
  const onStay = progress(output, 'medical-coding', stays.length);
  return evaluateCoding(stays, proposers, { reader, law: { isValid }, onStay });
}
