import { type MigrationInterface, type QueryRunner } from 'typeorm';

/**
 * The corridor of a stay: one row per stay that has documents. `changes` counts what changed it, `walked` how many of
 * them the last run saw, `begun` how many the run in progress (or the last one) began with.
 */
export class StayWalk1763900400000 implements MigrationInterface {
  readonly name = 'StayWalk1763900400000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE passerelle.stay_walk (
        stay_key text PRIMARY KEY,
        changes bigint NOT NULL,
        walked bigint NOT NULL DEFAULT 0,
        begun bigint NOT NULL DEFAULT 0,
        runs integer NOT NULL DEFAULT 0,
        state text NOT NULL CHECK (state IN ('waiting', 'walking', 'done', 'failed')),
        state_since timestamptz NOT NULL,
        changed_at timestamptz NOT NULL,
        waiting_since timestamptz NOT NULL,
        attempts integer NOT NULL DEFAULT 0,
        failing_since timestamptz,
        failure_code text,
        failure_class text,
        failure_message text,
        counts jsonb NOT NULL DEFAULT '{}',
        -- Reports the run sent on their walk again: once each.
        renewed uuid[] NOT NULL DEFAULT '{}',
        learned_sealed bytea,
        learned_for bigint,
        outcome_sealed bytea,
        outcome_for bigint
      )`);
    await runner.query(`CREATE INDEX stay_walk_state ON passerelle.stay_walk (state, state_since)`);
    await runner.query(`CREATE INDEX report_stay ON passerelle.report (stay_key) WHERE stay_key IS NOT NULL`);
    await runner.query(
      `CREATE INDEX report_patient ON passerelle.report (patient_key) WHERE patient_key IS NOT NULL`,
    );
  }

  async down(): Promise<void> {
    throw new Error('Migrations are append-only.');
  }
}
