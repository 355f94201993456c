import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Incidents that a message raises without a report: links of identities, moves of stays. */
export class LinksAndMoves1764000200000 implements MigrationInterface {
  readonly name = 'LinksAndMoves1764000200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE passerelle.incident
        ADD COLUMN message_id uuid REFERENCES passerelle.message (id),
        ALTER COLUMN report_id DROP NOT NULL,
        ALTER COLUMN lineage DROP NOT NULL,
        ALTER COLUMN document_hash DROP NOT NULL,
        ADD CONSTRAINT incident_about CHECK (report_id IS NOT NULL OR message_id IS NOT NULL)`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations are append-only.');
  }
}
