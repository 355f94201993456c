import { type EntityManager } from 'typeorm';
import { type Clock, sensitive } from '../../kernel/index.js';
import { type Identifier, type Identity, NO_STAY, type Patients } from '../../patients/index.js';
import { type IntakeEvent, type ReferredTrigger } from '../events.js';
import { type IncidentCode } from '../failures.js';
import { type Incident, keepIncident, sourceOf } from './typeorm-incidents.repository.js';

type Referred = Extract<IntakeEvent, { kind: 'referred' }>;

const CODES: Readonly<Record<ReferredTrigger, IncidentCode>> = {
  A24: 'IDENTITIES_LINKED',
  A37: 'IDENTITIES_UNLINKED',
  A43: 'IDENTIFIER_MOVED',
  A44: 'STAY_MOVED',
  A45: 'STAY_MOVED',
};

interface Concerned {
  readonly report_id: string;
  readonly lineage: string;
  readonly document_hash: string;
}

/**
 * Links and moves: nothing kept or delivered changes, a person is told. An incident for each document that stands with
 * the patient or the stay that was spoken of; one without a document where there is none, or where two patients are
 * linked.
 */
export function createReferral({ patients, clock }: { readonly patients: Patients; readonly clock: Clock }) {
  return async (sql: EntityManager, event: Referred, messageId: string): Promise<Incident[]> => {
    const { trigger } = event;
    const who = event.patient.reveal();
    const patientKey = patients.keysOf(event.patient, sensitive(NO_STAY)).patientKey;
    const priorKeys = patientKeysOf(patients, who, event.prior.reveal());
    await sql.query(
      `INSERT INTO passerelle.identity_event (at, code, message_id, trigger, patient_key, absorbed_key)
       SELECT $1, $2, $3, $4, $5, key FROM unnest($6::text[]) AS key`,
      [clock.now(), CODES[trigger], messageId, trigger, patientKey, priorKeys],
    );
    const stays = event.stays.reveal();
    const moved: Moved = {
      patientKey,
      priorKeys,
      isWhole: trigger === 'A43',
      stayKeys: stays.flatMap((one) => stayKeyOf(patients, who, one) ?? []),
      hashes: stays.map(({ value }) => patients.searchHash(value)),
    };
    const concerned = trigger.startsWith('A4') ? await documentsOf(sql, moved) : [];
    const source = await sourceOf(sql, messageId);
    const about = { at: clock.now(), code: CODES[trigger], source, messageId };
    if (concerned.length === 0) return [await keepIncident(sql, about)];
    const incidents: Incident[] = [];
    for (const { report_id: reportId, lineage, document_hash: document } of concerned)
      incidents.push(await keepIncident(sql, { ...about, reportId, lineage, document }));
    return incidents;
  };
}

function patientKeysOf(patients: Patients, who: Identity, prior: readonly Identifier[]): string[] {
  const keys = prior.map(
    (one) =>
      patients.keysOf(sensitive({ ...who, identifiers: [one] }), sensitive(NO_STAY)).patientKey ?? undefined,
  );
  return [...new Set(keys.filter((key) => key !== undefined))];
}

const stayKeyOf = (patients: Patients, who: Identity, one: Identifier): string | null =>
  patients.keysOf(sensitive({ ...who, identifiers: [] }), sensitive({ identifiers: [one] })).stayKey;

interface Moved {
  /** Who is named now. */
  readonly patientKey: string | null;
  readonly priorKeys: readonly string[];
  /** All documents of the prior numbers; else those of the stays. */
  readonly isWhole: boolean;
  readonly stayKeys: readonly string[];
  /** A stay known by its file is moved by its visit: the documents that carry its number. */
  readonly hashes: readonly string[];
}

/** The last version of each document concerned that is not, merges considered, of the patient who is named now. */
function documentsOf(sql: EntityManager, moved: Moved): Promise<Concerned[]> {
  const { patientKey, priorKeys, isWhole, stayKeys, hashes } = moved;
  return sql.query(
    `SELECT DISTINCT ON (lineage) report.id AS report_id, lineage, document_hash
     FROM passerelle.report
     LEFT JOIN passerelle.patient_alias AS alias ON alias.key = report.patient_key
     WHERE (stay_key = ANY($2) OR (report.patient_key = ANY($1) AND ($5 OR EXISTS (
             SELECT 1 FROM passerelle.report_identifier AS told
             WHERE told.report_id = report.id AND told.hash = ANY($4)))))
       AND action <> 'deletion'
       AND coalesce(alias.patient_key, report.patient_key) IS DISTINCT FROM
           coalesce((SELECT patient_key FROM passerelle.patient_alias WHERE key = $3), $3)
     ORDER BY lineage, version DESC`,
    [priorKeys, stayKeys, patientKey, hashes, isWhole],
  );
}
