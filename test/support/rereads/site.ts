import { createHash } from 'node:crypto';
import { migrateQueue, openQueue } from '../../../src/database/index.js';
import { type Document, joinDocuments } from '../../../src/document/index.js';
import { createInbox, type Report, type ReportDraft, STAY_JOB } from '../../../src/intake/index.js';
import { failed, type Failure, ok, type Result, sensitive, systemClock } from '../../../src/kernel/index.js';
import { createMetrics, silentLogger } from '../../../src/observability/index.js';
import { createPatients } from '../../../src/patients/index.js';
import {
  assemblePseudonymizer,
  createReadingRooms,
  createRereadRequests,
  type RereadSelection,
  selectCatalog,
  type Stages,
} from '../../../src/pipeline/index.js';
import { readerOfParts } from '../../../src/pipeline/reader-versions.js';
import { REREAD_JOB } from '../../../src/pipeline/reread-log.js';
import { createRereadHandler } from '../../../src/pipeline/reread-worker.js';
import { createJourneys } from '../../../src/pipeline/typeorm-journey.repository.js';
import { createReportLog } from '../../../src/pipeline/typeorm-reports.repository.js';
import { createRereadFeeder } from '../../../src/pipeline/typeorm-reread-runs.repository.js';
import { createRereadLog } from '../../../src/pipeline/typeorm-rereads.repository.js';
import { createLineageHandler } from '../../../src/pipeline/worker.js';
import { createMemoryVault } from '../../../src/pseudonymization/index.js';
import { DEMONSTRATION_KEYS } from '../../../src/security/index.js';
import { segment } from '../../../src/text/index.js';
import { aDraft, aMessage } from '../builders/report.js';
import { createTestDatabase } from '../database/database.js';
import { thePolicy } from '../pseudonymization/index.js';
import { testCipher, testHash } from '../keys.js';

const POLICY = thePolicy();
const ACCEPTED = { code: 'AA' as const, bytes: Buffer.from('MSH|ack') };

/** More than any test has: jobs that come back for ever are a fault. */
const MOST_JOBS = 200;

/** What a version of the fake reader makes of a payload. */
export type Reading = (text: string) => string | Failure;

/** A reader whose version is what the test says, and a worker around it: the rest of the corridor is the service's. */
export async function openSite() {
  const database = await createTestDatabase();
  await migrateQueue(database.url);
  const queue = await openQueue({ url: database.url, onError: () => undefined });
  const { dataSource } = database;
  const clock = systemClock;
  const metrics = createMetrics();
  const patients = createPatients({ cipher: testCipher, hash: testHash('patients'), clock });
  const common = { dataSource, queue, patients, cipher: testCipher, clock };
  const inbox = createInbox({ ...common, hash: testHash('inbox') });
  const requests = createRereadRequests(common);

  /** The process as it runs now: restarted with another version of its reader by `upgrade`. */
  const reader = { version: '1', reads: (text: string): string | Failure => text };
  /** What happens at a moment of a walk; each once. */
  const moments: Partial<Record<'reading' | 'delivering', (() => Promise<unknown>) | undefined>> = {};
  const delivered: { readonly id: string; readonly version: number; readonly text: string }[] = [];
  const read: string[] = [];

  const readPart = (text: string): Result<Document> => {
    const made = reader.reads(text);
    if (typeof made !== 'string') return failed(made);
    const hash = createHash('sha256').update(made, 'utf8').digest('hex');
    const identity = { id: 'pdf-text-layer', version: reader.version };
    return ok({ text: sensitive(made), reader: identity, hash, ...segment(made) });
  };
  const real = createReadingRooms({
    pseudonymizer: assemblePseudonymizer({
      ...{ policy: POLICY, vault: createMemoryVault(), keys: DEMONSTRATION_KEYS },
    }),
    ...{ useCases: selectCatalog(['tumor-biomarkers']), logger: silentLogger },
  });
  const prepared = new Map<string, Stages>();
  const once = async (moment: keyof typeof moments) => {
    const happens = moments[moment];
    moments[moment] = undefined;
    await happens?.();
  };
  const rooms = {
    ...real,
    async read({ id, payloads, addenda = [] }: Report): Promise<Result<Document>> {
      read.push(id);
      await once('reading');
      const parts: Document[] = [];
      for (const [form] of [payloads, ...addenda]) {
        const part = readPart(form?.content.reveal().toString('utf8') ?? '');
        if (!part.ok) return part;
        parts.push(part.value);
      }
      const [first, ...others] = parts as [Document];
      return ok({ ...joinDocuments(first, ...others), reader: readerOfParts(parts) });
    },
    prepare: async ({ id }: Report, stages: Stages) => (prepared.set(id, stages), ok(undefined)),
    prepareRetraction: async ({ id }: Report) => (prepared.delete(id), ok(undefined)),
    prepareSuspension: async ({ id }: Report) => (prepared.delete(id), ok(undefined)),
    async deliver({ id, version }: Report) {
      await once('delivering');
      delivered.push({ id, version, text: prepared.get(id)?.document.text.reveal() ?? '' });
      return ok({ resources: 1 });
    },
  };

  const worker = () => {
    const journeyOf = createJourneys(common);
    const running = new Map([['pdf-text-layer', reader.version]]);
    const rereads = createRereadLog(common);
    return {
      lineages: createLineageHandler({
        ...{
          reports: createReportLog({ ...common, journeyOf }),
          rooms,
          logger: silentLogger,
          metrics,
          clock,
        },
        ...{ giveUpAfterHours: 72, awaitHours: 72 },
        readAgain: createRereadHandler({ rereads, rooms, running, logger: silentLogger, metrics, clock }),
      }),
      feeder: createRereadFeeder({ ...common, running }),
    };
  };
  const rows = <T = Record<string, unknown>>(sql: string, values: unknown[] = []): Promise<T[]> =>
    dataSource.query(sql, values);
  const lineageOf = async (id: string) =>
    String((await rows('SELECT lineage FROM passerelle.report WHERE id = $1', [id]))[0]?.lineage);

  /** Runs every job that waits, urgent ones first, until none is left; those of stays are only counted. */
  async function work(signal = new AbortController().signal): Promise<void> {
    for (let ran = 0; ran < MOST_JOBS; ran++) {
      const [job] = await rows<{ id: string; lineage: string }>(
        `SELECT id, data->>'lineage' AS lineage FROM queue.job WHERE state = 'created'
           AND data->>'lineage' NOT LIKE $1 AND start_after < now() + interval '1 hour'
         ORDER BY priority DESC, created_on LIMIT 1`,
        [`${STAY_JOB}%`],
      );
      if (!job) return;
      await rows('DELETE FROM queue.job WHERE id = $1', [job.id]);
      const { lineages, feeder } = worker();
      const outcome = job.lineage.startsWith(REREAD_JOB)
        ? await feeder(job.lineage.slice(REREAD_JOB.length), signal)
        : await lineages(job.lineage, signal);
      // What comes back comes back after a while: what else waits goes first.
      if (outcome !== 'done')
        await dataSource.transaction((sql) => queue.add(sql, [job.lineage], { priority: -2 }));
      if (signal.aborted) return;
    }
    throw new Error('the jobs do not end');
  }

  return {
    rows,
    queue,
    requests,
    reader,
    moments,
    delivered,
    read,
    metrics,
    lineageOf,
    work,
    feed: (id: string) => worker().feeder(id, new AbortController().signal),
    close: async () => {
      await queue.stop(1);
      await database.drop();
    },
    upgrade(version: string, reads: Reading): void {
      Object.assign(reader, { version, reads });
    },
    async keep(over: Partial<ReportDraft> & { readonly text?: string } = {}): Promise<string> {
      const { text = 'HER2 : score 3+', ...draft } = over;
      const content = { contentType: 'application/pdf' as const, content: sensitive(Buffer.from(text)) };
      const report = aDraft({ payloads: [content], ...draft });
      const kept = await inbox.keep(aMessage(), [{ kind: 'report', report }], ACCEPTED);
      if (!kept.ok) throw new Error(kept.failure.message);
      return String(kept.value.reportIds[0]);
    },
    /** Asks, works until all is done, and says how it went. */
    async reread(selection: RereadSelection = {}, dryRun = false) {
      const { id } = await requests.ask(selection, { dryRun });
      await work();
      const status = await requests.status(id);
      if (!status) throw new Error('the reread is not there');
      return status;
    },
    /** State of the report, the reader kept beside its text, its steps after the last `received`. */
    async report(id: string) {
      const [row] = await rows<{ state: string; reader: string; steps: string[] }>(
        `SELECT state, journey.reader || ' ' || journey.reader_version AS reader, array(
           SELECT step || coalesce(' ' || code, '') FROM passerelle.report_event AS e
           WHERE e.report_id = report.id ORDER BY seq) AS steps
         FROM passerelle.report LEFT JOIN passerelle.journey ON report_id = id WHERE id = $1`,
        [id],
      );
      return row;
    },
  };
}
