import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Which keys wrote this database: digests that only the same key gives again, and that give no key away. */
export class KeyCheck1763900500000 implements MigrationInterface {
  readonly name = 'KeyCheck1763900500000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE passerelle.key_check (
        setting text NOT NULL,
        key_id text NOT NULL,
        digest text NOT NULL,
        PRIMARY KEY (setting, key_id)
      )`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations are append-only.');
  }
}
