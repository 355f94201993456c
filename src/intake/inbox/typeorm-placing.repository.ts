import { type DataSource } from 'typeorm';
import { isAway, isPassingError } from '../../database/index.js';
import { type Clock } from '../../kernel/index.js';
import { type Cipher, SealError } from '../../security/index.js';
import { beginAgain, LineagesMoved } from './begin-again.js';
import { eventsFromBytes } from './sealed-events.js';
import { keepIncident } from './typeorm-incidents.repository.js';
import { type Arrived, type PlaceEvents, type Placed } from './typeorm-place-events.repository.js';

/** Placed in one transaction, where they are small enough together. */
const MOST_MESSAGES = 32;
const MOST_BYTES = 4_000_000;
/** A process that stands still in the middle gives the lock back after this. */
const STILL_MS = 30_000;
/** Failures on end after which messages are placed one by one, and after which the first one is set aside. */
const FAILURES_ALONE = 3;
const FAILURES_ASIDE = 20;
/** Messages are placed one transaction after the other in the whole installation: in the order they came. */
const LOCK = `hashtextextended('passerelle:placing', 0)`;

export interface PlacingDependencies {
  readonly dataSource: DataSource;
  readonly cipher: Cipher;
  readonly clock: Clock;
  readonly placeEvents: PlaceEvents;
  /** Told after the commit. */
  readonly onPlaced: (placed: Pick<Placed, 'incidents' | 'isQueued'>) => void;
  /** Placing together failed for one of them. */
  readonly onTrouble: (error: unknown) => void;
  /** A message that cannot be placed: a bug. Its error may quote the message. */
  readonly onFault: (messageId: string, error: unknown) => void;
}

interface Row {
  readonly seq: string;
  readonly message_id: string;
  readonly events_sealed: Buffer;
  readonly source: string;
  readonly received_at: Date;
}

interface Asked {
  readonly most: number;
  /** Told which it tries, in order. */
  readonly onRead?: (rows: readonly Row[]) => void;
}

/** The table of what was kept and has no place yet (docs/adr/0023-kept-then-placed.md). */
export function createPlacing(dependencies: PlacingDependencies) {
  const { dataSource, cipher, clock, placeEvents, onPlaced, onTrouble, onFault } = dependencies;

  /** How many were placed; `elsewhere` where another transaction is at it. */
  async function placeTogether({ most, onRead }: Asked): Promise<number | 'elsewhere'> {
    const placed = await beginAgain(() =>
      dataSource.transaction(async (sql) => {
        const [locked]: { is_ours: boolean }[] = await sql.query(
          `SELECT pg_try_advisory_xact_lock(${LOCK}) AS is_ours,
                  set_config('idle_in_transaction_session_timeout', $1, true)`,
          [String(STILL_MS)],
        );
        if (!locked?.is_ours) return undefined;
        const rows: Row[] = await sql.query(
          `SELECT seq, message_id, events_sealed, source, received_at FROM (
             SELECT first.*, sum(octet_length(events_sealed)) OVER (ORDER BY seq) AS bytes,
                    row_number() OVER (ORDER BY seq) AS place
             FROM (SELECT seq, message_id, events_sealed FROM passerelle.arrival
                   WHERE failed_at IS NULL ORDER BY seq LIMIT $1) AS first
           ) AS next JOIN passerelle.message ON message.id = message_id
           WHERE place = 1 OR bytes <= ${MOST_BYTES} ORDER BY seq`,
          [most],
        );
        onRead?.(rows);
        if (rows.length === 0) return { count: 0, incidents: [], isQueued: false };
        const told = await placeEvents(sql, rows.map(open));
        await sql.query('DELETE FROM passerelle.arrival WHERE seq = ANY($1)', [rows.map(({ seq }) => seq)]);
        return { count: rows.length, ...told };
      }),
    );
    if (!placed) return 'elsewhere';
    if (placed.count > 0) onPlaced(placed);
    return placed.count;
  }

  const open = (row: Row): Arrived => ({
    messageId: row.message_id,
    message: { source: row.source, receivedAt: row.received_at },
    events: eventsFromBytes(cipher.open(row.events_sealed, `arrival:${row.message_id}`)),
  });

  /** Failures on end. */
  let failures = 0;

  /** Is the message at fault? Where nobody can say, it is tried again, many times. */
  function isOfMessage(error: unknown): boolean {
    if (isAway(error) || (error instanceof SealError && error.fault === 'key')) return false;
    const isPassing = error instanceof LineagesMoved || isPassingError(error);
    return !isPassing || failures >= FAILURES_ASIDE;
  }

  /** The first one alone. One that cannot be placed is set aside, with an incident: the next ones go on. */
  async function placeFirst(): Promise<number | 'elsewhere'> {
    let tried: Row | undefined;
    const onRead = ([first]: readonly Row[]) => {
      tried = first;
    };
    try {
      return await placeTogether({ most: 1, onRead });
    } catch (error) {
      if (!tried || !isOfMessage(error)) throw error;
      await setAside(tried, error);
      return 1;
    }
  }

  /** Together; one by one where that fails for one of them. */
  async function place(): Promise<number | 'elsewhere'> {
    if (failures >= FAILURES_ALONE) return placeFirst();
    try {
      return await placeTogether({ most: MOST_MESSAGES });
    } catch (error) {
      if (!isOfMessage(error)) throw error;
      onTrouble(error);
    }
    let count = 0;
    while (count < MOST_MESSAGES) {
      const placed = await placeFirst();
      if (placed === 'elsewhere' || placed === 0) break;
      count += placed;
    }
    return count;
  }

  async function setAside({ seq, message_id: messageId, source }: Row, error: unknown): Promise<void> {
    const incident = await dataSource.transaction(async (sql) => {
      const [rows]: [unknown[]] = await sql.query(
        `UPDATE passerelle.arrival SET failed_at = $2, failure_code = $3
         WHERE seq = $1 AND failed_at IS NULL RETURNING seq`,
        [seq, clock.now(), codeOf(error)],
      );
      if (rows.length === 0) return undefined;
      return keepIncident(sql, { at: clock.now(), code: 'MESSAGE_NOT_PLACED', source, messageId });
    });
    if (!incident) return;
    onFault(messageId, error);
    onPlaced({ incidents: [incident], isQueued: false });
  }

  return {
    /** Places what waits, some of it: how many, or `elsewhere`. Throws where it must be tried again. */
    async placeSome(): Promise<number | 'elsewhere'> {
      try {
        const placed = await place();
        if (placed !== 'elsewhere') failures = 0;
        return placed;
      } catch (error) {
        failures += 1;
        throw error;
      }
    },

    async last(): Promise<string | undefined> {
      const [row] = await dataSource.query<[{ seq: string | null }]>(
        'SELECT max(seq) AS seq FROM passerelle.arrival WHERE failed_at IS NULL',
      );
      return row.seq ?? undefined;
    },

    async isWaiting(upTo: string): Promise<boolean> {
      const [row] = await dataSource.query<[{ waits: boolean }]>(
        'SELECT EXISTS (SELECT 1 FROM passerelle.arrival WHERE failed_at IS NULL AND seq <= $1) AS waits',
        [upTo],
      );
      return row.waits;
    },
  };
}

export type Placing = ReturnType<typeof createPlacing>;

/** SQLSTATE or the name of the error: never its message. */
function codeOf(error: unknown): string {
  const { code, name } = error as { code?: unknown; name?: unknown };
  if (typeof code === 'string' && /^[A-Z0-9_]{1,40}$/.test(code)) return code;
  return typeof name === 'string' && /^\w{1,40}$/.test(name) ? name : 'UNKNOWN';
}
