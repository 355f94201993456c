import { type MigrationInterface, type QueryRunner } from 'typeorm';

export class Schema1763800000000 implements MigrationInterface {
  readonly name = 'Schema1763800000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE SCHEMA IF NOT EXISTS passerelle');
  }

  async down(): Promise<void> {
    throw new Error('Migrations are append-only.');
  }
}
