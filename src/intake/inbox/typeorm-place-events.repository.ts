import { type EntityManager } from 'typeorm';
import { type PatientKeys, type Remembered } from '../../patients/index.js';
import { type InboundMessage, type IntakeEvent } from '../events.js';
import { type ReportDraft } from '../report.js';
import { LineagesMoved } from './begin-again.js';
import { type InboxDependencies } from './dependencies.js';
import { type DocumentHashes } from './document-hashes.js';
import { lockLineages } from './lock-lineages.js';
import { queueStays } from './stay-changes.js';
import { createIdentityWriter } from './typeorm-identity-events.repository.js';
import { type Incident } from './typeorm-incidents.repository.js';
import { hasReports, keepReplaced } from './typeorm-replaced.repository.js';
import { beginNewDocuments } from './new-documents.js';
import { createReportWriter, type WrittenReport } from './typeorm-report-writer.repository.js';

const AWAIT_HOURS = 72;
const HOUR_SECONDS = 3_600;

type ReportEvent = Extract<IntakeEvent, { kind: 'report' }>;

/** A message in the table, and what was read of it. */
export interface Arrived {
  readonly messageId: string;
  readonly message: Pick<InboundMessage, 'source' | 'receivedAt'>;
  readonly events: readonly IntakeEvent[];
}

export interface Placed {
  /** By message id. */
  readonly reportIds: ReadonlyMap<string, readonly string[]>;
  /** Something may walk now. */
  readonly isQueued: boolean;
  /** To be told after the commit. */
  readonly incidents: readonly Incident[];
}

interface Prepared {
  readonly keys: PatientKeys;
  readonly hashes: DocumentHashes;
  /** The patient with reports of whom this one says that they are somebody else. */
  readonly replacedKey?: string;
}

/** What came of the messages so far. */
interface Course {
  readonly reportIds: Map<string, string[]>;
  readonly lineages: Set<string>;
  readonly waiting: Set<string>;
  readonly stayKeys: Set<string>;
  readonly patientKeys: Set<string>;
  readonly incidents: Incident[];
}

/**
 * Gives what messages say its place: reports in their lineages, identities, stays, jobs. In the caller's transaction, in
 * the order given. Throws MergeRefused, and LineagesMoved where the transaction must begin again.
 */
export function createPlaceEvents(dependencies: InboxDependencies) {
  const { queue, patients, clock, awaitHours = AWAIT_HOURS } = dependencies;
  const reports = createReportWriter(dependencies);
  const writeIdentity = createIdentityWriter(dependencies);

  return async (sql: EntityManager, arrived: readonly Arrived[]): Promise<Placed> => {
    const course: Course = {
      ...{ reportIds: new Map(), lineages: new Set(), waiting: new Set() },
      ...{ stayKeys: new Set(), patientKeys: new Set(), incidents: [] },
    };
    for (const run of runsOf(arrived)) await placeRun(sql, run, course);
    const { reportIds, lineages, waiting, stayKeys, patientKeys, incidents } = course;
    await queue.add(sql, [...lineages]);
    await queue.add(sql, [...waiting], { afterSeconds: awaitHours * HOUR_SECONDS + 1 });
    await queueStays(
      sql,
      { queue, now: clock.now() },
      { lineages: [...lineages], stayKeys: [...stayKeys], patientKeys: [...patientKeys] },
    );
    return { reportIds, isQueued: lineages.size > 0, incidents };
  };

  /** Patients, then documents and lineages, all of the messages': locks are taken in one order by everybody. */
  async function prepare(
    sql: EntityManager,
    told: readonly ReportEvent[],
  ): Promise<ReadonlyMap<ReportEvent, Prepared>> {
    const remembered = await patients.rememberAll(
      sql,
      told.map(({ report }) => report),
    );
    const prepared = new Map<ReportEvent, Prepared>();
    /** Patients with a report of these messages. */
    const met = new Set<string>();
    for (const [at, event] of told.entries()) {
      const keys = remembered[at] as Remembered;
      const { standingKey } = keys;
      // Asked before these messages' own reports are there.
      const isReplaced =
        keys.identity === 'replaced' &&
        standingKey &&
        (met.has(standingKey) || (await hasReports(sql, standingKey)));
      if (standingKey) met.add(standingKey);
      const hashes = reports.hashesOf(event.report);
      prepared.set(event, { keys, hashes, ...(isReplaced && { replacedKey: standingKey }) });
    }
    const names = [...prepared.values()].map(({ hashes: { naming, waitsFor } }) => ({ naming, waitsFor }));
    if (!(await lockLineages(sql, names))) throw new LineagesMoved();
    return prepared;
  }

  async function placeRun(sql: EntityManager, run: readonly Arrived[], course: Course): Promise<void> {
    const prepared = await prepare(
      sql,
      run.flatMap(({ events }) => events.filter((event) => event.kind === 'report')),
    );
    const told = run.flatMap((arrival) =>
      arrival.events.flatMap((event): ToldReport[] => {
        const of = event.kind === 'report' ? prepared.get(event) : undefined;
        return of && event.kind === 'report' ? [{ ...of, draft: event.report, ...arrival }] : [];
      }),
    );
    const begun = await beginNewDocuments(sql, told);
    const written = new Map<ReportDraft, WrittenReport>();
    const first = told.filter((one) => begun.has(one));
    for (const [at, report] of (await reports.writeNew(sql, first)).entries())
      written.set((first[at] as ToldReport).draft, report);
    for (const arrival of run)
      for (const event of arrival.events)
        if (event.kind !== 'report') await placeIdentity(sql, event, arrival, course);
    for (const one of told) {
      const report = written.get(one.draft) ?? (await reports.write(sql, one));
      await note(sql, one, report, course);
    }
  }

  async function placeIdentity(
    sql: EntityManager,
    event: Exclude<IntakeEvent, ReportEvent>,
    { messageId }: Arrived,
    course: Course,
  ): Promise<void> {
    const changed = await writeIdentity(sql, event, messageId);
    for (const key of changed.stayKeys) course.stayKeys.add(key);
    for (const key of changed.patientKeys) course.patientKeys.add(key);
    course.incidents.push(...(changed.incidents ?? []));
  }

  async function note(
    sql: EntityManager,
    { messageId, message, hashes, replacedKey: patientKey }: ToldReport,
    written: WrittenReport,
    course: Course,
  ): Promise<void> {
    course.reportIds.set(messageId, [...(course.reportIds.get(messageId) ?? []), written.id]);
    for (const lineage of written.queued) course.lineages.add(lineage);
    for (const lineage of written.waiting) course.waiting.add(lineage);
    course.incidents.push(...written.incidents);
    if (!patientKey) return;
    const { source } = message;
    const about = { source, reportId: written.id, lineage: written.lineage, document: hashes.own };
    course.incidents.push(await keepReplaced(sql, { at: clock.now(), patientKey, trigger: 'report', about }));
  }
}

/** A report of a message, prepared. */
interface ToldReport extends Prepared, Pick<Arrived, 'messageId' | 'message'> {
  readonly draft: ReportDraft;
}

export type PlaceEvents = ReturnType<typeof createPlaceEvents>;

/** Messages of reports on end go together; one that says something of an identity goes alone, in its turn. */
function runsOf(arrived: readonly Arrived[]): Arrived[][] {
  const runs: Arrived[][] = [];
  let isOpen = false;
  for (const arrival of arrived) {
    const isReports = arrival.events.every(({ kind }) => kind === 'report');
    if (isOpen && isReports) runs.at(-1)?.push(arrival);
    else runs.push([arrival]);
    isOpen = isReports;
  }
  return runs;
}
