import { isDeepStrictEqual } from 'node:util';
import { type Clock, sensitive, type Sensitive } from '../kernel/index.js';
import { type Cipher, type KeyedHash } from '../security/index.js';
import { type Identity, type Stay } from './identity.js';
import { identifierParts, mainPatientIdentifier, mainStayIdentifier } from './keys.js';
import { mergeIdentity, mergeStay } from './merge.js';

interface Sql {
  query<T = unknown>(text: string, values?: unknown[]): Promise<T>;
}

export interface PatientKeys {
  readonly patientKey: string | null;
  readonly stayKey: string | null;
  /** Keyed hash of every identifier's value, whoever gave it: what a search by patient or stay looks up. */
  readonly identifierHashes: readonly string[];
}

/** What the hospital has said of each patient and stay so far, sealed, one row each. */
export interface Patients {
  keysOf(identity: Sensitive<Identity>, stay: Sensitive<Stay>): PatientKeys;
  /** The hash under which an identifier's value is searched. */
  searchHash(value: string): string;
  /** Completes the rows with what a message says, in the caller's transaction. */
  remember(sql: Sql, identity: Sensitive<Identity>, stay: Sensitive<Stay>): Promise<PatientKeys>;
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
  const searchHash = (value: string) => hash('search', value.replace(/\s/g, '').toUpperCase());

  const keysOf: Patients['keysOf'] = (identity, stay) => {
    const who = identity.reveal();
    const where = stay.reveal();
    const patient = mainPatientIdentifier(who);
    const file = mainStayIdentifier(where, who);
    // A test message may carry a real patient's number: what it says stays apart.
    const apart = who.status.includes('FICT') ? ['fictitious'] : [];
    const all = [...who.identifiers, ...where.identifiers];
    return {
      patientKey: patient ? hash('patient', ...apart, ...identifierParts(patient)) : null,
      stayKey: file ? hash('stay', ...apart, ...identifierParts(file)) : null,
      identifierHashes: [...new Set(all.map(({ value }) => searchHash(value)))],
    };
  };

  async function open(sql: Sql, { patientKey, stayKey }: RowKeys): Promise<Known> {
    if (!patientKey && !stayKey) return {};
    const [row] = await sql.query<{ patient: Buffer | null; stay: Buffer | null }[]>(
      `SELECT (SELECT identity_sealed FROM passerelle.patient WHERE key = $1) AS patient,
              (SELECT stay_sealed FROM passerelle.stay WHERE key = $2) AS stay`,
      [patientKey, stayKey],
    );
    return {
      ...(row?.patient && { identity: opened<Identity>(row.patient, `patient:${patientKey ?? ''}`) }),
      ...(row?.stay && { stay: opened<Stay>(row.stay, `stay:${stayKey ?? ''}`) }),
    };
  }

  const opened = <T>(sealed: Buffer, context: string): T =>
    JSON.parse(cipher.open(sealed, context).toString('utf8')) as T;

  const seal = (value: object, context: string): Buffer =>
    cipher.seal(Buffer.from(JSON.stringify(value)), context);

  /** Patient before stay, always: two messages that take both locks take them in one order. */
  async function lock(sql: Sql, { patientKey, stayKey }: RowKeys): Promise<void> {
    const names = [patientKey && `patient:${patientKey}`, stayKey && `stay:${stayKey}`].filter(Boolean);
    // Orders two messages of one patient: neither loses what the other says. A row's own lock would not do: the
    // first two messages find no row.
    for (const name of names)
      await sql.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [name]);
  }

  return {
    keysOf,
    searchHash,
    async remember(sql, identity, stay) {
      const keys = keysOf(identity, stay);
      const { patientKey, stayKey } = keys;
      await lock(sql, keys);
      const known = await open(sql, keys);
      const [who, where] = [
        mergeIdentity(known.identity, identity.reveal()),
        mergeStay(known.stay, stay.reveal()),
      ];
      // Most reports say nothing new of their patient.
      if (patientKey && !isDeepStrictEqual(who, known.identity)) {
        await sql.query(
          `INSERT INTO passerelle.patient (key, identity_sealed, updated_at) VALUES ($1, $2, $3)
           ON CONFLICT (key) DO UPDATE SET identity_sealed = $2, updated_at = $3`,
          [patientKey, seal(who, `patient:${patientKey}`), clock.now()],
        );
      }
      if (stayKey && !isDeepStrictEqual(where, known.stay)) {
        await sql.query(
          `INSERT INTO passerelle.stay (key, patient_key, stay_sealed, updated_at) VALUES ($1, $2, $3, $4)
           ON CONFLICT (key) DO UPDATE SET
             patient_key = coalesce($2, passerelle.stay.patient_key), stay_sealed = $3, updated_at = $4`,
          [stayKey, patientKey, seal(where, `stay:${stayKey}`), clock.now()],
        );
      }
      return keys;
    },
    async known(sql, keys) {
      const { identity, stay } = await open(sql, keys);
      return {
        ...(identity && { identity: sensitive(identity) }),
        ...(stay && { stay: sensitive(stay) }),
      };
    },
  };
}

type RowKeys = Pick<PatientKeys, 'patientKey' | 'stayKey'>;

interface Known {
  readonly identity?: Identity;
  readonly stay?: Stay;
}
