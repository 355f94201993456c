import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Who stands behind an id of the research zone, and who asked. `reason_sealed` holds AES-256-GCM bytes. */
export class Reidentification1764300000000 implements MigrationInterface {
  readonly name = 'Reidentification1764300000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE passerelle.pseudonym (
        -- Type and id of the research zone: Patient/…, DocumentReference/….
        resource text PRIMARY KEY,
        report_id uuid NOT NULL REFERENCES passerelle.report (id)
      )`);
    await runner.query(`
      CREATE TABLE passerelle.reidentification (
        seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        id uuid NOT NULL UNIQUE,
        at timestamptz NOT NULL,
        actor text NOT NULL,
        resource text NOT NULL,
        outcome text NOT NULL CHECK (outcome IN ('told', 'unknown', 'no-identity')),
        reason_sealed bytea NOT NULL
      )`);
    await runner.query(`
      CREATE FUNCTION passerelle.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'passerelle.reidentification is append-only';
      END $$`);
    await runner.query(`
      CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON passerelle.reidentification
        FOR EACH STATEMENT EXECUTE FUNCTION passerelle.refuse_change()`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations are append-only.');
  }
}
