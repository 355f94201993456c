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

  async function merged<T>(sql: Sql, row: SealedRow, said: T, merge: (known: T | undefined, said: T) => T) {
    // Orders two messages of one patient: neither loses what the other says. A row's own lock would not do: the
    // first two messages find no row.
    await sql.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`${row.table}:${row.key}`]);
    const known = await open<T>(sql, row);
    const value = Buffer.from(JSON.stringify(merge(known, said)));
    return cipher.seal(value, `${row.table}:${row.key}`);
  }

  async function open<T>(sql: Sql, { table, key, column }: SealedRow): Promise<T | undefined> {
    const rows = await sql.query<Record<string, Buffer>[]>(
      `SELECT ${column} FROM passerelle.${table} WHERE key = $1`,
      [key],
    );
    const sealed = rows[0]?.[column];
    return sealed && (JSON.parse(cipher.open(sealed, `${table}:${key}`).toString('utf8')) as T);
  }

  return {
    keysOf,
    searchHash,
    async remember(sql, identity, stay) {
      const keys = keysOf(identity, stay);
      const { patientKey, stayKey } = keys;
      if (patientKey) {
        const row = patientRow(patientKey);
        const sealed = await merged(sql, row, identity.reveal(), mergeIdentity);
        await sql.query(
          `INSERT INTO passerelle.patient (key, identity_sealed, updated_at) VALUES ($1, $2, $3)
           ON CONFLICT (key) DO UPDATE SET identity_sealed = $2, updated_at = $3`,
          [patientKey, sealed, clock.now()],
        );
      }
      if (stayKey) {
        const sealed = await merged(sql, stayRow(stayKey), stay.reveal(), mergeStay);
        await sql.query(
          `INSERT INTO passerelle.stay (key, patient_key, stay_sealed, updated_at) VALUES ($1, $2, $3, $4)
           ON CONFLICT (key) DO UPDATE SET
             patient_key = coalesce($2, passerelle.stay.patient_key), stay_sealed = $3, updated_at = $4`,
          [stayKey, patientKey, sealed, clock.now()],
        );
      }
      return keys;
    },
    async known(sql, { patientKey, stayKey }) {
      const identity = patientKey ? await open<Identity>(sql, patientRow(patientKey)) : undefined;
      const stay = stayKey ? await open<Stay>(sql, stayRow(stayKey)) : undefined;
      return {
        ...(identity && { identity: sensitive(identity) }),
        ...(stay && { stay: sensitive(stay) }),
      };
    },
  };
}

interface SealedRow {
  readonly table: 'patient' | 'stay';
  readonly key: string;
  readonly column: string;
}

const patientRow = (key: string): SealedRow => ({ table: 'patient', key, column: 'identity_sealed' });
const stayRow = (key: string): SealedRow => ({ table: 'stay', key, column: 'stay_sealed' });
