import { type EntityManager } from 'typeorm';
import { type ReportDraft } from '../report.js';
import { draftFromBytes } from '../sealed-draft.js';
import { LineagesMoved } from './begin-again.js';
import { type InboxDependencies } from './dependencies.js';
import { type createAbsorb } from './typeorm-absorb.repository.js';
import { type createFindLineages, type WhoseLineageIs } from './find-lineages.js';
import { eventsOf, nextVersion, rememberKeys } from './lineage-rows.js';
import { ANOTHER_PATIENT, lockLineages } from './lock-lineages.js';
import { keysToRemember, type Naming, nowKnown } from './lineage-ties.js';
import { noLongerHeld, placeReport, type SetAside } from './place-report.js';
import { standingOf } from './standing.js';
import { COLUMNS, namingOf, type StillWaiting, type WaitingRow } from './waiting-rows.js';
import { type Incident, keepIncident } from './typeorm-incidents.repository.js';

export interface Arrived {
  readonly naming: Naming;
  readonly lineage: string;
  /** Its message is the first of the lineage. */
  readonly isNew: boolean;
}

interface Resumed {
  readonly queued: string[];
  readonly waiting: string[];
  readonly incidents: Incident[];
}

interface Means {
  readonly findLineages: ReturnType<typeof createFindLineages>;
  readonly whoseLineage: WhoseLineageIs;
  readonly absorb: ReturnType<typeof createAbsorb>;
}

/** Lets what waited for a document find its place in the lineage, and what waited for that, and so on. */
export function createResume(
  { cipher, clock }: Pick<InboxDependencies, 'cipher' | 'clock'>,
  { findLineages, whoseLineage, absorb }: Means,
) {
  return {
    async resume(sql: EntityManager, { naming, lineage, isNew }: Arrived): Promise<Resumed> {
      const resumed: Resumed = { queued: [], waiting: [], incidents: [] };
      await joinAll(sql, naming, lineage, resumed);
      if (isNew) await cancelNeverGiven(sql, lineage);
      await settleLineage(sql, lineage, resumed);
      return resumed;
    },

    /**
     * A person lets a report go that waits: a replacement goes on without the version it replaces, and what belonged to
     * another patient goes on if a merge has made it the same one. Nothing else can. The lineages with something to walk.
     * Throws LineagesMoved: the transaction begins again.
     */
    async release(sql: EntityManager, reportId: string): Promise<readonly string[]> {
      await lockWaiting(sql, reportId);
      const rows: StillWaiting[] = await sql.query(
        `SELECT ${COLUMNS}, waits_for
         FROM passerelle.report WHERE id = $1 AND waits_for <> '{}' FOR UPDATE`,
        [reportId],
      );
      const [row] = rows;
      const lineage = row && (await whereItGoes(sql, row));
      if (!row || lineage === undefined) return [];
      const resumed: Resumed = { queued: [], waiting: [], incidents: [] };
      if (await join(sql, row, lineage, resumed)) await joinAll(sql, namingOf(row), lineage, resumed);
      await settleLineage(sql, lineage, resumed);
      return resumed.queued;
    },
  };

  /** Documents and lineages before rows, as messages do that arrive. */
  async function lockWaiting(sql: EntityManager, reportId: string): Promise<void> {
    const [row]: StillWaiting[] = await sql.query(
      `SELECT ${COLUMNS}, waits_for FROM passerelle.report WHERE id = $1 AND waits_for <> '{}'`,
      [reportId],
    );
    if (!row) return;
    const isLocked = await lockLineages(sql, [{ naming: namingOf(row), waitsFor: row.waits_for }]);
    if (!isLocked) throw new LineagesMoved();
  }

  /**
   * None where it cannot go. Where its document is now: the lineage it waits in may have been left since for another
   * one, and what is said there is a withdrawal.
   */
  async function whereItGoes(sql: EntityManager, row: StillWaiting): Promise<string | undefined> {
    const { identity, isWrongPatient } = draftOf(row);
    const { lineage, isOthers } = await findLineages(sql, {
      ...{ naming: namingOf(row), waitsFor: [], otherwise: row.lineage, identity, isWrongPatient },
    });
    const isFree = row.waits_for.includes(ANOTHER_PATIENT)
      ? !isOthers && (await whoseLineage(sql, lineage, identity)) !== 'another'
      : row.action === 'replacement' && row.forms.length > 0 && !(await isParentHere(sql, row.waits_for));
    return isFree ? lineage : undefined;
  }

  /** The version before it waits too: that one goes first. */
  async function isParentHere(sql: EntityManager, documents: readonly string[]): Promise<boolean> {
    const rows: unknown[] = await sql.query(
      `SELECT 1 FROM passerelle.report WHERE document_hash = ANY($1) AND action IN ('replacement', 'addendum') LIMIT 1`,
      [documents],
    );
    return rows.length > 0;
  }

  function draftOf({ id, content_sealed: sealed }: WaitingRow): ReportDraft {
    return draftFromBytes(cipher.open(sealed, `report:${id}`));
  }

  async function joinAll(
    sql: EntityManager,
    first: Naming,
    lineage: string,
    resumed: Resumed,
  ): Promise<void> {
    const arrived = [first];
    for (const naming of arrived) {
      for (const row of await waitingFor(sql, naming)) {
        if (await join(sql, row, lineage, resumed)) arrived.push(namingOf(row));
      }
    }
  }

  async function settleLineage(sql: EntityManager, lineage: string, resumed: Resumed): Promise<void> {
    const events = await eventsOf(sql, lineage);
    const held = events.filter(({ state }) => state === 'held').map(({ version }) => version);
    for (const one of noLongerHeld(held, events)) await setAside(sql, lineage, one);
    if (events.some(({ state }) => state === 'received')) resumed.queued.push(lineage);
  }

  async function waitingFor(sql: EntityManager, naming: Naming): Promise<WaitingRow[]> {
    const { here, named } = nowKnown(naming);
    if (here.length === 0) return [];
    return sql.query(
      `SELECT ${COLUMNS} FROM passerelle.report
       WHERE waits_for && $1::text[] OR (action <> 'status' AND waits_for && $2::text[])
       ORDER BY received_at, version FOR UPDATE`,
      [here, named],
    );
  }

  async function join(
    sql: EntityManager,
    row: WaitingRow,
    lineage: string,
    resumed: Resumed,
  ): Promise<boolean> {
    const { identity, isWrongPatient } = draftOf(row);
    const naming = namingOf(row);
    const found = await findLineages(sql, {
      ...{ naming, waitsFor: [], otherwise: lineage, identity, isWrongPatient },
      into: lineage,
    });
    // Only a CDA tied it to what came, and not of its own patient: it waits on.
    if (found.isWaiting) return false;
    if (found.isOthers || found.spared) {
      const other = found.spared ?? found.lineage;
      const about = { source: row.source, reportId: row.id, lineage: other, document: row.document_hash };
      resumed.incidents.push(await keepIncident(sql, { at: clock.now(), code: 'PATIENT_DIFFERS', ...about }));
    }
    if (found.isOthers) {
      await park(sql, row, found.lineage);
      resumed.waiting.push(found.lineage);
      return false;
    }
    const stood = found.left.length > 0 ? await eventsOf(sql, lineage) : undefined;
    for (const left of found.left) await absorb.move(sql, left, lineage);
    const before = await eventsOf(sql, lineage);
    await move(sql, row.id, lineage, []);
    for (const left of found.left) {
      await absorb.withdraw(sql, left, row.id);
      resumed.queued.push(left);
    }
    const event = (await eventsOf(sql, lineage)).find(
      (one) => !before.some(({ version }) => version === one.version),
    );
    if (!event) throw new Error('a report that was moved into a lineage is not there');
    const { state, reason } = placeReport(event, before, stood);
    await settle(sql, row.id, state, reason ?? null);
    await rememberKeys(sql, keysToRemember(naming, found.sparedIds), lineage);
    return true;
  }

  async function park(sql: EntityManager, row: WaitingRow, lineage: string): Promise<void> {
    await move(sql, row.id, lineage, [ANOTHER_PATIENT]);
    await settle(sql, row.id, 'parked', 'PATIENT_DIFFERS');
  }

  async function move(
    sql: EntityManager,
    id: string,
    lineage: string,
    waitsFor: readonly string[],
  ): Promise<void> {
    await sql.query(`UPDATE passerelle.report SET lineage = $2, version = $3, waits_for = $4 WHERE id = $1`, [
      ...[id, lineage, await nextVersion(sql, lineage), waitsFor],
    ]);
  }

  async function settle(sql: EntityManager, id: string, state: string, code: string | null): Promise<void> {
    await sql.query(
      `WITH moved AS (
         UPDATE passerelle.report SET state = $2, failure_code = $3, failure_class = NULL, failure_message = NULL,
           failing_since = NULL, state_since = $4 WHERE id = $1 RETURNING id
       )
       INSERT INTO passerelle.report_event (report_id, at, step, code) SELECT id, $4, $2, $3 FROM moved`,
      [id, state, code, clock.now()],
    );
  }

  async function setAside(sql: EntityManager, lineage: string, { version, reason }: SetAside): Promise<void> {
    const rows: { id: string }[] = await sql.query(
      `SELECT id FROM passerelle.report WHERE lineage = $1 AND version = $2`,
      [lineage, version],
    );
    for (const { id } of rows) await settle(sql, id, 'cancelled', reason);
  }

  /** A document whose deletion waited for it is never given out: neither walks. */
  async function cancelNeverGiven(sql: EntityManager, lineage: string): Promise<void> {
    const events = await eventsOf(sql, lineage);
    if (standingOf(events).kind !== 'deleted') return;
    for (const { version } of events.filter(({ state }) => state === 'received'))
      await setAside(sql, lineage, { version, reason: 'DELETED_BEFORE' });
  }
}
