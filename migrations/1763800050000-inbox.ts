import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Messages, patients, reports and their journey. Columns named `*_sealed` hold AES-256-GCM bytes. */
export class Inbox1763800050000 implements MigrationInterface {
  readonly name = 'Inbox1763800050000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE passerelle.message (
        id uuid PRIMARY KEY,
        source text NOT NULL,
        sender text NOT NULL,
        control_id text NOT NULL,
        type text NOT NULL,
        body_hash text NOT NULL,
        raw_sealed bytea NOT NULL,
        received_at timestamptz NOT NULL,
        answer_code text NOT NULL,
        answer bytea NOT NULL,
        failure_code text,
        failure_class text,
        failure_message text
      )`);
    // A repeated message is known by sender, id and body: some senders reuse MSH-10 after a restart.
    await runner.query(`
      CREATE UNIQUE INDEX message_answered ON passerelle.message (source, sender, control_id, body_hash)
      WHERE answer_code IN ('AA', 'CA', 'AR', 'CR')`);
    await runner.query(`CREATE INDEX message_received ON passerelle.message (received_at)`);

    await runner.query(`
      CREATE TABLE passerelle.patient (
        key text PRIMARY KEY,
        identity_sealed bytea NOT NULL,
        updated_at timestamptz NOT NULL
      )`);
    await runner.query(`
      CREATE TABLE passerelle.stay (
        key text PRIMARY KEY,
        patient_key text,
        stay_sealed bytea NOT NULL,
        updated_at timestamptz NOT NULL
      )`);

    await runner.query(`
      CREATE TABLE passerelle.lineage (
        key text PRIMARY KEY,
        versions integer NOT NULL
      )`);
    // Which lineage a document id belongs to, and whether a later version already replaced or deleted it.
    await runner.query(`
      CREATE TABLE passerelle.lineage_document (
        document_hash text PRIMARY KEY,
        lineage text NOT NULL,
        superseded boolean NOT NULL DEFAULT false
      )`);

    await runner.query(`
      CREATE TABLE passerelle.report (
        id uuid PRIMARY KEY,
        message_id uuid NOT NULL REFERENCES passerelle.message (id),
        source text NOT NULL,
        lineage text NOT NULL,
        version integer NOT NULL,
        action text NOT NULL,
        type_code text NOT NULL,
        document_hash text NOT NULL,
        patient_key text,
        stay_key text,
        document_date date,
        received_at timestamptz NOT NULL,
        content_sealed bytea NOT NULL,
        state text NOT NULL CHECK (state IN
          ('received', 'held', 'parked', 'processing', 'delivered', 'failed', 'cancelled')),
        failure_code text,
        failure_class text,
        failure_message text,
        failing_since timestamptz,
        attempts integer NOT NULL DEFAULT 0,
        counts jsonb NOT NULL DEFAULT '{}',
        state_since timestamptz NOT NULL,
        UNIQUE (lineage, version)
      )`);
    await runner.query(`CREATE INDEX report_state ON passerelle.report (state, received_at)`);
    await runner.query(`CREATE INDEX report_received ON passerelle.report (received_at, id)`);
    await runner.query(`CREATE INDEX report_document ON passerelle.report (document_hash)`);
    await runner.query(`CREATE INDEX report_message ON passerelle.report (message_id)`);
    await runner.query(`
      CREATE TABLE passerelle.report_identifier (
        hash text NOT NULL,
        report_id uuid NOT NULL REFERENCES passerelle.report (id),
        PRIMARY KEY (hash, report_id)
      )`);

    await runner.query(`
      CREATE TABLE passerelle.journey (
        report_id uuid PRIMARY KEY REFERENCES passerelle.report (id),
        document_sealed bytea,
        pseudonymized_sealed bytea,
        findings_sealed bytea
      )`);
    await runner.query(`
      CREATE TABLE passerelle.report_event (
        report_id uuid NOT NULL REFERENCES passerelle.report (id),
        at timestamptz NOT NULL,
        step text NOT NULL,
        code text,
        seq bigint GENERATED ALWAYS AS IDENTITY,
        PRIMARY KEY (report_id, seq)
      )`);
    await runner.query(`
      CREATE TABLE passerelle.vault (
        patient_key text NOT NULL,
        entry text NOT NULL,
        content_sealed bytea NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (patient_key, entry)
      )`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations are append-only.');
  }
}
