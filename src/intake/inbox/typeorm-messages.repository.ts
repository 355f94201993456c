import { createHash, randomUUID } from 'node:crypto';
import { type DataSource } from 'typeorm';
import { type Sql } from '../../database/index.js';
import { type Failure } from '../../kernel/index.js';
import { type Cipher } from '../../security/index.js';
import { type Answer, type InboundMessage, type IntakeEvent, type KeptMessage } from '../events.js';
import { eventsToBytes } from './sealed-events.js';

/** Codes whose answer is given again; after AE or CE a message is processed again. As the index `message_answered`. */
const IS_FINAL = `answer_code IN ('AA', 'CA', 'AR', 'CR')`;
const COLUMNS = `id, source, sender, control_id, type, body_hash, raw_sealed, received_at, answer_code, answer,
  failure_code, failure_class, failure_message`;
/** Of these columns, and of the events. */
const TYPES = [
  ...['uuid', 'text', 'text', 'text', 'text', 'text', 'bytea', 'timestamptz', 'text', 'bytea'],
  ...['text', 'text', 'text', 'bytea'],
];

/** A message with what was read of it and what its sender is told. */
export interface Told {
  readonly message: InboundMessage;
  readonly answer: Answer;
  /** Why it was refused. */
  readonly failure?: Failure;
}

/** One to be placed later. */
export interface Arriving extends Told {
  /** Absent where there is nothing to place. */
  readonly events?: readonly IntakeEvent[];
}

export interface MessagesDependencies {
  readonly dataSource: Pick<DataSource, 'query'>;
  readonly cipher: Cipher;
}

/** The table of messages. */
export function createMessages({ dataSource, cipher }: MessagesDependencies) {
  const rowOf = (id: string, { message, answer, failure }: Told): unknown[] => [
    ...[id, message.source, message.sender, message.controlId, message.type, bodyHash(message)],
    ...[cipher.seal(message.raw.reveal(), `message:${id}`), message.receivedAt, answer.code, answer.bytes],
    ...[failure?.code ?? null, failure?.class ?? null, failure?.message ?? null],
  ];

  return {
    /** The answer each was given before, where it was a final one. */
    async answersFor(messages: readonly InboundMessage[]): Promise<(Answer | undefined)[]> {
      const rows: { at: number; code: Answer['code']; answer: Buffer }[] = await dataSource.query(
        `SELECT asked.at::int AS at, answer_code AS code, answer
         FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) WITH ORDINALITY
              AS asked (source, sender, control_id, body_hash, at)
         JOIN passerelle.message AS m USING (source, sender, control_id, body_hash) WHERE ${IS_FINAL}`,
        [
          messages.map(({ source }) => source),
          messages.map(({ sender }) => sender),
          messages.map(({ controlId }) => controlId),
          messages.map(bodyHash),
        ],
      );
      const found = new Map(rows.map(({ at, code, answer }) => [at - 1, { code, bytes: answer }]));
      return messages.map((_, at) => found.get(at));
    },

    /** Writes one in the caller's transaction. The same one answered before breaks `message_answered`. */
    async write(sql: Sql, told: Told): Promise<string> {
      const id = randomUUID();
      const row = rowOf(id, told);
      const places = row.map((_, at) => `$${at + 1}`).join(', ');
      await sql.query(`INSERT INTO passerelle.message (${COLUMNS}) VALUES (${places})`, row);
      return id;
    },

    /** Writes many in one statement, each with what waits to be placed: one commit. Undefined: it was there already. */
    async writeAll(told: readonly Arriving[]): Promise<(string | undefined)[]> {
      const ids = told.map(() => randomUUID());
      const values: unknown[] = [];
      const rows = told.map((one, at) => {
        const id = ids[at] as string;
        const sealed = one.events ? cipher.seal(eventsToBytes(one.events), `arrival:${id}`) : null;
        const row = [...rowOf(id, one), sealed];
        const places = row.map((_, column) => `$${values.length + column + 1}::${TYPES[column]}`);
        values.push(...row);
        return `(${at}, ${places.join(', ')})`;
      });
      const kept: { id: string }[] = await dataSource.query(
        `WITH told (at, ${COLUMNS}, events_sealed) AS (VALUES ${rows.join(', ')}),
         kept AS (
           INSERT INTO passerelle.message (${COLUMNS}) SELECT ${COLUMNS} FROM told
           -- In one order, whoever writes: two groups with the same messages never wait for each other in a circle.
           ORDER BY source, sender, control_id, body_hash, at
           ON CONFLICT DO NOTHING RETURNING id
         ), arrived AS (
           INSERT INTO passerelle.arrival (message_id, events_sealed)
           SELECT id, events_sealed FROM told JOIN kept USING (id)
           WHERE events_sealed IS NOT NULL ORDER BY at
         )
         SELECT id FROM kept`,
        values,
      );
      const written = new Set(kept.map(({ id }) => id));
      return ids.map((id) => (written.has(id) ? id : undefined));
    },

    /** What was made of the very same message, kept at the same moment or before. */
    async keptBefore(message: InboundMessage): Promise<KeptMessage> {
      const rows: KeptRow[] = await dataSource.query(
        `SELECT m.id, r.id AS report_id, m.answer_code, m.answer FROM passerelle.message m
         LEFT JOIN passerelle.report r ON r.message_id = m.id
         WHERE m.source = $1 AND m.sender = $2 AND m.control_id = $3 AND m.body_hash = $4 AND ${IS_FINAL}`,
        [message.source, message.sender, message.controlId, bodyHash(message)],
      );
      const reportIds = rows.flatMap(({ report_id: id }) => (id ? [id] : []));
      const [first] = rows;
      const answer = first && { code: first.answer_code, bytes: first.answer };
      return { messageId: first?.id ?? '', reportIds, ...(answer && { before: answer }) };
    },
  };
}

interface KeptRow {
  readonly id: string;
  readonly report_id: string | null;
  readonly answer_code: Answer['code'];
  readonly answer: Buffer;
}

const hashes = new WeakMap<InboundMessage['raw'], string>();

function bodyHash({ raw }: InboundMessage): string {
  const before = hashes.get(raw);
  if (before !== undefined) return before;
  const hash = createHash('sha256').update(raw.reveal()).digest('hex');
  hashes.set(raw, hash);
  return hash;
}
