import { type DataSource } from 'typeorm';
import { type KeyMark, misfits, writingKeys } from './check-keys.js';
import { type Keys } from './key-file.js';

/**
 * Remembers which keys write this database. Throws where others did: with a wrong key nothing could be read, and
 * every resource would get a second id.
 */
export async function checkKeys(dataSource: DataSource, keys: Keys): Promise<void> {
  refuse(misfits(keys, await writtenWith(dataSource)));
  const marks = writingKeys(keys);
  // One statement: of two processes that start at the same moment with different keys, one writes both rows.
  await dataSource.query(
    `INSERT INTO passerelle.key_check (setting, key_id, digest)
     SELECT * FROM unnest($1::text[], $2::text[], $3::text[]) ON CONFLICT DO NOTHING`,
    [marks.map(({ setting }) => setting), marks.map(({ keyId }) => keyId), marks.map(({ digest }) => digest)],
  );
  refuse(misfits(keys, await writtenWith(dataSource)));
}

const writtenWith = (dataSource: DataSource): Promise<KeyMark[]> =>
  dataSource.query<KeyMark[]>(
    `SELECT setting, key_id AS "keyId", digest FROM passerelle.key_check ORDER BY setting, key_id`,
  );

function refuse(wrong: readonly string[]): void {
  if (wrong.length > 0) throw new Error(`KEYS_DO_NOT_FIT: ${wrong.join('; ')}.`);
}
