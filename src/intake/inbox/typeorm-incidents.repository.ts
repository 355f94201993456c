import { randomUUID } from 'node:crypto';
import { type DataSource, type EntityManager } from 'typeorm';
import { type IncidentCode } from '../failures.js';

/** What a person must look at. No patient data: the report, or the message that told, names the rest. */
export interface Incident {
  readonly id: string;
  readonly at: Date;
  readonly code: IncidentCode;
  readonly source: string;
  /** The message that told, where it is not the report's own. */
  readonly messageId?: string;
  /** Absent where no report is concerned. */
  readonly reportId?: string;
  readonly lineage?: string;
  /** Keyed hash of the document's id. */
  readonly document?: string;
}

/** As it is shown: MSH-10 and MSH-9 lead to the message at its sender's. */
export interface ListedIncident extends Omit<Incident, 'messageId'> {
  readonly controlId: string | null;
  readonly message: string | null;
}

/** Within the caller's transaction. */
export async function keepIncident(sql: EntityManager, about: Omit<Incident, 'id'>): Promise<Incident> {
  const incident = { id: randomUUID(), ...about };
  await sql.query(
    `INSERT INTO passerelle.incident (id, at, code, source, report_id, lineage, document_hash, message_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      ...[incident.id, incident.at, incident.code, incident.source, incident.reportId ?? null],
      ...[incident.lineage ?? null, incident.document ?? null, incident.messageId ?? null],
    ],
  );
  return incident;
}

/** Where a kept message came from. */
export async function sourceOf(sql: EntityManager, messageId: string): Promise<string> {
  const [row] = (await sql.query('SELECT source FROM passerelle.message WHERE id = $1', [messageId])) as [
    { source: string },
  ];
  return row.source;
}

/** The latest first. */
export async function listIncidents(
  sql: Pick<DataSource, 'query'>,
  limit: number,
): Promise<ListedIncident[]> {
  return sql.query(
    `SELECT incident.id, at, code, incident.source, report_id AS "reportId", incident.lineage,
       incident.document_hash AS document, told.control_id AS "controlId", told.type AS message
     FROM passerelle.incident
     LEFT JOIN passerelle.report ON report.id = report_id
     LEFT JOIN passerelle.message AS told ON told.id = coalesce(incident.message_id, report.message_id)
     ORDER BY at DESC, incident.id LIMIT $1`,
    [limit],
  );
}
