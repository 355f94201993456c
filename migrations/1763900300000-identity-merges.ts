import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Merged identities, and what an operator must know of them. */
export class IdentityMerges1763900300000 implements MigrationInterface {
  readonly name = 'IdentityMerges1763900300000';

  async up(runner: QueryRunner): Promise<void> {
    // Key of a merged identity → key of the one that stayed, which is never an alias itself.
    await runner.query(`
      CREATE TABLE passerelle.patient_alias (
        key text PRIMARY KEY,
        patient_key text NOT NULL CHECK (patient_key <> key),
        since timestamptz NOT NULL
      )`);
    await runner.query(`CREATE INDEX patient_alias_patient ON passerelle.patient_alias (patient_key)`);
    // Append-only: what merges did, and which results stayed under a merged identity. No patient data.
    await runner.query(`
      CREATE TABLE passerelle.identity_event (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        at timestamptz NOT NULL,
        code text NOT NULL,
        message_id uuid REFERENCES passerelle.message (id),
        trigger text NOT NULL,
        patient_key text,
        absorbed_key text,
        report_id uuid REFERENCES passerelle.report (id)
      )`);
    await runner.query(`CREATE INDEX identity_event_at ON passerelle.identity_event (at)`);
    await runner.query(
      `CREATE INDEX identity_event_report ON passerelle.identity_event (report_id) WHERE report_id IS NOT NULL`,
    );
  }

  async down(): Promise<void> {
    throw new Error('Migrations are append-only.');
  }
}
