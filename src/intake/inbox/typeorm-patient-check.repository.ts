import { type EntityManager } from 'typeorm';
import { type Sensitive } from '../../kernel/index.js';
import { type Identity, NO_STAY, type Patients } from '../../patients/index.js';
import { sensitive } from '../../kernel/index.js';

/** `unknown`: one of the two names no patient, nobody can say. */
export type WhoseLineage = 'same' | 'another' | 'unknown';

/**
 * Is a message of a known lineage about another patient? By the identifier a patient is known by, merges considered. A
 * message with the qualified INS alone is not about another one than the same with its IPP. Without any, nobody can say.
 */
export function createPatientCheck(patients: Pick<Patients, 'keysOf' | 'searchHash'>) {
  return async (
    sql: EntityManager,
    lineage: string,
    identity: Sensitive<Identity>,
  ): Promise<WhoseLineage> => {
    const { patientKey } = patients.keysOf(identity, sensitive(NO_STAY));
    if (!patientKey) return 'unknown';
    const who = identity.reveal();
    const withoutIpp = { ...who, identifiers: who.identifiers.filter(({ kind }) => kind !== 'IPP') };
    const byIns = patients.keysOf(sensitive(withoutIpp), sensitive(NO_STAY)).patientKey;
    const hasIpp = withoutIpp.identifiers.length < who.identifiers.length;
    const ins = hasIpp ? [] : who.identifiers.filter(({ kind }) => kind === 'INS');
    const [found] = (await sql.query(
      `WITH placed AS (
         SELECT id, coalesce(alias.patient_key, report.patient_key) AS patient_key
         FROM passerelle.report LEFT JOIN passerelle.patient_alias AS alias ON alias.key = report.patient_key
         WHERE lineage = $1 AND waits_for = '{}' AND report.patient_key IS NOT NULL
           AND action <> 'deletion'
       ), said AS (
         SELECT coalesce(alias.patient_key, own.key) AS key FROM unnest($2::text[]) AS own (key)
         LEFT JOIN passerelle.patient_alias AS alias ON alias.key = own.key
       )
       SELECT EXISTS (SELECT 1 FROM placed) AS known,
              EXISTS (SELECT 1 FROM placed JOIN said ON said.key = placed.patient_key)
              OR EXISTS (SELECT 1 FROM placed JOIN passerelle.report_identifier AS told ON told.report_id = placed.id
                         WHERE told.hash = ANY($3::text[])) AS same`,
      [
        lineage,
        [patientKey, byIns].filter((key) => key !== null),
        ins.map(({ value }) => patients.searchHash(value)),
      ],
    )) as [{ known: boolean; same: boolean }];
    if (!found.known) return 'unknown';
    return found.same ? 'same' : 'another';
  };
}
