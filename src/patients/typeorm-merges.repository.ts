import { type Clock, ok, type Result, sensitive, type Sensitive } from '../kernel/index.js';
import { absorb, type MergeStatement } from './absorb.js';
import { patientsFailure } from './failures.js';
import { type Identifier, type Identity } from './identity.js';
import { currentIpps } from './keys.js';
import { areTwoPeople, mergeIdentity } from './merge.js';
import { type createSealedRows } from './sealed-rows.js';
import { settleMerge } from './settle-merge.js';

interface Sql {
  query<T = unknown>(text: string, values?: unknown[]): Promise<T>;
}

export interface Merged {
  /** The identity that stays. */
  readonly patientKey: string;
  /** Identities that now lead to it and did not before. */
  readonly absorbed: readonly string[];
  /** By its traits, it was somebody else until now. */
  readonly isReplaced: boolean;
}

/** A merged identity as it was last known under its own number, and the one that stayed. */
export interface MergedPair {
  readonly absorbed?: Sensitive<Identity>;
  readonly survivor: Sensitive<Identity>;
  readonly since: Date;
}

export interface Merges {
  mergedPair(sql: Sql, absorbedKey: string): Promise<MergedPair | undefined>;
  /**
   * Makes the prior numbers aliases of the identity that stays, in the caller's transaction. Nothing kept is
   * rewritten: what was said under a prior number is read as said of the identity that stayed. Refused with itself, in a
   * cycle, and where a prior number leads to a third identity.
   */
  merge(sql: Sql, statement: Sensitive<MergeStatement>): Promise<Result<Merged>>;
  /**
   * Was this identity not merged into another one since it was read? Until the caller's transaction ends, no merge
   * will be.
   */
  isCurrent(sql: Sql, identity: Sensitive<Identity>): Promise<boolean>;
}

const LOCK = `hashtextextended('passerelle:merges', 0)`;

/** Merges are rare and change what a key leads to: while one is written, nobody reads an alias, and the reverse. */
export async function whileNoMerge(sql: Sql): Promise<void> {
  await sql.query(`SELECT pg_advisory_xact_lock_shared(${LOCK})`);
}

/** What keys lead to, where their identities were merged. One step: aliases never lead to aliases. */
export async function rootsOf(sql: Sql, keys: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (keys.length === 0) return new Map();
  const rows = await sql.query<{ key: string; patient_key: string }[]>(
    'SELECT key, patient_key FROM passerelle.patient_alias WHERE key = ANY($1)',
    [keys],
  );
  return new Map(rows.map(({ key, patient_key: root }) => [key, root]));
}

/** What a key leads to: itself, unless its identity was merged. */
export async function rootOf(sql: Sql, key: string | null): Promise<string | null> {
  return key ? ((await rootsOf(sql, [key])).get(key) ?? key) : null;
}

interface MergesDependencies {
  readonly rows: ReturnType<typeof createSealedRows>;
  readonly clock: Clock;
  readonly keyOf: (identity: Identity, identifier: Identifier) => string;
}

export function createMerges({ rows, clock, keyOf }: MergesDependencies): Merges {
  async function identityOf(sql: Sql, key: string): Promise<Identity | undefined> {
    const [row] = await sql.query<{ identity_sealed: Buffer }[]>(
      'SELECT identity_sealed FROM passerelle.patient WHERE key = $1',
      [key],
    );
    return row && rows.openIdentity(key, row.identity_sealed);
  }

  async function settle(
    sql: Sql,
    survivorKey: string,
    priorKeys: readonly string[],
  ): Promise<Result<Omit<Merged, 'isReplaced'>>> {
    const patientKey = (await rootOf(sql, survivorKey)) as string;
    const absorbed: string[] = [];
    for (const key of priorKeys) {
      const settled = settleMerge({
        survivor: survivorKey,
        survivorRoot: patientKey,
        absorbed: key,
        absorbedRoot: (await rootOf(sql, key)) as string,
      });
      if (!settled.ok) return settled;
      if (settled.value) absorbed.push(key);
    }
    return ok({ patientKey, absorbed });
  }

  return {
    async merge(sql, statement) {
      const { survivor, prior } = statement.reveal();
      const numbers = currentIpps({ identifiers: prior });
      const [main] = currentIpps(survivor);
      if (!main || numbers.length === 0)
        return patientsFailure('MERGE_WITHOUT_NUMBER', 'a patient number is required in PID-3 and in MRG-1');
      await sql.query(`SELECT pg_advisory_xact_lock(${LOCK})`);
      const priorKeys = [...new Set(numbers.map((one) => keyOf(survivor, one)))];
      const merged = await settle(sql, keyOf(survivor, main), priorKeys);
      if (!merged.ok) return merged;
      const { patientKey, absorbed } = merged.value;
      let known = await identityOf(sql, patientKey);
      const isReplaced = known !== undefined && areTwoPeople(known, mergeIdentity(known, survivor));
      for (const key of absorbed.length > 0 ? absorbed : priorKeys.slice(0, 1)) {
        // Told twice: the numbers are old already, and what PID says completes the identity that stays.
        const gone = absorbed.includes(key) ? await identityOf(sql, key) : undefined;
        known = absorb({ survivor, prior }, known, gone);
      }
      await sql.query(
        `INSERT INTO passerelle.patient (key, identity_sealed, updated_at) VALUES ($1, $2, $3)
         ON CONFLICT (key) DO UPDATE SET identity_sealed = $2, updated_at = $3`,
        [patientKey, rows.sealIdentity(patientKey, known as Identity), clock.now()],
      );
      // What had been merged into the one that goes follows it: an alias leads to a living identity in one step.
      await sql.query(`UPDATE passerelle.patient_alias SET patient_key = $1 WHERE patient_key = ANY($2)`, [
        patientKey,
        absorbed,
      ]);
      await sql.query(
        `INSERT INTO passerelle.patient_alias (key, patient_key, since)
         SELECT key, $1, $3 FROM unnest($2::text[]) AS key ON CONFLICT (key) DO NOTHING`,
        [patientKey, absorbed, clock.now()],
      );
      return ok({ ...merged.value, isReplaced });
    },
    async mergedPair(sql, absorbedKey) {
      const [alias] = await sql.query<{ patient_key: string; since: Date }[]>(
        'SELECT patient_key, since FROM passerelle.patient_alias WHERE key = $1',
        [absorbedKey],
      );
      const survivor = alias && (await identityOf(sql, alias.patient_key));
      if (!survivor) return undefined;
      const absorbed = await identityOf(sql, absorbedKey);
      return {
        ...(absorbed && { absorbed: sensitive(absorbed) }),
        survivor: sensitive(survivor),
        since: alias.since,
      };
    },
    async isCurrent(sql, identity) {
      await whileNoMerge(sql);
      const who = identity.reveal();
      const [main] = currentIpps(who);
      const key = main ? keyOf(who, main) : null;
      return (await rootOf(sql, key)) === key;
    },
  };
}
