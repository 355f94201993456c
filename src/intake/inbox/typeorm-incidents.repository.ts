import { randomUUID } from 'node:crypto';
import { type DataSource, type EntityManager } from 'typeorm';
import { type IncidentCode } from '../failures.js';

/** What a person must look at. No patient data: the report names the rest. */
export interface Incident {
  readonly id: string;
  readonly at: Date;
  readonly code: IncidentCode;
  readonly source: string;
  readonly reportId: string;
  readonly lineage: string;
  /** Keyed hash of the document's id. */
  readonly document: string;
}

/** Within the caller's transaction. */
export async function keepIncident(sql: EntityManager, about: Omit<Incident, 'id'>): Promise<Incident> {
  const incident = { id: randomUUID(), ...about };
  await sql.query(
    `INSERT INTO passerelle.incident (id, at, code, source, report_id, lineage, document_hash)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [
      ...[incident.id, incident.at, incident.code, incident.source],
      ...[incident.reportId, incident.lineage, incident.document],
    ],
  );
  return incident;
}

/** The latest first. */
export async function listIncidents(sql: Pick<DataSource, 'query'>, limit: number): Promise<Incident[]> {
  return sql.query(
    `SELECT id, at, code, source, report_id AS "reportId", lineage, document_hash AS document
     FROM passerelle.incident ORDER BY at DESC, id LIMIT $1`,
    [limit],
  );
}
