import { type Sql } from '../../database/index.js';
import { ok, sensitive } from '../../kernel/index.js';
import { type Cipher, type KeyedHash } from '../../security/index.js';
import { type SurrogatePair, type Vault } from '../ports.js';
import { type SpanCategory } from '../pseudonymized-document.js';

/** The row that holds the date shift; every other row holds a pair. */
const SHIFT = 'shift';

interface StoredPair {
  readonly category: SpanCategory;
  readonly original: string;
  readonly surrogate: string;
}

interface Row {
  readonly entry: string;
  readonly content_sealed: Buffer;
}

export interface VaultDependencies {
  readonly sql: Sql;
  readonly cipher: Cipher;
  /** Names a pair without telling its original. */
  readonly hash: KeyedHash;
}

/** The vault in PostgreSQL: one sealed row per pair, one for the date shift. The first shift stays. */
export function createTypeormVault({ sql, cipher, hash }: VaultDependencies): Vault {
  const contextOf = (patient: string, entry: string) => `vault:${patient}:${entry}`;
  const seal = (patient: string, entry: string, value: unknown) =>
    cipher.seal(Buffer.from(JSON.stringify(value)), contextOf(patient, entry));

  return {
    async open(patient) {
      const rows = (await sql.query(
        `SELECT entry, content_sealed FROM passerelle.vault WHERE patient_key = $1 ORDER BY created_at, entry`,
        [patient],
      )) as Row[];
      const opened = rows.map(({ entry, content_sealed: sealed }) => ({
        entry,
        value: JSON.parse(cipher.open(sealed, contextOf(patient, entry)).toString('utf8')) as unknown,
      }));
      const shift = opened.find(({ entry }) => entry === SHIFT)?.value as number | undefined;
      const stored = opened.filter(({ entry }) => entry !== SHIFT).map(({ value }) => value as StoredPair);
      const pairs = stored.map((pair): SurrogatePair => ({ ...pair, original: sensitive(pair.original) }));
      return ok({ ...(shift !== undefined && { dateShiftDays: shift }), pairs });
    },
    // In one order: two documents of a patient that are read at once never wait for each other in a circle.
    async keep(patient, { dateShiftDays, pairs }) {
      const entries = pairs.map(({ category, original, surrogate }) => {
        const stored: StoredPair = { category, original: original.reveal(), surrogate };
        const entry = hash('pair', category, stored.original);
        return { entry, sealed: seal(patient, entry, stored) };
      });
      if (dateShiftDays !== undefined)
        entries.push({ entry: SHIFT, sealed: seal(patient, SHIFT, dateShiftDays) });
      const distinct = [...new Map(entries.map((one) => [one.entry, one])).values()];
      if (distinct.length === 0) return ok(undefined);
      await sql.query(
        `INSERT INTO passerelle.vault (patient_key, entry, content_sealed)
         SELECT $1, entry, sealed FROM unnest($2::text[], $3::bytea[]) AS given (entry, sealed) ORDER BY entry
         ON CONFLICT (patient_key, entry) DO UPDATE SET content_sealed = excluded.content_sealed
         WHERE passerelle.vault.entry <> '${SHIFT}'`,
        [patient, distinct.map(({ entry }) => entry), distinct.map(({ sealed }) => sealed)],
      );
      return ok(undefined);
    },
  };
}
