import { randomUUID } from 'node:crypto';
import { type DataSource } from 'typeorm';
import { type Sql } from '../../database/index.js';
import { type Clock, sensitive, type Sensitive } from '../../kernel/index.js';
import { type Identity, type Patients } from '../../patients/index.js';
import { type Cipher } from '../../security/index.js';

/** `Patient/<id>` or `DocumentReference/<id>` of the research zone. */
export type Pseudonym = string;

export interface ReidentificationRequest {
  /** Name of the access token. */
  readonly actor: string;
  readonly resource: Pseudonym;
  readonly reason: Sensitive<string>;
}

export type ReidentificationOutcome = 'told' | 'unknown' | 'no-identity';

export interface Reidentified {
  /** Of the audit trail. */
  readonly id: string;
  readonly outcome: ReidentificationOutcome;
  /** As now known: of a merged patient, the identity that stayed. */
  readonly identity?: Sensitive<Identity>;
  /** The last report that was written under this id and names a patient. */
  readonly reportId?: string;
}

export interface AuditedReidentification {
  readonly seq: string;
  readonly id: string;
  readonly at: Date;
  readonly actor: string;
  readonly resource: Pseudonym;
  readonly outcome: ReidentificationOutcome;
  readonly reason: Sensitive<string>;
}

/** Who stands behind the ids of the research zone. Every question that reaches it is kept, with its answer's kind, before it is answered. */
export interface Pseudonyms {
  /** In the transaction that sends the resources out. A report that names nobody (a deletion may) takes no one's place. */
  remember(sql: Sql, reportId: string, resources: readonly Pseudonym[]): Promise<void>;
  reidentify(request: ReidentificationRequest): Promise<Reidentified>;
  /** Newest first; `before`: the `seq` of the last one seen. */
  audit(page: { readonly limit: number; readonly before?: string }): Promise<AuditedReidentification[]>;
}

export interface PseudonymsDependencies {
  readonly dataSource: DataSource;
  readonly patients: Patients;
  readonly cipher: Cipher;
  readonly clock: Clock;
}

export function createPseudonyms({
  dataSource,
  patients,
  cipher,
  clock,
}: PseudonymsDependencies): Pseudonyms {
  const contextOf = (id: string) => `reidentification:${id}:reason`;
  return {
    async remember(sql, reportId, resources) {
      await sql.query(
        `INSERT INTO passerelle.pseudonym (resource, report_id) SELECT resource, $2 FROM unnest($1::text[]) AS resource
         ORDER BY resource ON CONFLICT (resource) DO UPDATE SET report_id = excluded.report_id
         WHERE EXISTS (SELECT 1 FROM passerelle.report WHERE id = excluded.report_id AND patient_key IS NOT NULL)`,
        [resources, reportId],
      );
    },
    reidentify({ actor, resource, reason }) {
      return dataSource.transaction(async (sql) => {
        const [report] = await sql.query<{ id: string; patient_key: string | null }[]>(
          `SELECT report.id, report.patient_key FROM passerelle.pseudonym
           JOIN passerelle.report ON report.id = pseudonym.report_id WHERE resource = $1`,
          [resource],
        );
        const known = report
          ? await patients.known(sql, { patientKey: report.patient_key, stayKey: null })
          : {};
        const outcome = known.identity ? 'told' : report ? 'no-identity' : 'unknown';
        const id = randomUUID();
        await sql.query(
          `INSERT INTO passerelle.reidentification (id, at, actor, resource, outcome, reason_sealed)
           VALUES ($1, $2, $3, $4, $5, $6)`,
          [
            id,
            clock.now(),
            actor,
            resource,
            outcome,
            cipher.seal(Buffer.from(reason.reveal()), contextOf(id)),
          ],
        );
        return { id, outcome, ...known, ...(report && { reportId: report.id }) };
      });
    },
    async audit({ limit, before }) {
      const rows: (Omit<AuditedReidentification, 'reason'> & { sealed: Buffer })[] = await dataSource.query(
        `SELECT seq::text, id, at, actor, resource, outcome, reason_sealed AS sealed FROM passerelle.reidentification
         WHERE $1::bigint IS NULL OR seq < $1::bigint ORDER BY passerelle.reidentification.seq DESC LIMIT $2`,
        [before ?? null, limit],
      );
      return rows.map(({ sealed, ...row }) => ({
        ...row,
        reason: sensitive(cipher.open(sealed, contextOf(row.id)).toString('utf8')),
      }));
    },
  };
}
