import { writeFileSync } from 'node:fs';
import { loadConfig, type PasserelleConfig } from '../../config/index.js';
import {
  type AnnotatedReport,
  cpuCost,
  evaluateReports,
  type OpenedCorpus,
  openReports,
  type ReportEvaluation,
  type ReportReader,
  reportReader,
} from '../../evaluation/index.js';
import { closeReaders } from '../../document/index.js';
import { createLogger } from '../../observability/index.js';
import {
  AssemblyError,
  assemblePseudonymizer,
  createReadingRooms,
  openModel,
  policyNamed,
  selectCatalog,
} from '../../pipeline/index.js';
import { createMemoryVault, type ModelReader } from '../../pseudonymization/index.js';
import { DEMONSTRATION_KEYS } from '../../security/index.js';
import { type CommandOutput, EXIT } from '../output.js';
import { writeDifferences } from './leaks-file.js';
import { type ReportEvaluateOptions } from './reports-options.js';
import { reportsJson, reportsPage, reportsPrinted } from './reports-output.js';
import { outputRefused, progress, refused, told, unwritable } from './said.js';

/** Measures a use case: status 0 when every report was read and gave its results, 1 when one did not, 2 for a wrong command. */
export async function evaluateReportsCommand(
  options: ReportEvaluateOptions,
  output: CommandOutput,
): Promise<number> {
  const place = unwritable(options);
  if (place !== undefined) return outputRefused(place, output);
  const config = loadConfig();
  if (!config.ok) return refused(config.failure, output);
  const corpus = await openReports(options.corpus, options);
  if (!corpus.ok) return refused(corpus.failure, output);
  for (const problem of corpus.value.problems) output.err(`${told(problem)}\n`);
  for (const note of corpus.value.notes) output.err(`${note}\n`);
  const { documents, problems } = corpus.value;
  if (documents.length === 0) {
    output.err('no report to measure\n');
    return problems.length > 0 ? EXIT.failed : EXIT.usage;
  }
  let model: ModelReader | undefined;
  try {
    model = await openModel(config.value);
    const reader = readerOf(options, config.value, model);
    const onReport = progress(output, options.task.id, documents.length);
    const evaluation = await evaluateReports(documents, options.task, reader, { onReport });
    output.err('\n');
    return finish(options, corpus.value, evaluation, output);
  } catch (error) {
    if (!(error instanceof AssemblyError)) throw error;
    return refused({ code: 'ASSEMBLY_REFUSED', class: 'permanent', message: error.message }, output);
  } finally {
    await Promise.all([closeReaders(), model?.close()]);
  }
}

/** Rooms as in `process`, one vault per report; keys of the demonstration, as no surrogate leaves the process. */
function readerOf(
  { policy, task }: ReportEvaluateOptions,
  { pseudonymization: { useCases: usual, policies } }: PasserelleConfig,
  model: ModelReader | undefined,
): ReportReader {
  const chosen = policyNamed(policy ?? usual, policies);
  const useCases = selectCatalog([task.id]);
  return reportReader(() =>
    createReadingRooms({
      pseudonymizer: assemblePseudonymizer({
        ...{ policy: chosen, vault: createMemoryVault(), keys: DEMONSTRATION_KEYS, model },
      }),
      useCases,
      logger: createLogger('silent'),
    }),
  );
}

function finish(
  options: ReportEvaluateOptions,
  corpus: OpenedCorpus<AnnotatedReport>,
  evaluation: ReportEvaluation,
  output: CommandOutput,
): number {
  const costs = {
    own: cpuCost(evaluation.read, selectCatalog([options.task.id])),
    all: cpuCost(evaluation.read, selectCatalog(['all'])),
  };
  const measured = { options, corpus, evaluation, costs };
  output.out(reportsPrinted(measured));
  if (options.report !== undefined)
    writeFileSync(options.report, `${JSON.stringify(reportsJson(measured), null, 2)}\n`);
  if (options.table !== undefined) writeFileSync(options.table, reportsPage(measured));
  if (options.leaks !== undefined) writeDifferences(options.leaks, evaluation);
  const isWhole = corpus.problems.length === 0 && Object.keys(evaluation.failed).length === 0;
  return isWhole ? EXIT.ok : EXIT.failed;
}
