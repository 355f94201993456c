import { randomUUID } from 'node:crypto';
import { type DataSource } from 'typeorm';
import { type Queue, type Sql } from '../../database/index.js';
import { type Clock, type Failure, sensitive } from '../../kernel/index.js';
import { type Cipher, SealError } from '../../security/index.js';
import { type Announcement, type ChannelName } from './announcement.js';
import {
  ANNOUNCE_JOB,
  type Announcements,
  type Attempted,
  type NewAnnouncement,
  type Reopened,
  type Rest,
} from './announcements.js';

/** Longer than any attempt: a process that stopped in the middle gives the channel up after it. */
const LONGEST_ATTEMPT_MS = 180_000;

/** Oldest first, and none before an older one of its lineage. */
const HEADS = `passerelle.announcement AS head WHERE channel = $1 AND state = 'pending' AND NOT EXISTS (
  SELECT 1 FROM passerelle.announcement AS older WHERE older.channel = head.channel AND older.lineage = head.lineage
    AND older.state = 'pending' AND older.seq < head.seq)`;

type Row = Omit<Announcement, 'content' | 'firstFailedAt'> & {
  readonly sealed: Buffer;
  readonly firstFailedAt: Date | null;
};

export interface AnnouncementsDependencies {
  readonly dataSource: DataSource;
  readonly queue: Pick<Queue, 'add' | 'waiting'>;
  readonly cipher: Cipher;
  readonly clock: Clock;
}

const contextOf = (id: string): string => `announcement.content:${id}`;
const shared = (sql: Sql, channel: ChannelName) =>
  sql.query(`SELECT pg_advisory_xact_lock_shared(hashtextextended($1, 0))`, [`announce:put:${channel}`]);
const exclusive = (sql: Sql, channel: ChannelName) =>
  sql.query(`SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`, [`announce:put:${channel}`]);

/**
 * A put holds its channel's lock, shared, to the end of its transaction; a run ends under the same lock, exclusive. So a
 * run that ends has seen every put that found the channel awake, and a put after it finds it asleep and adds the job.
 */
export function createAnnouncements(dependencies: AnnouncementsDependencies): Announcements {
  const { dataSource, queue, cipher, clock } = dependencies;

  async function putOne(sql: Sql, news: NewAnnouncement): Promise<boolean> {
    const { channel, kind, subject, lineage, version, action, content } = news;
    const id = randomUUID();
    const sealed = cipher.seal(Buffer.from(JSON.stringify(content.reveal())), contextOf(id));
    await shared(sql, channel);
    const rows: unknown[] = await sql.query(
      `INSERT INTO passerelle.announcement
         (id, channel, kind, subject, lineage, version, action, state, content_sealed, created_at)
       SELECT $1, $2, $3, $4, $5, $6, CASE WHEN $7 = 'delivered' AND told THEN 'replaced' ELSE $7 END, 'pending', $8, $9
       FROM (SELECT EXISTS (SELECT 1 FROM passerelle.announcement WHERE lineage = $5 AND channel = $2) AS told) AS before
       WHERE told OR $7 NOT IN ('suspended', 'withdrawn')
       RETURNING id`,
      [id, channel, kind, subject, lineage, version, action, sealed, clock.now()],
    );
    return rows.length > 0 && (await rouse(sql, channel));
  }

  /** Only one of many puts at a time finds the channel asleep. */
  async function rouse(sql: Sql, channel: ChannelName): Promise<boolean> {
    const [rows] = (await sql.query(
      `UPDATE passerelle.announcement_channel SET queued = true WHERE channel = $1 AND NOT queued RETURNING channel`,
      [channel],
    )) as [unknown[]];
    if (rows.length === 0) return false;
    await queue.add(sql, [ANNOUNCE_JOB + channel]);
    return true;
  }

  function opened({ sealed, firstFailedAt, ...row }: Row): Announcement {
    const known = { ...row, ...(firstFailedAt && { firstFailedAt }) };
    try {
      const content: unknown = JSON.parse(cipher.open(sealed, contextOf(row.id)).toString('utf8'));
      return { ...known, content: sensitive(content) };
    } catch (error) {
      if (error instanceof SealError) return known;
      throw error;
    }
  }

  async function settle(sql: Sql, { id, channel, lineage }: Row, attempted: Attempted): Promise<void> {
    if (attempted.kind === 'left') return;
    if (attempted.kind === 'sent') {
      // A dead letter of the document before this one has nothing left to say.
      await sql.query(
        `UPDATE passerelle.announcement SET content_sealed = NULL, settled_at = $4,
           state = CASE WHEN id = $1 THEN 'sent' ELSE 'overtaken' END
         WHERE id = $1 OR (channel = $2 AND lineage = $3 AND state = 'failed'
           AND seq < (SELECT seq FROM passerelle.announcement WHERE id = $1))`,
        [id, channel, lineage, clock.now()],
      );
      return;
    }
    const { failure } = attempted;
    const dueAt = attempted.kind === 'postponed' ? attempted.dueAt : undefined;
    await sql.query(
      `UPDATE passerelle.announcement SET attempts = attempts + 1, first_failed_at = coalesce(first_failed_at, $2),
         failure_code = $3, failure_class = $4, failure_message = $5, due_at = coalesce($6, due_at),
         state = CASE WHEN $6::timestamptz IS NULL THEN 'failed' ELSE state END,
         settled_at = CASE WHEN $6::timestamptz IS NULL THEN $2 END
       WHERE id = $1`,
      [id, clock.now(), ...told(failure), dueAt ?? null],
    );
  }

  async function reopen(sql: Sql, id: string): Promise<Reopened> {
    const [row] = await sql.query<{ channel: ChannelName; state: string; later: boolean }[]>(
      `SELECT channel, state, EXISTS (SELECT 1 FROM passerelle.announcement AS later
         WHERE later.channel = one.channel AND later.lineage = one.lineage AND later.seq > one.seq
           AND later.state IN ('sent', 'pending')) AS later
       FROM passerelle.announcement AS one WHERE id = $1`,
      [id],
    );
    if (!row) return 'not-found';
    if (row.state === 'overtaken' || (row.state === 'failed' && row.later)) return 'overtaken';
    await shared(sql, row.channel);
    const [rows] = (await sql.query(
      `UPDATE passerelle.announcement SET state = 'pending', attempts = 0, first_failed_at = NULL, due_at = '-infinity',
         settled_at = NULL WHERE id = $1 AND state = 'failed' RETURNING id`,
      [id],
    )) as [unknown[]];
    if (rows.length === 0) return 'not-failed';
    await rouse(sql, row.channel);
    return 'replayed';
  }

  return {
    async put(sql, news) {
      let woke = false;
      for (const one of [...news].sort((a, b) => (a.channel < b.channel ? -1 : 1)))
        woke = (await putOne(sql, one)) || woke;
      return woke;
    },

    withNext: (channel, attempt) =>
      dataSource.transaction(async (sql) => {
        // Held to the end of the transaction, over the sending: whatever a job taken over still does, it waits outside.
        const [lock] = await sql.query<{ free: boolean }[]>(
          `SELECT pg_try_advisory_xact_lock(hashtextextended($1, 0)) AS free`,
          [`announce:send:${channel}`],
        );
        if (!lock?.free) return 'busy';
        await sql.query(`SELECT set_config('idle_in_transaction_session_timeout', $1, true)`, [
          String(LONGEST_ATTEMPT_MS),
        ]);
        const [row] = await sql.query<Row[]>(
          `SELECT id, channel, kind, subject, lineage, version, action, created_at AS "createdAt", attempts,
             first_failed_at AS "firstFailedAt", content_sealed AS sealed
           FROM ${HEADS} AND due_at <= $2 ORDER BY seq LIMIT 1`,
          [channel, clock.now()],
        );
        if (!row) return 'none';
        const attempted = await attempt(opened(row));
        await settle(sql, row, attempted);
        return attempted;
      }),

    rest: (channel) =>
      dataSource.transaction(async (sql): Promise<Rest> => {
        await exclusive(sql, channel);
        const [row] = await sql.query<{ seconds: number | null }[]>(
          `SELECT min(CASE WHEN due_at > $2 THEN extract(epoch FROM due_at - $2) ELSE 0 END)::float AS seconds FROM ${HEADS}`,
          [channel, clock.now()],
        );
        if (row && row.seconds !== null) return { dueInSeconds: row.seconds };
        await sql.query(`UPDATE passerelle.announcement_channel SET queued = false WHERE channel = $1`, [
          channel,
        ]);
        return 'nothing';
      }),

    reopen: (id) => dataSource.transaction((sql) => reopen(sql, id)),

    async wake(channels) {
      for (const channel of channels) {
        await dataSource.transaction(async (sql) => {
          await exclusive(sql, channel);
          const job = ANNOUNCE_JOB + channel;
          if ((await queue.waiting(sql, [job])).size > 0) return;
          const waiting = await sql.query<unknown[]>(`SELECT 1 FROM ${HEADS} LIMIT 1`, [channel]);
          await sql.query(`UPDATE passerelle.announcement_channel SET queued = $2 WHERE channel = $1`, [
            channel,
            waiting.length > 0,
          ]);
          if (waiting.length > 0) await queue.add(sql, [job]);
        });
      }
    },
  };
}

const told = ({ code, class: failureClass, message }: Failure): string[] => [code, failureClass, message];
