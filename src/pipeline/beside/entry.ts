import { isDeepStrictEqual } from 'node:util';
import { serveJobs } from '../../document/index.js';
import { ok, type Result } from '../../kernel/index.js';
import { type Replacer, replacePlain } from '../../pseudonymization/index.js';
import { CATALOG, runUseCases } from '../../use-cases/index.js';
import { assembleReplacer } from '../assembly.js';
import { type LongAnswer, type LongJob, type PseudonymizerSetup } from './job.js';

// Runs in a process of its own (docs/adr/0022-long-reports.md).
let made: { readonly setup: PseudonymizerSetup; readonly replacer: Replacer } | undefined;

function replacerOf(setup: PseudonymizerSetup): Replacer {
  const isSame =
    isDeepStrictEqual(made?.setup.policy, setup.policy) &&
    made &&
    Buffer.compare(made.setup.vaultKey, setup.vaultKey) === 0;
  if (!made || !isSame)
    made = { setup, replacer: assembleReplacer(setup.policy, Buffer.from(setup.vaultKey)) };
  return made.replacer;
}

serveJobs(async (job: LongJob): Promise<Result<LongAnswer>> => {
  if (job.kind === 'pseudonymize') return replacePlain(replacerOf(job.setup), job.request);
  const { document, context, useCases } = job.request;
  const chosen = useCases.flatMap((id) => CATALOG.filter((one) => one.id === id));
  return ok(runUseCases(document, context, chosen));
});
