import { backoffMs, type HandleBatch, type IncomingRecord, type RecordBatch } from '../../kafka/index.js';
import { type Failure } from '../../kernel/index.js';
import { type Limiter } from './limiter.js';
import { type RecordOutcome } from './process-record.js';

export interface BatchDependencies {
  readonly process: (record: IncomingRecord) => Promise<RecordOutcome>;
  /** Over all partitions of this process. */
  readonly limiter: Limiter;
  /** A record cannot be finished for now: its partition waits. Told once for each attempt. */
  readonly onWaiting: (event: {
    readonly topic: string;
    readonly partition: number;
    readonly failure: Failure;
    readonly attempt: number;
    readonly retryAfterMs: number;
  }) => void;
  /** How many partitions wait now, of a topic. */
  readonly onCount: (event: { readonly topic: string; readonly partitions: number }) => void;
}

/** A partition whose first open record waits. */
interface Waiting {
  attempt: number;
  /** Finished though a record before them is not: they are not done twice. */
  readonly finished: ReadonlySet<string>;
}

/** Offsets are committed after so many records, and at the end of a batch. */
const COMMIT_EVERY = 200;

/**
 * Records of a batch at once, those of one key in their order. What is told done is the longest stretch from the first
 * that is finished; where a record cannot be, the partition waits and begins again with it.
 */
export function createBatchHandler(dependencies: BatchDependencies) {
  const { limiter, process, onWaiting, onCount } = dependencies;
  const waiting = new Map<string, Waiting>();
  const count = (topic: string) => {
    const partitions = [...waiting.keys()].filter(
      (key) => key.slice(0, key.lastIndexOf('/')) === topic,
    ).length;
    onCount({ topic, partitions });
  };

  const handle: HandleBatch = async (batch) => {
    const key = `${batch.topic}/${batch.partition}`;
    const before = waiting.get(key);
    const run = createRun(batch, before?.finished ?? new Set());
    const chains = new Map<string, Promise<void>>();
    const running: Promise<void>[] = [];
    for (const [at, record] of batch.records.entries()) {
      if (run.isFinished(at)) continue;
      await limiter.take();
      if (run.isToEnd()) {
        limiter.give();
        break;
      }
      const chain = record.key === null ? undefined : record.key.toString('base64');
      const work = one(at, record, chain === undefined ? undefined : chains.get(chain));
      running.push(work);
      if (chain !== undefined) chains.set(chain, work);
    }
    await Promise.all(running);
    await run.tellDone();
    const failure = run.failure();
    const { topic, partition } = batch;
    if (!failure) {
      if (waiting.delete(key)) count(topic);
      return {};
    }
    const attempt = run.hasMoved() ? 1 : (before?.attempt ?? 0) + 1;
    waiting.set(key, { attempt, finished: run.finishedBeyond() });
    if (!before) count(topic);
    const retryAfterMs = backoffMs(attempt);
    onWaiting({ topic, partition, failure, attempt, retryAfterMs });
    return { retryAfterMs };

    async function one(at: number, record: IncomingRecord, previous: Promise<void> | undefined) {
      try {
        await previous;
        if (run.isToEnd()) return;
        await run.finish(at, await process(record));
      } finally {
        limiter.give();
      }
    }
  };

  return {
    handle,
    /** Partitions were shared out anew: offsets may be of another topic by the same name. */
    forget() {
      const topics = new Set([...waiting.keys()].map((key) => key.slice(0, key.lastIndexOf('/'))));
      waiting.clear();
      for (const topic of topics) count(topic);
    },
  };
}

/** What became of the records of one batch. */
function createRun(batch: RecordBatch, finishedBefore: ReadonlySet<string>) {
  const finished = batch.records.map(({ offset }) => finishedBefore.has(offset));
  let failed: Failure | undefined;
  /** All before this one are finished. */
  let open = 0;
  let told = 0;

  function advance(): void {
    while (finished[open]) open += 1;
  }

  async function tellDone(): Promise<void> {
    advance();
    const last = batch.records[open - 1];
    if (open === told || !last) return;
    told = open;
    await batch.done(last.offset);
  }

  return {
    isFinished: (at: number) => finished[at] === true,
    isToEnd: () => failed !== undefined || batch.isOver(),
    failure: () => failed,
    hasMoved: () => told > 0,
    async finish(at: number, outcome: RecordOutcome): Promise<void> {
      if (!outcome.done) {
        failed ??= outcome.failure;
        return;
      }
      finished[at] = true;
      advance();
      if (open - told >= COMMIT_EVERY) void tellDone();
    },
    tellDone,
    finishedBeyond: () =>
      new Set(batch.records.flatMap(({ offset }, at) => (at >= open && finished[at] ? [offset] : []))),
  };
}
