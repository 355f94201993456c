import { randomUUID } from 'node:crypto';
import { type EntityManager } from 'typeorm';
import { type PatientKeys } from '../../patients/index.js';
import { type InboundMessage } from '../events.js';
import { type IncidentCode, type SetAsideCode } from '../failures.js';
import { type ReportDraft } from '../report.js';
import { draftToBytes } from '../sealed-draft.js';
import { type InboxDependencies } from './dependencies.js';
import { createAbsorb } from './typeorm-absorb.repository.js';
import { type DocumentHashes, documentHashes, isSigned } from './document-hashes.js';
import { type LineageEvent } from './lineage-event.js';
import { eventsOf, nextVersion, rememberAllKeys, rememberKeys } from './lineage-rows.js';
import { keysToRemember } from './lineage-ties.js';
import { ANOTHER_PATIENT } from './lock-lineages.js';
import { createFindLineages } from './find-lineages.js';
import { type Placement, placeReport, waitingReason } from './place-report.js';
import { formsOf } from './sealed-forms.js';
import { type Incident, keepIncident } from './typeorm-incidents.repository.js';
import { createPatientCheck } from './typeorm-patient-check.repository.js';
import { createResume } from './typeorm-resume.repository.js';

/** Under this purpose a document id is looked up, whoever gave it. */
export const DOCUMENT_SEARCH = 'document-search';

export interface Arrival {
  readonly draft: ReportDraft;
  readonly hashes: DocumentHashes;
  readonly message: Pick<InboundMessage, 'source' | 'receivedAt'>;
  readonly messageId: string;
  readonly keys: PatientKeys;
}

export interface WrittenReport {
  readonly id: string;
  readonly lineage: string;
  /** Lineages with something to walk. */
  readonly queued: readonly string[];
  /** Lineages with something that waits, to be looked at after the time-out. */
  readonly waiting: readonly string[];
  readonly incidents: readonly Incident[];
}

/** Where a report goes: into a lineage, or aside until one of `waitsFor` has come. */
interface Place {
  readonly lineage: string;
  readonly waitsFor: readonly string[];
  readonly placement: Placement;
  readonly version: number;
}

const parked = (reason: SetAsideCode): Placement => ({ state: 'parked', reason });

/** A report as it is written, with where it stands. */
export interface Written {
  readonly id: string;
  readonly arrival: Arrival;
  readonly lineage: string;
  readonly version: number;
  readonly placement: Placement;
  readonly waitsFor: readonly string[];
  readonly event: LineageEvent;
}

/** Gives a report its place in its lineage and writes it, inside the message's transaction. */
export function createReportWriter(dependencies: InboxDependencies) {
  const { cipher, hash, clock, patients } = dependencies;
  const whoseLineage = createPatientCheck(patients);
  const absorb = createAbsorb(dependencies);
  const findLineages = createFindLineages(whoseLineage);
  const { resume } = createResume(dependencies, { findLineages, whoseLineage, absorb });

  return {
    hashesOf: (draft: ReportDraft): DocumentHashes => documentHashes(hash, draft),
    write,
    writeNew,
  };

  /** First versions of documents nothing is known of, each the beginning of its lineage: all of them at once. */
  async function writeNew(sql: EntityManager, arrivals: readonly Arrival[]): Promise<WrittenReport[]> {
    const written = arrivals.map((arrival): Written => {
      const { draft, message, hashes } = arrival;
      const event = eventOf(draft, message, hashes, 1);
      const place = { lineage: hashes.newLineage, version: 1, waitsFor: [] };
      return { ...place, id: randomUUID(), placement: placeReport(event, []), event, arrival };
    });
    if (written.length === 0) return [];
    await writeRows(sql, written);
    await rememberAllKeys(
      sql,
      written.map(({ lineage, arrival: { hashes } }) => ({
        lineage,
        keys: keysToRemember(hashes.naming, undefined),
      })),
    );
    return written.map(({ id, lineage, placement }) => ({
      ...{ id, lineage, waiting: [], incidents: [] },
      queued: placement.state === 'received' ? [lineage] : [],
    }));
  }

  /** Its documents and lineages are locked. */
  async function write(sql: EntityManager, arrival: Arrival): Promise<WrittenReport> {
    const { draft, message, hashes } = arrival;
    const { waitsFor } = hashes;
    const asked = { naming: hashes.naming, waitsFor, otherwise: hashes.newLineage };
    const { identity, isWrongPatient } = draft;
    const found = await findLineages(sql, { ...asked, identity, isWrongPatient });
    const { lineage, left, isOthers } = found;
    const stood = left.length > 0 ? await eventsOf(sql, lineage) : undefined;
    for (const one of left) await absorb.move(sql, one, lineage);
    const version = await nextVersion(sql, lineage);
    const event = eventOf(draft, message, hashes, version);
    // The first one of its lineage has nothing before it.
    const before = version === 1 ? [] : await eventsOf(sql, lineage);
    const place: Place = found.isWaiting
      ? { lineage, version, waitsFor, placement: parked(waitingReason(draft)) }
      : isOthers
        ? { lineage, version, waitsFor: [ANOTHER_PATIENT], placement: parked('PATIENT_DIFFERS') }
        : { lineage, version, waitsFor: [], placement: placeReport(event, before, stood) };
    const id = randomUUID();
    await writeRows(sql, [{ ...place, id, event, arrival }]);
    for (const one of left) await absorb.withdraw(sql, one, id);

    const codes: IncidentCode[] = [];
    if (draft.isWrongPatient) codes.push('WRONG_PATIENT');
    if (isOthers || found.spared || found.unfollowed) codes.push('PATIENT_DIFFERS');
    const incidents: Incident[] = [];
    for (const code of codes) {
      const about = {
        source: message.source,
        reportId: id,
        lineage: found.spared ?? found.unfollowed ?? lineage,
        document: hashes.own,
      };
      incidents.push(await keepIncident(sql, { at: clock.now(), code, ...about }));
    }
    if (place.waitsFor.length > 0) return { id, lineage, queued: [], waiting: [lineage], incidents };
    await rememberKeys(sql, keysToRemember(hashes.naming, found.sparedIds), lineage);
    const resumed = await resume(sql, { naming: hashes.naming, lineage, isNew: before.length === 0 });
    return {
      id,
      lineage,
      queued: [...resumed.queued, ...left],
      waiting: resumed.waiting,
      incidents: [...incidents, ...resumed.incidents],
    };
  }

  /** Several in one statement. */
  async function writeRows(sql: EntityManager, written: readonly Written[]): Promise<void> {
    const values: unknown[] = [];
    const rows = written.map((one) => {
      const row = rowOf(one);
      const places = row.map((_, at) => `$${values.length + at + 1}::${TYPES[at]}`);
      values.push(...row);
      return `(${places.join(', ')})`;
    });
    await sql.query(
      `WITH told (${COLUMNS}, identifiers) AS (VALUES ${rows.join(', ')}),
       report AS (INSERT INTO passerelle.report (${COLUMNS}) SELECT ${COLUMNS} FROM told),
       event AS (
         INSERT INTO passerelle.report_event (report_id, at, step, code)
         SELECT id, state_since, state, failure_code FROM told
       )
       INSERT INTO passerelle.report_identifier (hash, report_id)
       SELECT hash, id FROM told, unnest(identifiers) AS hash`,
      values,
    );
  }

  function rowOf({ id, lineage, version, placement, waitsFor, event, arrival }: Written): unknown[] {
    const { draft, message, messageId, keys } = arrival;
    return [
      ...[id, messageId, message.source, lineage, version, draft.action, draft.type.code, event.document],
      ...[keys.patientKey, keys.stayKey, dayOf(draft.date), message.receivedAt],
      ...[cipher.seal(draftToBytes(draft), `report:${id}`), placement.state, placement.reason ?? null],
      ...[clock.now(), event.parent ?? null, event.signed, event.availability ?? null, event.forms],
      ...[instantOf(draft.date), waitsFor, event.cda ? JSON.stringify(event.cda) : null],
      [...keys.identifierHashes, hash(DOCUMENT_SEARCH, draft.documentId)],
    ];
  }
}

const COLUMNS = `id, message_id, source, lineage, version, action, type_code, document_hash, patient_key, stay_key,
  document_date, received_at, content_sealed, state, failure_code, state_since, parent_hash, signed, availability, forms,
  document_at, waits_for, cda`;
/** Of these columns, and of the hashes it is searched by. */
const TYPES = [
  ...['uuid', 'uuid', 'text', 'text', 'int', 'text', 'text', 'text', 'text', 'text'],
  ...['date', 'timestamptz', 'bytea', 'text', 'text', 'timestamptz', 'text', 'boolean', 'text', 'text[]'],
  ...['timestamptz', 'text[]', 'jsonb', 'text[]'],
];

function eventOf(
  draft: ReportDraft,
  message: Pick<Arrival['message'], 'receivedAt'>,
  { own, parent, cda }: DocumentHashes,
  version: number,
): LineageEvent {
  return {
    version,
    action: draft.action,
    document: own,
    ...(parent && { parent }),
    ...(cda && { cda }),
    signed: isSigned(draft),
    ...(draft.availability && { availability: draft.availability }),
    forms: formsOf(draft.payloads),
    at: (instantOf(draft.date) ?? message.receivedAt).getTime(),
  };
}

/** The day of a date that has one (`2026-03` has none): the column is for searching, the report keeps its own. */
const dayOf = (date = ''): string | null => /^\d{4}-\d{2}-\d{2}/.exec(date)?.[0] ?? null;

function instantOf(date: string | undefined): Date | null {
  const time = Date.parse(date ?? '');
  return Number.isNaN(time) ? null : new Date(time);
}
