import { isDeepStrictEqual } from 'node:util';
import { type Clock, sensitive, type Sensitive } from '../kernel/index.js';
import { type Cipher, type KeyedHash } from '../security/index.js';
import { type Identity, NO_STAY, type Stay } from './identity.js';
import { identifierParts, mainPatientIdentifier, mainStayIdentifier } from './keys.js';
import { areTwoPeople, mergeStay, rememberIdentity } from './merge.js';
import { addMovement, type Movement } from './movements.js';
import { createSealedRows, settled, type StayRow } from './sealed-rows.js';
import { FICTITIOUS } from './trust.js';
import { createMerges, type Merges, rootOf, whileNoMerge } from './typeorm-merges.repository.js';

interface Sql {
  query<T = unknown>(text: string, values?: unknown[]): Promise<T>;
}

export interface PatientKeys {
  /** Under the patient's own identifier, as the message says it: a merge does not change it. */
  readonly patientKey: string | null;
  readonly stayKey: string | null;
  /** Keyed hash of every identifier's value, whoever gave it: what a search by patient or stay looks up. */
  readonly identifierHashes: readonly string[];
}

export interface Remembered extends PatientKeys {
  /** The identity that stands for the patient, merges considered. */
  readonly standingKey: string | null;
  /** `replaced`: it was, by its traits, somebody else's until now. */
  readonly identity: 'same' | 'changed' | 'replaced';
}

/** What the hospital has said of each patient and stay so far, sealed, one row each. */
export interface Patients extends Merges {
  keysOf(identity: Sensitive<Identity>, stay: Sensitive<Stay>): PatientKeys;
  /** The hash under which an identifier's value is searched. */
  searchHash(value: string): string;
  /**
   * Completes the rows with what a message says, in the caller's transaction. What is said of an identity that was
   * merged completes the one that stayed. With a movement, the stay is settled from its movements.
   */
  remember(
    sql: Sql,
    identity: Sensitive<Identity>,
    stay: Sensitive<Stay>,
    movement?: Sensitive<Movement>,
  ): Promise<Remembered>;
  /** As now known: of a merged identity, the one that stayed. */
  known(sql: Sql, keys: Pick<PatientKeys, 'patientKey' | 'stayKey'>): Promise<KnownPatient>;
}

export interface KnownPatient {
  readonly identity?: Sensitive<Identity>;
  readonly stay?: Sensitive<Stay>;
}

export interface PatientsDependencies {
  readonly cipher: Cipher;
  readonly hash: KeyedHash;
  readonly clock: Clock;
}

export function createPatients({ cipher, hash, clock }: PatientsDependencies): Patients {
  const rows = createSealedRows(cipher);
  const searchHash = (value: string) => hash('search', value.replace(/\s/g, '').toUpperCase());
  // A test message may carry a real patient's number: what it says stays apart.
  const apart = ({ status }: Identity): string[] => (status.includes(FICTITIOUS) ? ['fictitious'] : []);

  const keysOf: Patients['keysOf'] = (identity, stay) => {
    const who = identity.reveal();
    const where = stay.reveal();
    const patient = mainPatientIdentifier(who);
    const file = mainStayIdentifier(where, who);
    const all = [...who.identifiers, ...where.identifiers];
    return {
      patientKey: patient ? hash('patient', ...apart(who), ...identifierParts(patient)) : null,
      stayKey: file ? hash('stay', ...apart(who), ...identifierParts(file)) : null,
      identifierHashes: [...new Set(all.map(({ value }) => searchHash(value)))],
    };
  };

  async function open(sql: Sql, root: string | null, stayKey: string | null): Promise<Known> {
    if (!root && !stayKey) return {};
    const [row] = await sql.query<{ patient: Buffer | null; stay: Buffer | null }[]>(
      `SELECT (SELECT identity_sealed FROM passerelle.patient WHERE key = $1) AS patient,
              (SELECT stay_sealed FROM passerelle.stay WHERE key = $2) AS stay`,
      [root, stayKey],
    );
    return {
      ...(row?.patient && root && { identity: rows.openIdentity(root, row.patient) }),
      ...(row?.stay && stayKey && { stay: rows.openStay(stayKey, row.stay) }),
    };
  }

  /** Patient before stay, always: two messages that take both locks take them in one order. */
  async function lock(sql: Sql, names: readonly (string | null | undefined | '')[]): Promise<void> {
    // Orders two messages of one patient: neither loses what the other says. A row's own lock would not do: the
    // first two messages find no row.
    for (const name of names.filter(Boolean))
      await sql.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [name]);
  }

  return {
    ...createMerges({
      rows,
      clock,
      keyOf: (of, one) => hash('patient', ...apart(of), ...identifierParts(one)),
    }),
    keysOf,
    searchHash,
    async remember(sql, identity, stay, movement) {
      const keys = keysOf(identity, stay);
      const { patientKey, stayKey } = keys;
      await whileNoMerge(sql);
      const root = await rootOf(sql, patientKey);
      await lock(sql, [root && `patient:${root}`, stayKey && `stay:${stayKey}`]);
      const known = await open(sql, root, stayKey);
      const who = rememberIdentity(known.identity, identity.reveal());
      const where = toldOf(known.stay, stay.reveal(), movement?.reveal());
      // Most reports say nothing new of their patient.
      const isSame = isDeepStrictEqual(who, known.identity);
      if (root && !isSame) {
        await sql.query(
          `INSERT INTO passerelle.patient (key, identity_sealed, updated_at) VALUES ($1, $2, $3)
           ON CONFLICT (key) DO UPDATE SET identity_sealed = $2, updated_at = $3`,
          [root, rows.sealIdentity(root, who), clock.now()],
        );
      }
      if (stayKey && !isDeepStrictEqual(where, known.stay)) {
        await sql.query(
          `INSERT INTO passerelle.stay (key, patient_key, stay_sealed, updated_at) VALUES ($1, $2, $3, $4)
           ON CONFLICT (key) DO UPDATE SET
             patient_key = coalesce($2, passerelle.stay.patient_key), stay_sealed = $3, updated_at = $4`,
          [stayKey, patientKey, rows.sealStay(stayKey, where), clock.now()],
        );
      }
      const isReplaced = known.identity !== undefined && areTwoPeople(known.identity, who);
      const told = isSame ? 'same' : isReplaced ? 'replaced' : 'changed';
      return { ...keys, standingKey: root, identity: told };
    },
    async known(sql, { patientKey, stayKey }) {
      const { identity, stay } = await open(sql, await rootOf(sql, patientKey), stayKey);
      return {
        ...(identity && { identity: sensitive(identity) }),
        ...(stay && { stay: sensitive(settled(stay)) }),
      };
    },
  };
}

/** A movement speaks for itself: of the stay it says the identifiers only. */
function toldOf(known: StayRow | undefined, said: Stay, movement: Movement | undefined): StayRow {
  const { said: before, movements = [] } = known ?? {};
  // A08 moves nobody: before any movement it is a statement like another.
  if (!movement || (movement.events[0] === 'A08' && movements.length === 0))
    return { said: mergeStay(before, said), movements };
  const { identifiers } = mergeStay(before, said);
  return { said: { ...(before ?? NO_STAY), identifiers }, movements: addMovement(movements, movement) };
}

interface Known {
  readonly identity?: Identity;
  readonly stay?: StayRow;
}
