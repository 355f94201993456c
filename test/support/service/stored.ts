import { type DataSource } from 'typeorm';
import { sealingFaults } from './sealed.js';

const CLEAR_COLUMNS = `
  SELECT table_schema || '.' || table_name AS name, column_name AS column FROM information_schema.columns
  JOIN information_schema.tables USING (table_schema, table_name)
  WHERE table_schema IN ('passerelle', 'queue', 'public') AND table_type = 'BASE TABLE'
    AND (data_type IN ('text', 'character varying', 'jsonb', 'json', 'bytea') OR data_type = 'ARRAY')`;

export interface Stored {
  /** By column, as text: bytes as Latin-1, which keeps a UTF-8 or ASCII word findable. */
  readonly places: Readonly<Record<string, string>>;
  /** What is wrong with the sealed values, by column. */
  readonly faults: Readonly<Record<string, readonly string[]>>;
  readonly sealedValues: number;
}

/** Whether a column (`schema.table.column`) holds sealed values alone. */
export const isSealed = (place: string): boolean =>
  place.endsWith('_sealed') || /^passerelle\.fhir_(resource|history)\.content$/.test(place);

/** Every column of the database that can hold a word. */
export async function readStored(sql: DataSource): Promise<Stored> {
  const columns = await sql.query<{ name: string; column: string }[]>(CLEAR_COLUMNS);
  const read = columns.map(async ({ name, column }) => {
    const rows = await sql.query<Record<string, unknown>[]>(`SELECT "${column}" AS value FROM ${name}`);
    return { place: `${name}.${column}`, values: rows.map(({ value }) => value) };
  });
  const cells = await Promise.all(read);
  const sealed = cells
    .filter(({ place }) => isSealed(place))
    .map(({ place, values }) => ({ place, values: values.filter((value) => Buffer.isBuffer(value)) }));
  const faults = sealed.map(({ place, values }) => [place, sealingFaults(values)] as const);
  return {
    places: Object.fromEntries(
      cells.map(({ place, values }) => [place, values.map((value) => textOf(value)).join('\n')]),
    ),
    faults: Object.fromEntries(faults.filter(([, found]) => found.length > 0)),
    sealedValues: sealed.reduce((sum, { values }) => sum + values.length, 0),
  };
}

const textOf = (value: unknown): string =>
  Buffer.isBuffer(value)
    ? `${value.toString('latin1')}\n${value.toString('utf8')}`
    : (JSON.stringify(value) ?? '');
