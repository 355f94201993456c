import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** What waits to be delivered, what was delivered, and where it is. Columns named `*_sealed` hold AES-256-GCM bytes. */
export class Delivery1763800200000 implements MigrationInterface {
  readonly name = 'Delivery1763800200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE passerelle.delivery_outbox (
        id uuid PRIMARY KEY,
        report_id text NOT NULL,
        lineage text NOT NULL,
        version integer NOT NULL,
        zone text NOT NULL CHECK (zone IN ('care', 'research')),
        state text NOT NULL CHECK (state IN ('pending', 'sent', 'overtaken', 'failed')),
        bundle_sealed bytea,
        attempts integer NOT NULL DEFAULT 0,
        first_failed_at timestamptz,
        failure_code text,
        failure_class text,
        failure_message text,
        created_at timestamptz NOT NULL DEFAULT now(),
        settled_at timestamptz,
        UNIQUE (report_id, zone)
      )`);
    await runner.query(`
      CREATE INDEX delivery_outbox_open ON passerelle.delivery_outbox (state) WHERE state IN ('pending', 'failed')`);

    // Every resource ever delivered for a lineage, in its latest state: what a later version must take back.
    await runner.query(`
      CREATE TABLE passerelle.delivered (
        lineage text NOT NULL,
        zone text NOT NULL,
        version integer NOT NULL,
        resources_sealed bytea NOT NULL,
        updated_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (lineage, zone)
      )`);

    // Our key (type and opaque id) to the id a server chose.
    await runner.query(`
      CREATE TABLE passerelle.delivery_ledger (
        target text NOT NULL,
        key text NOT NULL,
        type text NOT NULL,
        server_id text NOT NULL,
        version_id text,
        updated_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (target, key)
      )`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations are append-only.');
  }
}
