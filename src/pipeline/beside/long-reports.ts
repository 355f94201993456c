import { LONG_TEXT, type ProcessLimits, ReaderPool } from '../../document/index.js';
import { ok } from '../../kernel/index.js';
import { type PlainReplaced, type Replacer, replacerBeside } from '../../pseudonymization/index.js';
import { CATALOG, runUseCases, type UseCaseRun } from '../../use-cases/index.js';
import { type RunUseCases } from '../ports.js';
import { type LongAnswer, type LongJob, type PseudonymizerSetup } from './job.js';

/** Two: a report that takes long does not hold up every other long one. */
const PROCESSES = 2;
/** A text at its limit takes seconds, and some 600 MiB with its use cases. */
const LIMITS: Partial<ProcessLimits> = { timeoutMs: 120_000, heapMb: 1_024, memoryMb: 1_536 };

/** The rooms that read, for texts too long for the thread that answers senders. */
export interface LongReports {
  /** The same replacer, with long documents read in a process. */
  replacer(here: Replacer, setup: PseudonymizerSetup): Replacer;
  readonly runUseCases: RunUseCases;
}

export interface LongReportsOptions {
  /** UTF-16 code units. */
  readonly longerThan?: number;
  readonly limits?: Partial<ProcessLimits>;
}

const open = new Set<{ close(): Promise<void> }>();

/** Ends the processes; what they had in hand fails, and may be tried again. */
export async function closeLongReports(): Promise<void> {
  const pools = [...open];
  open.clear();
  await Promise.all(pools.map((pool) => pool.close()));
}

export function readLongReports({ longerThan = LONG_TEXT, limits }: LongReportsOptions = {}): LongReports {
  const isSource = import.meta.url.endsWith('.ts');
  const pool = new ReaderPool<LongJob, LongAnswer>({
    size: PROCESSES,
    limits: { ...LIMITS, ...limits },
    program: new URL(`./entry.${isSource ? 'ts' : 'js'}`, import.meta.url),
    decorators: isSource,
  });
  open.add(pool);
  return {
    replacer: (here, setup) =>
      replacerBeside(here, {
        longerThan,
        ask: async (request) => {
          const answer = await pool.read({ kind: 'pseudonymize', setup, request });
          return answer.ok ? ok(answer.value as PlainReplaced) : answer;
        },
      }),
    async runUseCases({ text, sections, sentences }, context, chosen) {
      const document = { text, sections, sentences };
      // One that is not of the catalog is not there in a process either.
      const isHere = chosen.some((useCase) => !CATALOG.includes(useCase));
      if (isHere || text.length <= longerThan) return ok(runUseCases(document, context, chosen));
      const useCases = chosen.map(({ id }) => id);
      const answer = await pool.read({ kind: 'use-cases', request: { document, context, useCases } });
      return answer.ok ? ok(answer.value as UseCaseRun) : answer;
    },
  };
}
