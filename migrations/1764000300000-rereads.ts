import { type MigrationInterface, type QueryRunner } from 'typeorm';

/**
 * Reading again with a newer reader: which reader made each kept text (empty for texts kept before this, until they
 * are first looked at), what operators asked for, and where each chosen report is.
 */
export class Rereads1764000300000 implements MigrationInterface {
  readonly name = 'Rereads1764000300000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE passerelle.journey ADD COLUMN reader text, ADD COLUMN reader_version text`,
    );
    await runner.query(`
      CREATE TABLE passerelle.reread (
        id uuid PRIMARY KEY,
        asked_at timestamptz NOT NULL,
        selection jsonb NOT NULL,
        dry_run boolean NOT NULL,
        state text NOT NULL CHECK (state IN ('selecting', 'reading', 'done', 'stopped')),
        -- The last report looked at: the next ones came after it.
        cursor_at timestamptz NOT NULL DEFAULT '-infinity',
        cursor_id uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
        looked_at integer NOT NULL DEFAULT 0,
        selected integer NOT NULL DEFAULT 0,
        elsewhere integer NOT NULL DEFAULT 0,
        finished_at timestamptz
      )`);
    await runner.query(`CREATE INDEX reread_asked ON passerelle.reread (asked_at, id)`);
    await runner.query(`
      CREATE TABLE passerelle.reread_report (
        reread_id uuid NOT NULL REFERENCES passerelle.reread (id),
        report_id uuid NOT NULL REFERENCES passerelle.report (id),
        state text NOT NULL CHECK (state IN ('waiting', 'queued', 'same', 'changed', 'skipped', 'failed')),
        attempts integer NOT NULL DEFAULT 0,
        queued_at timestamptz,
        settled_at timestamptz,
        failure_code text,
        failure_message text,
        -- Its stay has been queued for the text that changed: once all its reports are read.
        stay_told boolean NOT NULL DEFAULT false,
        PRIMARY KEY (reread_id, report_id)
      )`);
    // A report is read again once at a time, whoever asks.
    await runner.query(
      `CREATE UNIQUE INDEX reread_report_open ON passerelle.reread_report (report_id) WHERE state IN ('waiting', 'queued')`,
    );
    // Stays to be told of their new texts.
    await runner.query(
      `CREATE INDEX reread_report_untold ON passerelle.reread_report (report_id) WHERE state = 'changed' AND NOT stay_told`,
    );
    await runner.query(`CREATE INDEX reread_report_state ON passerelle.reread_report (reread_id, state)`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations are append-only.');
  }
}
