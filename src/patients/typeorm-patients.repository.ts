import { isDeepStrictEqual } from 'node:util';
import { type Clock, sensitive, type Sensitive } from '../kernel/index.js';
import { type Cipher, type KeyedHash } from '../security/index.js';
import { type Identity, NO_STAY, type Stay } from './identity.js';
import { identifierParts, mainPatientIdentifier, mainStayIdentifier } from './keys.js';
import { areTwoPeople, mergeStay, rememberIdentity } from './merge.js';
import { addMovement, type Movement } from './movements.js';
import { createSealedRows, settled, type StayRow } from './sealed-rows.js';
import { FICTITIOUS } from './trust.js';
import { createMerges, type Merges, rootOf, rootsOf, whileNoMerge } from './typeorm-merges.repository.js';

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

/** What one message says of a patient and a stay. */
export interface Said {
  readonly identity: Sensitive<Identity>;
  readonly stay: Sensitive<Stay>;
  readonly movement?: Sensitive<Movement> | undefined;
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
  remember(sql: Sql, said: Said): Promise<Remembered>;
  /** The same for several messages, in their order, each with what the ones before it said. */
  rememberAll(sql: Sql, said: readonly Said[]): Promise<readonly Remembered[]>;
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

  /**
   * Patients before stays, each in one order: two transactions that take the same locks never wait for each other in a
   * circle, and neither message of one patient loses what the other says. A row's own lock would not do: the first two
   * messages find no row.
   */
  async function lock(sql: Sql, roots: readonly string[], stayKeys: readonly string[]): Promise<void> {
    const names = [
      ...[...roots].sort().map((root) => `patient:${root}`),
      ...[...stayKeys].sort().map((key) => `stay:${key}`),
    ];
    if (names.length === 0) return;
    await sql.query(
      'SELECT pg_advisory_xact_lock(hashtextextended(name, 0)) FROM unnest($1::text[]) AS name',
      [names],
    );
  }

  /** Rows as they stand, and as messages complete them. */
  async function openAll(sql: Sql, roots: readonly string[], stayKeys: readonly string[]) {
    const people = new Map<string, Identity>();
    const stays = new Map<string, StayRow>();
    if (roots.length + stayKeys.length > 0) {
      const found = await sql.query<{ is_stay: boolean; key: string; sealed: Buffer }[]>(
        `SELECT false AS is_stay, key, identity_sealed AS sealed FROM passerelle.patient WHERE key = ANY($1)
         UNION ALL SELECT true, key, stay_sealed FROM passerelle.stay WHERE key = ANY($2)`,
        [roots, stayKeys],
      );
      for (const { is_stay: isStay, key, sealed } of found)
        if (isStay) stays.set(key, rows.openStay(key, sealed));
        else people.set(key, rows.openIdentity(key, sealed));
    }
    return { people, stays };
  }

  async function writeAll(sql: Sql, changed: Changed): Promise<void> {
    const people = [...changed.people];
    if (people.length > 0)
      await sql.query(
        `INSERT INTO passerelle.patient (key, identity_sealed, updated_at)
         SELECT key, sealed, $3 FROM unnest($1::text[], $2::bytea[]) AS told (key, sealed)
         ON CONFLICT (key) DO UPDATE SET identity_sealed = excluded.identity_sealed, updated_at = $3`,
        [people.map(([key]) => key), people.map(([key, who]) => rows.sealIdentity(key, who)), clock.now()],
      );
    const stays = [...changed.stays];
    if (stays.length > 0)
      await sql.query(
        `INSERT INTO passerelle.stay (key, patient_key, stay_sealed, updated_at)
         SELECT key, patient_key, sealed, $4 FROM unnest($1::text[], $2::text[], $3::bytea[])
           AS told (key, patient_key, sealed)
         ON CONFLICT (key) DO UPDATE SET patient_key = coalesce(excluded.patient_key, passerelle.stay.patient_key),
           stay_sealed = excluded.stay_sealed, updated_at = $4`,
        [
          ...[stays.map(([key]) => key), stays.map(([, { patientKey }]) => patientKey)],
          ...[stays.map(([key, { where }]) => rows.sealStay(key, where)), clock.now()],
        ],
      );
  }

  async function rememberAll(sql: Sql, said: readonly Said[]): Promise<readonly Remembered[]> {
    if (said.length === 0) return [];
    const told = said.map((one) => ({ ...one, keys: keysOf(one.identity, one.stay) }));
    await whileNoMerge(sql);
    const aliases = await rootsOf(sql, present(told.map(({ keys }) => keys.patientKey)));
    const rootFor = (key: string | null) => (key === null ? null : (aliases.get(key) ?? key));
    const roots = present(told.map(({ keys }) => rootFor(keys.patientKey)));
    const stayKeys = present(told.map(({ keys }) => keys.stayKey));
    await lock(sql, roots, stayKeys);
    const { people, stays } = await openAll(sql, roots, stayKeys);
    const changed: Changed = { people: new Map(), stays: new Map() };
    const remembered = told.map(({ identity, stay, movement, keys }): Remembered => {
      const { patientKey, stayKey } = keys;
      const root = rootFor(patientKey);
      const known = root === null ? undefined : people.get(root);
      const who = rememberIdentity(known, identity.reveal());
      // Most reports say nothing new of their patient.
      const isSame = isDeepStrictEqual(who, known);
      if (root !== null && !isSame) {
        people.set(root, who);
        changed.people.set(root, who);
      }
      if (stayKey !== null) {
        const before = stays.get(stayKey);
        const where = toldOf(before, stay.reveal(), movement?.reveal());
        if (!isDeepStrictEqual(where, before)) {
          stays.set(stayKey, where);
          const earlier = changed.stays.get(stayKey)?.patientKey ?? null;
          changed.stays.set(stayKey, { where, patientKey: patientKey ?? earlier });
        }
      }
      const isReplaced = known !== undefined && areTwoPeople(known, who);
      return { ...keys, standingKey: root, identity: isSame ? 'same' : isReplaced ? 'replaced' : 'changed' };
    });
    await writeAll(sql, changed);
    return remembered;
  }

  return {
    ...createMerges({
      rows,
      clock,
      keyOf: (of, one) => hash('patient', ...apart(of), ...identifierParts(one)),
    }),
    keysOf,
    searchHash,
    rememberAll,
    async remember(sql, said) {
      const [remembered] = await rememberAll(sql, [said]);
      return remembered as Remembered;
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

const present = (keys: readonly (string | null)[]): string[] => [
  ...new Set(keys.filter((key) => key !== null)),
];

interface Changed {
  readonly people: Map<string, Identity>;
  readonly stays: Map<string, { readonly where: StayRow; readonly patientKey: string | null }>;
}

interface Known {
  readonly identity?: Identity;
  readonly stay?: StayRow;
}
