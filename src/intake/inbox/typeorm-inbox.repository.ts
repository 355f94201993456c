import { createHash, randomUUID } from 'node:crypto';
import { type EntityManager } from 'typeorm';
import { type Failure, ok, type Result } from '../../kernel/index.js';
import {
  type Answer,
  type InboundMessage,
  type Inbox,
  type IntakeEvent,
  type KeptMessage,
} from '../events.js';
import { intakeFailure } from '../failures.js';
import { beginAgain, LineagesMoved } from './begin-again.js';
import { type InboxDependencies } from './dependencies.js';
import { type DocumentHashes } from './document-hashes.js';
import { lockLineages } from './lock-lineages.js';
import { type PatientKeys } from '../../patients/index.js';
import { queueStays } from './stay-changes.js';
import { createIdentityWriter, MergeRefused } from './typeorm-identity-events.repository.js';
import { type Incident } from './typeorm-incidents.repository.js';
import { hasReports, keepReplaced } from './typeorm-replaced.repository.js';
import { createReportWriter } from './typeorm-report-writer.repository.js';

/** Codes whose answer is given again; after AE or CE a message is processed again. */
const FINAL_CODES: readonly string[] = ['AA', 'CA', 'AR', 'CR'];
const UNIQUE_VIOLATION = '23505';
const AWAIT_HOURS = 72;
const HOUR_SECONDS = 3_600;

/** The inbox in PostgreSQL: message, reports, patients and jobs in one transaction. */
export function createInbox(dependencies: InboxDependencies): Inbox {
  const { dataSource, queue, patients, cipher, clock, awaitHours = AWAIT_HOURS, onIncident } = dependencies;
  const reports = createReportWriter(dependencies);
  const writeIdentity = createIdentityWriter(dependencies);

  async function answerFor(message: InboundMessage): Promise<Answer | undefined> {
    const rows: { answer_code: Answer['code']; answer: Buffer }[] = await dataSource.query(
      `SELECT answer_code, answer FROM passerelle.message
       WHERE source = $1 AND sender = $2 AND control_id = $3 AND body_hash = $4 AND answer_code = ANY($5)`,
      [message.source, message.sender, message.controlId, bodyHash(message), FINAL_CODES],
    );
    return rows[0] && { code: rows[0].answer_code, bytes: rows[0].answer };
  }

  async function writeMessage(
    sql: EntityManager,
    message: InboundMessage,
    answer: Answer,
    failure?: Failure,
  ) {
    const id = randomUUID();
    await sql.query(
      `INSERT INTO passerelle.message
         (id, source, sender, control_id, type, body_hash, raw_sealed, received_at, answer_code, answer,
          failure_code, failure_class, failure_message)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
      [
        ...[id, message.source, message.sender, message.controlId, message.type, bodyHash(message)],
        ...[
          cipher.seal(message.raw.reveal(), `message:${id}`),
          message.receivedAt,
          answer.code,
          answer.bytes,
        ],
        ...[failure?.code ?? null, failure?.class ?? null, failure?.message ?? null],
      ],
    );
    return id;
  }

  /** Patients, then documents and lineages, all of the message's: locks are taken in one order by every message. */
  async function prepare(
    sql: EntityManager,
    events: readonly IntakeEvent[],
  ): Promise<ReadonlyMap<IntakeEvent, Prepared>> {
    const told = events.filter((event) => event.kind === 'report');
    const patientOf = ({ report }: (typeof told)[number]) =>
      patients.keysOf(report.identity, report.stay).patientKey ?? '';
    const inOrder = told.map((event) => ({ event, patient: patientOf(event) }));
    inOrder.sort((a, b) => (a.patient < b.patient ? -1 : Number(a.patient > b.patient)));
    const prepared = new Map<IntakeEvent, Prepared>();
    for (const { event } of inOrder) {
      const keys = await patients.remember(sql, event.report.identity, event.report.stay);
      const { standingKey } = keys;
      // Asked before this message's own reports are there.
      const isReplaced = keys.identity === 'replaced' && standingKey && (await hasReports(sql, standingKey));
      const hashes = reports.hashesOf(event.report);
      prepared.set(event, { keys, hashes, ...(isReplaced && { replacedKey: standingKey }) });
    }
    const messages = [...prepared.values()].map(({ hashes: { naming, waitsFor } }) => ({ naming, waitsFor }));
    if (!(await lockLineages(sql, messages))) throw new LineagesMoved();
    return prepared;
  }

  async function writeEvents(
    sql: EntityManager,
    messageId: string,
    message: InboundMessage,
    events: readonly IntakeEvent[],
  ) {
    const reportIds: string[] = [];
    const lineages = new Set<string>();
    const waiting = new Set<string>();
    const incidents: Incident[] = [];
    const told = { stayKeys: new Set<string>(), patientKeys: new Set<string>() };
    const placed = await prepare(sql, events);
    for (const event of events) {
      if (event.kind !== 'report') {
        const changed = await writeIdentity(sql, event, messageId);
        for (const key of changed.stayKeys) told.stayKeys.add(key);
        for (const key of changed.patientKeys) told.patientKeys.add(key);
        incidents.push(...(changed.incidents ?? []));
        continue;
      }
      const { keys, hashes, replacedKey: patientKey } = placed.get(event) as Prepared;
      const written = await reports.write(sql, { draft: event.report, hashes, message, messageId, keys });
      reportIds.push(written.id);
      for (const lineage of written.queued) lineages.add(lineage);
      for (const lineage of written.waiting) waiting.add(lineage);
      incidents.push(...written.incidents);
      if (patientKey) {
        const { source } = message;
        const about = { source, reportId: written.id, lineage: written.lineage, document: hashes.own };
        incidents.push(await keepReplaced(sql, { at: clock.now(), patientKey, trigger: 'report', about }));
      }
    }
    await queue.add(sql, [...lineages]);
    await queue.add(sql, [...waiting], { afterSeconds: awaitHours * HOUR_SECONDS + 1 });
    await queueStays(
      sql,
      { queue, now: clock.now() },
      { lineages: [...lineages], stayKeys: [...told.stayKeys], patientKeys: [...told.patientKeys] },
    );
    return { reportIds, queued: lineages.size > 0, incidents };
  }

  return {
    answerFor,
    async keep(message, events, answer) {
      return attempt(
        async () => {
          const kept = await beginAgain(() =>
            dataSource.transaction(async (sql) => {
              const messageId = await writeMessage(sql, message, answer);
              return { messageId, ...(await writeEvents(sql, messageId, message, events)) };
            }),
          );
          if (kept.queued) queue.nudge();
          for (const incident of kept.incidents) onIncident?.(incident);
          return { messageId: kept.messageId, reportIds: kept.reportIds };
        },
        () => keptBefore(message),
      );
    },
    async refuse(message, failure, answer) {
      return attempt(
        () =>
          dataSource.transaction(async (sql) => ({
            messageId: await writeMessage(sql, message, answer, failure),
            reportIds: [],
          })),
        () => keptBefore(message),
      );
    },
  };

  /** The same message came twice at the same moment, on two sockets: the other one kept it. */
  async function keptBefore(message: InboundMessage): Promise<KeptMessage> {
    const rows: { id: string; report_id: string | null }[] = await dataSource.query(
      `SELECT m.id, r.id AS report_id FROM passerelle.message m
       LEFT JOIN passerelle.report r ON r.message_id = m.id
       WHERE m.source = $1 AND m.sender = $2 AND m.control_id = $3 AND m.body_hash = $4
         AND m.answer_code = ANY($5)`,
      [message.source, message.sender, message.controlId, bodyHash(message), FINAL_CODES],
    );
    return {
      messageId: rows[0]?.id ?? '',
      reportIds: rows.flatMap(({ report_id: id }) => (id ? [id] : [])),
    };
  }

  async function attempt(
    write: () => Promise<KeptMessage>,
    whenRepeated: () => Promise<KeptMessage>,
  ): Promise<Result<KeptMessage>> {
    try {
      return ok(await write());
    } catch (error) {
      if (error instanceof MergeRefused) return { ok: false, failure: error.failure };
      const { code } = error as { code?: string };
      if (
        code === UNIQUE_VIOLATION &&
        String((error as { constraint?: string }).constraint) === 'message_answered'
      ) {
        return ok(await whenRepeated());
      }
      return intakeFailure(
        'INBOX_UNAVAILABLE',
        `the inbox could not keep the message (${code ?? 'no code'})`,
      );
    }
  }
}

interface Prepared {
  readonly keys: PatientKeys;
  readonly hashes: DocumentHashes;
  /** The patient with reports of whom this one says that they are somebody else. */
  readonly replacedKey?: string;
}

const bodyHash = (message: InboundMessage): string =>
  createHash('sha256').update(message.raw.reveal()).digest('hex');
