import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** What the life of a document is told from, in clear and without patient data; and incidents. */
export class LifeCycle1763900100000 implements MigrationInterface {
  readonly name = 'LifeCycle1763900100000';

  async up(runner: QueryRunner): Promise<void> {
    // forms: what its content came in (none: it has no content). waits_for: documents of which one must come first,
    // or `patient`; a report that waits for something counts for nothing in its lineage.
    await runner.query(`
      ALTER TABLE passerelle.report
        ADD COLUMN parent_hash text,
        ADD COLUMN signed boolean NOT NULL DEFAULT true,
        ADD COLUMN availability text CHECK (availability IN ('available', 'withheld')),
        ADD COLUMN forms text[] NOT NULL DEFAULT '{}',
        ADD COLUMN document_at timestamptz,
        ADD COLUMN waits_for text[] NOT NULL DEFAULT '{}'`);
    await runner.query(
      `UPDATE passerelle.report SET signed = state <> 'held',
         forms = CASE WHEN action = 'deletion' THEN '{}'::text[] ELSE '{text}'::text[] END,
         waits_for = CASE WHEN state = 'parked' THEN ARRAY[document_hash] ELSE '{}'::text[] END`,
    );
    await runner.query(
      `CREATE INDEX report_parent ON passerelle.report (parent_hash) WHERE parent_hash IS NOT NULL`,
    );
    await runner.query(`CREATE INDEX report_waits ON passerelle.report USING gin (waits_for)`);
    // A document counts as known once its own message has come: the ids a message only mentions are not kept.
    await runner.query(`
      DELETE FROM passerelle.lineage_document AS known WHERE NOT EXISTS (
        SELECT 1 FROM passerelle.report WHERE document_hash = known.document_hash AND state <> 'parked')`);
    await runner.query(`ALTER TABLE passerelle.lineage_document DROP COLUMN superseded`);
    await runner.query(`
      CREATE TABLE passerelle.incident (
        id uuid PRIMARY KEY,
        at timestamptz NOT NULL,
        code text NOT NULL,
        source text NOT NULL,
        report_id uuid NOT NULL REFERENCES passerelle.report (id),
        lineage text NOT NULL,
        document_hash text NOT NULL
      )`);
    await runner.query(`CREATE INDEX incident_at ON passerelle.incident (at, id)`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations are append-only.');
  }
}
