import { type MigrationInterface, type QueryRunner } from 'typeorm';

/**
 * What was acknowledged and has no place yet (docs/adr/0023-kept-then-placed.md): a message and the events read from
 * it, until they are placed in their lineages. Sealed columns never compress: PostgreSQL need not try, and a message of
 * a few kilobytes stays in its row.
 */
export class Arrivals1764100000000 implements MigrationInterface {
  readonly name = 'Arrivals1764100000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE passerelle.arrival (
        seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        message_id uuid NOT NULL UNIQUE REFERENCES passerelle.message (id),
        events_sealed bytea NOT NULL,
        -- Set where it could not be placed for good: a person looks at it.
        failed_at timestamptz,
        failure_code text
      ) WITH (
        toast_tuple_target = 8160,
        -- A queue: what was placed is cleared away by its number, not by its share.
        autovacuum_vacuum_scale_factor = 0,
        autovacuum_vacuum_threshold = 1000
      )`);
    await runner.query(`CREATE INDEX arrival_waiting ON passerelle.arrival (seq) WHERE failed_at IS NULL`);
    await runner.query(`ALTER TABLE passerelle.arrival ALTER COLUMN events_sealed SET STORAGE EXTERNAL`);
    await runner.query(`ALTER TABLE passerelle.message SET (toast_tuple_target = 8160)`);
    await runner.query(`ALTER TABLE passerelle.message ALTER COLUMN raw_sealed SET STORAGE EXTERNAL`);
    await runner.query(`ALTER TABLE passerelle.report ALTER COLUMN content_sealed SET STORAGE EXTERNAL`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations are append-only.');
  }
}
