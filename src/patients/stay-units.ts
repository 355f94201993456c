import { type Sql } from '../database/index.js';
import { type Cipher } from '../security/index.js';
import { createSealedRows } from './sealed-rows.js';
import { unitOn } from './unit-on.js';

/** Tells the unit of a stay on a day. */
export type UnitOf = (stayKey: string, day: string) => string | undefined;

/** The units of some stays, by their movements. */
export async function unitsOfStays(sql: Sql, cipher: Cipher, stayKeys: readonly string[]): Promise<UnitOf> {
  const { openStay } = createSealedRows(cipher);
  const rows = await sql.query<{ key: string; stay_sealed: Buffer }[]>(
    'SELECT key, stay_sealed FROM passerelle.stay WHERE key = ANY($1)',
    [stayKeys],
  );
  const stays = new Map(rows.map(({ key, stay_sealed: sealed }) => [key, openStay(key, sealed)]));
  return (stayKey, day) => {
    const stay = stays.get(stayKey);
    return stay && unitOn(stay, day);
  };
}
