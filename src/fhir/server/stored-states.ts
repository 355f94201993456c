import { type Observation } from '@medplum/fhirtypes';
import { type Sql } from '../../database/index.js';
import { type Cipher } from '../../security/index.js';
import { open } from './content.js';
import { currentOfAll } from './store.js';

/** Observations as they stand on the embedded endpoint, by id: what a person decided shows there. */
export async function storedObservations(
  sql: Sql,
  cipher: Cipher,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Observation>> {
  const rows = await currentOfAll(
    sql,
    ids.map((id) => ({ type: 'Observation', id })),
  );
  return new Map(rows.map((row) => [row.id, open(row, { cipher }) as Observation]));
}
