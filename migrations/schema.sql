-- The schema passerelle as the migrations make it, dumped by scripts/schema/dump.sh: made on PostgreSQL 15.

CREATE SCHEMA passerelle;

CREATE FUNCTION passerelle.refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
      BEGIN
        RAISE EXCEPTION 'passerelle.reidentification is append-only';
      END $$;

CREATE TABLE passerelle.announcement (
    id uuid NOT NULL,
    seq bigint NOT NULL,
    channel text NOT NULL,
    kind text NOT NULL,
    subject text NOT NULL,
    lineage text NOT NULL,
    version integer NOT NULL,
    action text NOT NULL,
    state text NOT NULL,
    content_sealed bytea,
    attempts integer DEFAULT 0 NOT NULL,
    first_failed_at timestamp with time zone,
    due_at timestamp with time zone DEFAULT '-infinity'::timestamp with time zone NOT NULL,
    failure_code text,
    failure_class text,
    failure_message text,
    created_at timestamp with time zone NOT NULL,
    settled_at timestamp with time zone,
    CONSTRAINT announcement_action_check CHECK ((action = ANY (ARRAY['delivered'::text, 'replaced'::text, 'renewed'::text, 'suspended'::text, 'withdrawn'::text]))),
    CONSTRAINT announcement_kind_check CHECK ((kind = ANY (ARRAY['report'::text, 'stay'::text]))),
    CONSTRAINT announcement_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'sent'::text, 'failed'::text, 'overtaken'::text])))
);

CREATE TABLE passerelle.announcement_channel (
    channel text NOT NULL,
    queued boolean DEFAULT false NOT NULL
);

ALTER TABLE passerelle.announcement ALTER COLUMN seq ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME passerelle.announcement_seq_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE passerelle.arrival (
    seq bigint NOT NULL,
    message_id uuid NOT NULL,
    events_sealed bytea NOT NULL,
    failed_at timestamp with time zone,
    failure_code text
)
WITH (toast_tuple_target='8160', autovacuum_vacuum_scale_factor='0', autovacuum_vacuum_threshold='1000');
ALTER TABLE ONLY passerelle.arrival ALTER COLUMN events_sealed SET STORAGE EXTERNAL;

ALTER TABLE passerelle.arrival ALTER COLUMN seq ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME passerelle.arrival_seq_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE passerelle.delivered (
    lineage text NOT NULL,
    zone text NOT NULL,
    version integer NOT NULL,
    resources_sealed bytea NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL
);

CREATE TABLE passerelle.delivery_ledger (
    target text NOT NULL,
    key text NOT NULL,
    type text NOT NULL,
    server_id text NOT NULL,
    version_id text,
    updated_at timestamp with time zone DEFAULT now() NOT NULL
);

CREATE TABLE passerelle.delivery_outbox (
    id uuid NOT NULL,
    report_id text NOT NULL,
    lineage text NOT NULL,
    version integer NOT NULL,
    zone text NOT NULL,
    state text NOT NULL,
    bundle_sealed bytea,
    attempts integer DEFAULT 0 NOT NULL,
    first_failed_at timestamp with time zone,
    failure_code text,
    failure_class text,
    failure_message text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    settled_at timestamp with time zone,
    CONSTRAINT delivery_outbox_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'sent'::text, 'overtaken'::text, 'failed'::text]))),
    CONSTRAINT delivery_outbox_zone_check CHECK ((zone = ANY (ARRAY['care'::text, 'research'::text])))
);

CREATE TABLE passerelle.fhir_history (
    type text NOT NULL COLLATE pg_catalog."C",
    id text NOT NULL COLLATE pg_catalog."C",
    version integer NOT NULL,
    method text NOT NULL,
    deleted boolean NOT NULL,
    updated timestamp with time zone NOT NULL,
    content bytea
);
ALTER TABLE ONLY passerelle.fhir_history ALTER COLUMN content SET STORAGE EXTERNAL;

CREATE TABLE passerelle.fhir_resource (
    rid bigint NOT NULL,
    type text NOT NULL COLLATE pg_catalog."C",
    id text NOT NULL COLLATE pg_catalog."C",
    version integer NOT NULL,
    method text NOT NULL,
    deleted boolean NOT NULL,
    updated timestamp with time zone NOT NULL,
    content bytea,
    digest text,
    tokens text[] NOT NULL COLLATE pg_catalog."C",
    date_from timestamp with time zone NOT NULL,
    date_to timestamp with time zone NOT NULL
);
ALTER TABLE ONLY passerelle.fhir_resource ALTER COLUMN content SET STORAGE EXTERNAL;
ALTER TABLE ONLY passerelle.fhir_resource ALTER COLUMN tokens SET STATISTICS 1000;

ALTER TABLE passerelle.fhir_resource ALTER COLUMN rid ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME passerelle.fhir_resource_rid_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE passerelle.identity_event (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    at timestamp with time zone NOT NULL,
    code text NOT NULL,
    message_id uuid,
    trigger text NOT NULL,
    patient_key text,
    absorbed_key text,
    report_id uuid
);

CREATE TABLE passerelle.incident (
    id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    code text NOT NULL,
    source text NOT NULL,
    report_id uuid,
    lineage text,
    document_hash text,
    message_id uuid,
    CONSTRAINT incident_about CHECK (((report_id IS NOT NULL) OR (message_id IS NOT NULL)))
);

CREATE TABLE passerelle.journey (
    report_id uuid NOT NULL,
    document_sealed bytea,
    pseudonymized_sealed bytea,
    findings_sealed bytea,
    reader text,
    reader_version text
);

CREATE TABLE passerelle.key_check (
    setting text NOT NULL,
    key_id text NOT NULL,
    digest text NOT NULL
);

CREATE TABLE passerelle.lineage (
    key text NOT NULL,
    versions integer NOT NULL
);

CREATE TABLE passerelle.lineage_document (
    document_hash text NOT NULL,
    lineage text NOT NULL
);

CREATE TABLE passerelle.message (
    id uuid NOT NULL,
    source text NOT NULL,
    sender text NOT NULL,
    control_id text NOT NULL,
    type text NOT NULL,
    body_hash text NOT NULL,
    raw_sealed bytea NOT NULL,
    received_at timestamp with time zone NOT NULL,
    answer_code text NOT NULL,
    answer bytea NOT NULL,
    failure_code text,
    failure_class text,
    failure_message text
)
WITH (toast_tuple_target='8160');
ALTER TABLE ONLY passerelle.message ALTER COLUMN raw_sealed SET STORAGE EXTERNAL;

CREATE TABLE passerelle.patient (
    key text NOT NULL,
    identity_sealed bytea NOT NULL,
    updated_at timestamp with time zone NOT NULL
);

CREATE TABLE passerelle.patient_alias (
    key text NOT NULL,
    patient_key text NOT NULL,
    since timestamp with time zone NOT NULL,
    CONSTRAINT patient_alias_check CHECK ((patient_key <> key))
);

CREATE TABLE passerelle.pseudonym (
    resource text NOT NULL,
    report_id uuid NOT NULL
);

CREATE TABLE passerelle.reidentification (
    seq bigint NOT NULL,
    id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    actor text,
    resource text,
    outcome text NOT NULL,
    reason_sealed bytea,
    CONSTRAINT reidentification_answered_check CHECK (((outcome ~~ 'not-%'::text) OR ((actor IS NOT NULL) AND (resource IS NOT NULL) AND (reason_sealed IS NOT NULL)))),
    CONSTRAINT reidentification_outcome_check CHECK ((outcome = ANY (ARRAY['told'::text, 'unknown'::text, 'no-identity'::text, 'not-authenticated'::text, 'not-allowed'::text, 'not-well-formed'::text])))
);

ALTER TABLE passerelle.reidentification ALTER COLUMN seq ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME passerelle.reidentification_seq_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE passerelle.report (
    id uuid NOT NULL,
    message_id uuid NOT NULL,
    source text NOT NULL,
    lineage text NOT NULL,
    version integer NOT NULL,
    action text NOT NULL,
    type_code text NOT NULL,
    document_hash text NOT NULL,
    patient_key text,
    stay_key text,
    document_date date,
    received_at timestamp with time zone NOT NULL,
    content_sealed bytea NOT NULL,
    state text NOT NULL,
    failure_code text,
    failure_class text,
    failure_message text,
    failing_since timestamp with time zone,
    attempts integer DEFAULT 0 NOT NULL,
    counts jsonb DEFAULT '{}'::jsonb NOT NULL,
    state_since timestamp with time zone NOT NULL,
    parent_hash text,
    signed boolean DEFAULT true NOT NULL,
    availability text,
    forms text[] DEFAULT '{}'::text[] NOT NULL,
    document_at timestamp with time zone,
    waits_for text[] DEFAULT '{}'::text[] NOT NULL,
    cda jsonb,
    CONSTRAINT report_availability_check CHECK ((availability = ANY (ARRAY['available'::text, 'withheld'::text]))),
    CONSTRAINT report_state_check CHECK ((state = ANY (ARRAY['received'::text, 'held'::text, 'parked'::text, 'processing'::text, 'delivered'::text, 'failed'::text, 'cancelled'::text])))
);
ALTER TABLE ONLY passerelle.report ALTER COLUMN content_sealed SET STORAGE EXTERNAL;

CREATE TABLE passerelle.report_event (
    report_id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    step text NOT NULL,
    code text,
    seq bigint NOT NULL
);

ALTER TABLE passerelle.report_event ALTER COLUMN seq ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME passerelle.report_event_seq_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE passerelle.report_identifier (
    hash text NOT NULL,
    report_id uuid NOT NULL
);

CREATE TABLE passerelle.reread (
    id uuid NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    selection jsonb NOT NULL,
    dry_run boolean NOT NULL,
    state text NOT NULL,
    cursor_at timestamp with time zone DEFAULT '-infinity'::timestamp with time zone NOT NULL,
    cursor_id uuid DEFAULT '00000000-0000-0000-0000-000000000000'::uuid NOT NULL,
    looked_at integer DEFAULT 0 NOT NULL,
    selected integer DEFAULT 0 NOT NULL,
    elsewhere integer DEFAULT 0 NOT NULL,
    finished_at timestamp with time zone,
    CONSTRAINT reread_state_check CHECK ((state = ANY (ARRAY['selecting'::text, 'reading'::text, 'done'::text, 'stopped'::text])))
);

CREATE TABLE passerelle.reread_report (
    reread_id uuid NOT NULL,
    report_id uuid NOT NULL,
    state text NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    queued_at timestamp with time zone,
    settled_at timestamp with time zone,
    failure_code text,
    failure_message text,
    stay_told boolean DEFAULT false NOT NULL,
    CONSTRAINT reread_report_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'queued'::text, 'same'::text, 'changed'::text, 'skipped'::text, 'failed'::text])))
);

CREATE TABLE passerelle.stay (
    key text NOT NULL,
    patient_key text,
    stay_sealed bytea NOT NULL,
    updated_at timestamp with time zone NOT NULL
);

CREATE TABLE passerelle.stay_walk (
    stay_key text NOT NULL,
    changes bigint NOT NULL,
    walked bigint DEFAULT 0 NOT NULL,
    begun bigint DEFAULT 0 NOT NULL,
    runs integer DEFAULT 0 NOT NULL,
    state text NOT NULL,
    state_since timestamp with time zone NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    waiting_since timestamp with time zone NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    failing_since timestamp with time zone,
    failure_code text,
    failure_class text,
    failure_message text,
    counts jsonb DEFAULT '{}'::jsonb NOT NULL,
    renewed uuid[] DEFAULT '{}'::uuid[] NOT NULL,
    learned_sealed bytea,
    learned_for bigint,
    outcome_sealed bytea,
    outcome_for bigint,
    CONSTRAINT stay_walk_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'walking'::text, 'done'::text, 'failed'::text])))
);

CREATE TABLE passerelle.vault (
    patient_key text NOT NULL,
    entry text NOT NULL,
    content_sealed bytea NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE ONLY passerelle.announcement_channel
    ADD CONSTRAINT announcement_channel_pkey PRIMARY KEY (channel);

ALTER TABLE ONLY passerelle.announcement
    ADD CONSTRAINT announcement_pkey PRIMARY KEY (id);

ALTER TABLE ONLY passerelle.arrival
    ADD CONSTRAINT arrival_message_id_key UNIQUE (message_id);

ALTER TABLE ONLY passerelle.arrival
    ADD CONSTRAINT arrival_pkey PRIMARY KEY (seq);

ALTER TABLE ONLY passerelle.delivered
    ADD CONSTRAINT delivered_pkey PRIMARY KEY (lineage, zone);

ALTER TABLE ONLY passerelle.delivery_ledger
    ADD CONSTRAINT delivery_ledger_pkey PRIMARY KEY (target, key);

ALTER TABLE ONLY passerelle.delivery_outbox
    ADD CONSTRAINT delivery_outbox_pkey PRIMARY KEY (id);

ALTER TABLE ONLY passerelle.delivery_outbox
    ADD CONSTRAINT delivery_outbox_report_id_zone_key UNIQUE (report_id, zone);

ALTER TABLE ONLY passerelle.fhir_history
    ADD CONSTRAINT fhir_history_pkey PRIMARY KEY (type, id, version);

ALTER TABLE ONLY passerelle.fhir_resource
    ADD CONSTRAINT fhir_resource_pkey PRIMARY KEY (type, id);

ALTER TABLE ONLY passerelle.identity_event
    ADD CONSTRAINT identity_event_pkey PRIMARY KEY (id);

ALTER TABLE ONLY passerelle.incident
    ADD CONSTRAINT incident_pkey PRIMARY KEY (id);

ALTER TABLE ONLY passerelle.journey
    ADD CONSTRAINT journey_pkey PRIMARY KEY (report_id);

ALTER TABLE ONLY passerelle.key_check
    ADD CONSTRAINT key_check_pkey PRIMARY KEY (setting, key_id);

ALTER TABLE ONLY passerelle.lineage_document
    ADD CONSTRAINT lineage_document_pkey PRIMARY KEY (document_hash);

ALTER TABLE ONLY passerelle.lineage
    ADD CONSTRAINT lineage_pkey PRIMARY KEY (key);

ALTER TABLE ONLY passerelle.message
    ADD CONSTRAINT message_pkey PRIMARY KEY (id);

ALTER TABLE ONLY passerelle.patient_alias
    ADD CONSTRAINT patient_alias_pkey PRIMARY KEY (key);

ALTER TABLE ONLY passerelle.patient
    ADD CONSTRAINT patient_pkey PRIMARY KEY (key);

ALTER TABLE ONLY passerelle.pseudonym
    ADD CONSTRAINT pseudonym_pkey PRIMARY KEY (resource);

ALTER TABLE ONLY passerelle.reidentification
    ADD CONSTRAINT reidentification_id_key UNIQUE (id);

ALTER TABLE ONLY passerelle.reidentification
    ADD CONSTRAINT reidentification_pkey PRIMARY KEY (seq);

ALTER TABLE ONLY passerelle.report_event
    ADD CONSTRAINT report_event_pkey PRIMARY KEY (report_id, seq);

ALTER TABLE ONLY passerelle.report_identifier
    ADD CONSTRAINT report_identifier_pkey PRIMARY KEY (hash, report_id);

ALTER TABLE ONLY passerelle.report
    ADD CONSTRAINT report_lineage_version_key UNIQUE (lineage, version);

ALTER TABLE ONLY passerelle.report
    ADD CONSTRAINT report_pkey PRIMARY KEY (id);

ALTER TABLE ONLY passerelle.reread
    ADD CONSTRAINT reread_pkey PRIMARY KEY (id);

ALTER TABLE ONLY passerelle.reread_report
    ADD CONSTRAINT reread_report_pkey PRIMARY KEY (reread_id, report_id);

ALTER TABLE ONLY passerelle.stay
    ADD CONSTRAINT stay_pkey PRIMARY KEY (key);

ALTER TABLE ONLY passerelle.stay_walk
    ADD CONSTRAINT stay_walk_pkey PRIMARY KEY (stay_key);

ALTER TABLE ONLY passerelle.vault
    ADD CONSTRAINT vault_pkey PRIMARY KEY (patient_key, entry);

CREATE INDEX announcement_failed ON passerelle.announcement USING btree (channel, seq) WHERE (state = 'failed'::text);

CREATE INDEX announcement_lineage ON passerelle.announcement USING btree (lineage, channel, seq);

CREATE INDEX announcement_pending ON passerelle.announcement USING btree (channel, seq) WHERE (state = 'pending'::text);

CREATE INDEX arrival_waiting ON passerelle.arrival USING btree (seq) WHERE (failed_at IS NULL);

CREATE INDEX delivery_ledger_server_idx ON passerelle.delivery_ledger USING btree (server_id, type);

CREATE INDEX delivery_outbox_open ON passerelle.delivery_outbox USING btree (state) WHERE (state = ANY (ARRAY['pending'::text, 'failed'::text]));

CREATE INDEX fhir_resource_date ON passerelle.fhir_resource USING btree (type, date_from, rid) WHERE (NOT deleted);

CREATE INDEX fhir_resource_tokens ON passerelle.fhir_resource USING gin (tokens) WITH (gin_pending_list_limit='1024');

CREATE INDEX fhir_resource_updated ON passerelle.fhir_resource USING btree (type, updated, rid) WHERE (NOT deleted);

CREATE INDEX identity_event_at ON passerelle.identity_event USING btree (at);

CREATE INDEX identity_event_report ON passerelle.identity_event USING btree (report_id) WHERE (report_id IS NOT NULL);

CREATE INDEX incident_at ON passerelle.incident USING btree (at, id);

CREATE UNIQUE INDEX message_answered ON passerelle.message USING btree (source, sender, control_id, body_hash) WHERE (answer_code = ANY (ARRAY['AA'::text, 'CA'::text, 'AR'::text, 'CR'::text]));

CREATE INDEX message_received ON passerelle.message USING btree (received_at);

CREATE INDEX patient_alias_patient ON passerelle.patient_alias USING btree (patient_key);

CREATE INDEX report_document ON passerelle.report USING btree (document_hash);

CREATE INDEX report_message ON passerelle.report USING btree (message_id);

CREATE INDEX report_parent ON passerelle.report USING btree (parent_hash) WHERE (parent_hash IS NOT NULL);

CREATE INDEX report_patient ON passerelle.report USING btree (patient_key) WHERE (patient_key IS NOT NULL);

CREATE INDEX report_received ON passerelle.report USING btree (received_at, id);

CREATE INDEX report_state ON passerelle.report USING btree (state, received_at);

CREATE INDEX report_stay ON passerelle.report USING btree (stay_key) WHERE (stay_key IS NOT NULL);

CREATE INDEX report_waits ON passerelle.report USING gin (waits_for);

CREATE INDEX reread_asked ON passerelle.reread USING btree (asked_at, id);

CREATE UNIQUE INDEX reread_report_open ON passerelle.reread_report USING btree (report_id) WHERE (state = ANY (ARRAY['waiting'::text, 'queued'::text]));

CREATE INDEX reread_report_state ON passerelle.reread_report USING btree (reread_id, state);

CREATE INDEX reread_report_untold ON passerelle.reread_report USING btree (report_id) WHERE ((state = 'changed'::text) AND (NOT stay_told));

CREATE INDEX stay_walk_state ON passerelle.stay_walk USING btree (state, state_since);

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON passerelle.reidentification FOR EACH STATEMENT EXECUTE FUNCTION passerelle.refuse_change();

ALTER TABLE ONLY passerelle.announcement
    ADD CONSTRAINT announcement_channel_fkey FOREIGN KEY (channel) REFERENCES passerelle.announcement_channel(channel);

ALTER TABLE ONLY passerelle.arrival
    ADD CONSTRAINT arrival_message_id_fkey FOREIGN KEY (message_id) REFERENCES passerelle.message(id);

ALTER TABLE ONLY passerelle.identity_event
    ADD CONSTRAINT identity_event_message_id_fkey FOREIGN KEY (message_id) REFERENCES passerelle.message(id);

ALTER TABLE ONLY passerelle.identity_event
    ADD CONSTRAINT identity_event_report_id_fkey FOREIGN KEY (report_id) REFERENCES passerelle.report(id);

ALTER TABLE ONLY passerelle.incident
    ADD CONSTRAINT incident_message_id_fkey FOREIGN KEY (message_id) REFERENCES passerelle.message(id);

ALTER TABLE ONLY passerelle.incident
    ADD CONSTRAINT incident_report_id_fkey FOREIGN KEY (report_id) REFERENCES passerelle.report(id);

ALTER TABLE ONLY passerelle.journey
    ADD CONSTRAINT journey_report_id_fkey FOREIGN KEY (report_id) REFERENCES passerelle.report(id);

ALTER TABLE ONLY passerelle.pseudonym
    ADD CONSTRAINT pseudonym_report_id_fkey FOREIGN KEY (report_id) REFERENCES passerelle.report(id);

ALTER TABLE ONLY passerelle.report_event
    ADD CONSTRAINT report_event_report_id_fkey FOREIGN KEY (report_id) REFERENCES passerelle.report(id);

ALTER TABLE ONLY passerelle.report_identifier
    ADD CONSTRAINT report_identifier_report_id_fkey FOREIGN KEY (report_id) REFERENCES passerelle.report(id);

ALTER TABLE ONLY passerelle.report
    ADD CONSTRAINT report_message_id_fkey FOREIGN KEY (message_id) REFERENCES passerelle.message(id);

ALTER TABLE ONLY passerelle.reread_report
    ADD CONSTRAINT reread_report_report_id_fkey FOREIGN KEY (report_id) REFERENCES passerelle.report(id);

ALTER TABLE ONLY passerelle.reread_report
    ADD CONSTRAINT reread_report_reread_id_fkey FOREIGN KEY (reread_id) REFERENCES passerelle.reread(id);

