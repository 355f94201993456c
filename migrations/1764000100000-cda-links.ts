import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** What the CDA of a report says of other documents. */
export class CdaLinks1764000100000 implements MigrationInterface {
  readonly name = 'CdaLinks1764000100000';

  async up(runner: QueryRunner): Promise<void> {
    // Keyed hashes and version numbers alone. None: it says nothing, or came before this was read.
    await runner.query(`ALTER TABLE passerelle.report ADD COLUMN cda jsonb`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations are append-only.');
  }
}
