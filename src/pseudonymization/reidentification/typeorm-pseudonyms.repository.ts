import { randomUUID } from 'node:crypto';
import { type DataSource } from 'typeorm';
import { type Sql } from '../../database/index.js';
import { type Clock, sensitive, type Sensitive } from '../../kernel/index.js';
import { type Identity, type Patients } from '../../patients/index.js';
import { type Cipher } from '../../security/index.js';

/** `Patient/<id>` or `DocumentReference/<id>` of the research zone: our id, or the one its server gave. */
export type Pseudonym = string;

export interface ReidentificationRequest {
  /** Name of the access token. */
  readonly actor: string;
  readonly resource: Pseudonym;
  readonly reason: Sensitive<string>;
}

export type ReidentificationOutcome = 'told' | 'unknown' | 'no-identity';
export type RefusedOutcome = 'not-authenticated' | 'not-allowed' | 'not-well-formed';

/** A question that did not reach the ids: what is known of it. */
export interface RefusedReidentification {
  /** Name of the access token; absent where none of ours came. */
  readonly actor?: string;
  readonly resource?: Pseudonym;
  readonly reason?: Sensitive<string>;
  readonly outcome: RefusedOutcome;
}

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
  readonly actor: string | null;
  readonly resource: Pseudonym | null;
  readonly outcome: ReidentificationOutcome | RefusedOutcome;
  readonly reason: Sensitive<string> | null;
}

/** Who stands behind the ids of the research zone. Every question is kept, with its answer's kind, before it is answered. */
export interface Pseudonyms {
  /** In the transaction that sends the resources out. A report that names nobody (a deletion may) takes no one's place. */
  remember(sql: Sql, reportId: string, resources: readonly Pseudonym[]): Promise<void>;
  reidentify(request: ReidentificationRequest): Promise<Reidentified>;
  /** Keeps a question that is refused. */
  refuse(refused: RefusedReidentification): Promise<void>;
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

  async function keep(
    sql: Sql,
    {
      actor,
      resource,
      reason,
      outcome,
    }: Omit<RefusedReidentification, 'outcome'> & Pick<AuditedReidentification, 'outcome'>,
  ): Promise<string> {
    const id = randomUUID();
    const sealed = reason && cipher.seal(Buffer.from(reason.reveal()), contextOf(id));
    await sql.query(
      `INSERT INTO passerelle.reidentification (id, at, actor, resource, outcome, reason_sealed)
       VALUES ($1, $2, $3, $4, $5, $6)`,
      [id, clock.now(), actor ?? null, resource ?? null, outcome, sealed ?? null],
    );
    return id;
  }

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
        const report = await reportOf(sql, resource);
        const known = report
          ? await patients.known(sql, { patientKey: report.patient_key, stayKey: null })
          : {};
        const outcome = known.identity ? 'told' : report ? 'no-identity' : 'unknown';
        const id = await keep(sql, { actor, resource, outcome, reason });
        return { id, outcome, ...known, ...(report && { reportId: report.id }) };
      });
    },
    async refuse(refused) {
      await keep(dataSource, refused);
    },
    async audit({ limit, before }) {
      const rows: (Omit<AuditedReidentification, 'reason'> & { sealed: Buffer | null })[] =
        await dataSource.query(
          `SELECT seq::text, id, at, actor, resource, outcome, reason_sealed AS sealed FROM passerelle.reidentification
         WHERE $1::bigint IS NULL OR seq < $1::bigint ORDER BY passerelle.reidentification.seq DESC LIMIT $2`,
          [before ?? null, limit],
        );
      return rows.map(({ sealed, ...row }) => ({
        ...row,
        reason: sealed && sensitive(cipher.open(sealed, contextOf(row.id)).toString('utf8')),
      }));
    },
  };
}

interface Behind {
  readonly id: string;
  readonly patient_key: string | null;
}

/**
 * The last report under an id: ours, else the one that a server gave to what we wrote. Where two servers gave the same id to
 * two things (the research zone moved), neither is meant for certain.
 */
async function reportOf(sql: Sql, resource: Pseudonym): Promise<Behind | undefined> {
  const [ours] = await sql.query<Behind[]>(`${BEHIND} WHERE resource = $1`, [resource]);
  if (ours) return ours;
  const [type, id] = resource.split('/');
  const theirs = await sql.query<Behind[]>(
    `${BEHIND} WHERE resource IN (
       SELECT key FROM passerelle.delivery_ledger WHERE target LIKE 'research:%' AND type = $1 AND server_id = $2)`,
    [type, id],
  );
  return theirs.length === 1 ? theirs[0] : undefined;
}

const BEHIND = `SELECT report.id, report.patient_key FROM passerelle.pseudonym
  JOIN passerelle.report ON report.id = pseudonym.report_id`;
