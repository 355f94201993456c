import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Questions that are refused are kept too, and the ids of a server that chooses its own are looked up. */
export class ReidentificationRefusals1764400000000 implements MigrationInterface {
  readonly name = 'ReidentificationRefusals1764400000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE passerelle.reidentification
        -- NULL: no token of ours, nothing that is an id of the research zone, no reason.
        ALTER COLUMN actor DROP NOT NULL,
        ALTER COLUMN resource DROP NOT NULL,
        ALTER COLUMN reason_sealed DROP NOT NULL,
        DROP CONSTRAINT reidentification_outcome_check,
        ADD CONSTRAINT reidentification_outcome_check CHECK (outcome IN
          ('told', 'unknown', 'no-identity', 'not-authenticated', 'not-allowed', 'not-well-formed')),
        ADD CONSTRAINT reidentification_answered_check CHECK (outcome LIKE 'not-%' OR
          (actor IS NOT NULL AND resource IS NOT NULL AND reason_sealed IS NOT NULL))`);
    await runner.query(
      `CREATE INDEX delivery_ledger_server_idx ON passerelle.delivery_ledger (server_id, type)`,
    );
  }

  async down(): Promise<void> {
    throw new Error('Migrations are append-only.');
  }
}
