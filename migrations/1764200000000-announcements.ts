import { type MigrationInterface, type QueryRunner } from 'typeorm';

/**
 * What was delivered and is told elsewhere (docs/adr/0019-announcements.md). `content_sealed` holds AES-256-GCM bytes
 * until it is sent.
 */
export class Announcements1764200000000 implements MigrationInterface {
  readonly name = 'Announcements1764200000000';

  async up(runner: QueryRunner): Promise<void> {
    // `queued`: a job of the channel is due or in hand, and will not end before it has seen what is put now.
    await runner.query(`
      CREATE TABLE passerelle.announcement_channel (
        channel text PRIMARY KEY,
        queued boolean NOT NULL DEFAULT false
      )`);
    await runner.query(`INSERT INTO passerelle.announcement_channel (channel) VALUES ('kafka'), ('hl7')`);
    await runner.query(`
      CREATE TABLE passerelle.announcement (
        id uuid PRIMARY KEY,
        seq bigint GENERATED ALWAYS AS IDENTITY,
        channel text NOT NULL REFERENCES passerelle.announcement_channel (channel),
        kind text NOT NULL CHECK (kind IN ('report', 'stay')),
        -- The id of the report, or the key of the stay.
        subject text NOT NULL,
        lineage text NOT NULL,
        version integer NOT NULL,
        action text NOT NULL CHECK (action IN ('delivered', 'replaced', 'renewed', 'suspended', 'withdrawn')),
        state text NOT NULL CHECK (state IN ('pending', 'sent', 'failed', 'overtaken')),
        content_sealed bytea,
        attempts integer NOT NULL DEFAULT 0,
        first_failed_at timestamptz,
        due_at timestamptz NOT NULL DEFAULT '-infinity',
        failure_code text,
        failure_class text,
        failure_message text,
        created_at timestamptz NOT NULL,
        settled_at timestamptz
      )`);
    await runner.query(
      `CREATE INDEX announcement_pending ON passerelle.announcement (channel, seq) WHERE state = 'pending'`,
    );
    await runner.query(
      `CREATE INDEX announcement_failed ON passerelle.announcement (channel, seq) WHERE state = 'failed'`,
    );
    await runner.query(
      `CREATE INDEX announcement_lineage ON passerelle.announcement (lineage, channel, seq)`,
    );
  }

  async down(): Promise<void> {
    throw new Error('Migrations are append-only.');
  }
}
