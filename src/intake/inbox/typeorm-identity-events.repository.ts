import { type EntityManager } from 'typeorm';
import { type Queue } from '../../database/index.js';
import { type Clock, type Failure } from '../../kernel/index.js';
import { type Patients, type Remembered } from '../../patients/index.js';
import { type IntakeEvent } from '../events.js';
import { STAY_QUIET_SECONDS } from './stay-changes.js';
import { type Incident, keepIncident, sourceOf } from './typeorm-incidents.repository.js';
import { createReferral } from './typeorm-referred.repository.js';
import { hasReports, keepReplaced } from './typeorm-replaced.repository.js';

export type IdentityEvent = Exclude<IntakeEvent, { kind: 'report' }>;

/** Patients and stays an event changed: their stays walk again. */
export interface Changed {
  readonly stayKeys: readonly string[];
  readonly patientKeys: readonly string[];
  /** What a person must look at. */
  readonly incidents?: readonly Incident[];
}

/** A merge that contradicts what is known: nothing of its message is kept as done. */
export class MergeRefused extends Error {
  override readonly name = 'MergeRefused';
  constructor(readonly failure: Failure) {
    super(failure.code);
  }
}

/** Jobs of merges stand in the queue of the lineages, under this prefix and the key of the identity that went. */
export const MERGE_JOB = 'merge:';
/** And of identities that were corrected, under this one and the key of the identity. */
export const PATIENT_JOB = 'patient:';

interface Dependencies {
  readonly queue: Pick<Queue, 'add'>;
  readonly patients: Patients;
  readonly clock: Clock;
}

/** Writes what an ADT message says, inside the message's transaction. Throws MergeRefused. */
export function createIdentityWriter({ queue, patients, clock }: Dependencies) {
  const refer = createReferral({ patients, clock });
  return async (sql: EntityManager, event: IdentityEvent, messageId: string): Promise<Changed> => {
    if (event.kind === 'merge') return merge(sql, event, messageId);
    if (event.kind === 'referred')
      return { stayKeys: [], patientKeys: [], incidents: await refer(sql, event, messageId) };
    const told = await patients.remember(sql, event);
    const { stayKey, patientKey } = told;
    const incidents = await correct(sql, told, { messageId, trigger: event.trigger });
    // What is said of a patient alone (A28, A31) changes all their stays.
    if (stayKey) return { stayKeys: [stayKey], patientKeys: [], incidents };
    return { stayKeys: [], patientKeys: patientKey ? [patientKey] : [], incidents };
  };

  /** The Patient follows its identity; where that has become somebody else's, a person is told instead. */
  async function correct(
    sql: EntityManager,
    { standingKey, identity }: Pick<Remembered, 'standingKey' | 'identity'>,
    { messageId, trigger }: Telling,
  ): Promise<Incident[]> {
    if (!standingKey || identity === 'same' || !(await hasReports(sql, standingKey))) return [];
    if (identity === 'changed') {
      await queue.add(sql, [PATIENT_JOB + standingKey], { afterSeconds: STAY_QUIET_SECONDS });
      return [];
    }
    const about = { source: await sourceOf(sql, messageId), messageId };
    return [await keepReplaced(sql, { at: clock.now(), patientKey: standingKey, trigger, about })];
  }

  async function merge(
    sql: EntityManager,
    { trigger, statement, ordinal }: Extract<IdentityEvent, { kind: 'merge' }>,
    messageId: string,
  ): Promise<Changed> {
    const merged = await patients.merge(sql, statement);
    if (!merged.ok) throw new MergeRefused({ ...merged.failure, ...(ordinal && { ordinal }) });
    const { patientKey, absorbed, isReplaced } = merged.value;
    const replaced = isReplaced
      ? await correct(sql, { standingKey: patientKey, identity: 'replaced' }, { messageId, trigger })
      : [];
    if (absorbed.length === 0) return { stayKeys: [], patientKeys: [patientKey], incidents: replaced };
    const event = [clock.now(), messageId, trigger, patientKey, absorbed];
    await sql.query(
      `INSERT INTO passerelle.identity_event (at, code, message_id, trigger, patient_key, absorbed_key)
       SELECT $1, CASE $3 WHEN 'A47' THEN 'IDENTIFIER_CHANGED' ELSE 'IDENTITY_MERGED' END, $2, $3, $4, key
       FROM unnest($5::text[]) AS key`,
      event,
    );
    const incidents = [...replaced, ...(await leaveResults(sql, event))];
    await queue.add(sql, absorbed.map((key) => MERGE_JOB + key).concat(PATIENT_JOB + patientKey));
    return { stayKeys: [], patientKeys: [patientKey, ...absorbed], incidents };
  }
}

interface Telling {
  readonly messageId: string;
  readonly trigger: string;
}

interface Left {
  readonly source: string;
  readonly lineage: string;
  readonly document_hash: string;
  readonly report_id: string;
}

const LEFT = 'RESULTS_UNDER_MERGED_IDENTITY';

/** What went out under the absorbed identity, or is about to, stays there: an operator is told of each report. */
async function leaveResults(sql: EntityManager, event: readonly unknown[]): Promise<Incident[]> {
  const left: Left[] = await sql.query(
    `WITH left_there AS (
       SELECT r.id AS report_id, r.patient_key, r.source, r.lineage, r.document_hash FROM passerelle.report r
       WHERE r.patient_key = ANY($5::text[]) AND r.action <> 'deletion'
         AND EXISTS (SELECT 1 FROM passerelle.delivery_outbox o
                     WHERE o.report_id = r.id::text AND o.state IN ('pending', 'sent', 'failed'))
     ), told AS (
       INSERT INTO passerelle.identity_event (at, code, message_id, trigger, patient_key, absorbed_key, report_id)
       SELECT $1, '${LEFT}', $2, $3, $4, patient_key, report_id FROM left_there
     )
     SELECT report_id, source, lineage, document_hash FROM left_there`,
    [...event],
  );
  const incidents: Incident[] = [];
  for (const { report_id: reportId, source, lineage, document_hash: document } of left) {
    const about = { at: event[0] as Date, code: LEFT, source, reportId, lineage, document } as const;
    incidents.push(await keepIncident(sql, { ...about, messageId: event[1] as string }));
  }
  return incidents;
}
