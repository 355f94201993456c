import { type Socket } from 'node:net';
import pg from 'pg';

/** No byte for so long on an open session, and its server is asked whether it still works for it. */
const SILENT_MS = 10_000;
const ANSWER_MS = 5_000;

interface Internals {
  readonly connection: { readonly stream: Socket };
  readonly processID: number | null;
  /** The statement whose answer is awaited. */
  readonly _activeQuery?: object | null;
}

/**
 * After a failover a session may stay open with nobody behind it: TCP tells after a quarter of an hour, and what waits
 * for its answer would wait so long. A session that is silent is asked for over a new one: where the server does not
 * know it as at work, it is ended, and what waited is told like any lost connection. A long statement goes on.
 */
export function endWhenForgotten(client: pg.Client, config: pg.ClientConfig): void {
  const internals = client as unknown as Internals;
  client.once('connect', () => {
    const { stream } = internals.connection;
    stream.setTimeout(SILENT_MS, () => void look(stream));
  });

  async function look(stream: Socket): Promise<void> {
    const awaited = internals._activeQuery;
    const isKnown = !awaited || (await isAtWork(config, internals.processID ?? 0).catch(() => true));
    if (stream.destroyed) return;
    if (!isKnown && internals._activeQuery === awaited) {
      stream.destroy(new Error('Connection terminated: the server no longer works for it'));
      return;
    }
    stream.setTimeout(SILENT_MS);
  }
}

/** Throws where the server does not answer: then nothing is known. */
async function isAtWork(
  { host, port, user, password, database, ssl, connectionString }: pg.ClientConfig,
  id: number,
) {
  const given = { host, port, user, password, database, ssl, connectionString };
  const asking = new pg.Client({
    ...(given as pg.ClientConfig),
    connectionTimeoutMillis: ANSWER_MS,
    query_timeout: ANSWER_MS,
    application_name: 'passerelle-watch',
  });
  asking.on('error', () => undefined);
  try {
    await asking.connect();
    const { rows } = await asking.query<{ own: number; atWork: boolean }>(
      `SELECT pg_backend_pid() AS own, EXISTS (SELECT 1 FROM pg_stat_activity
         WHERE pid = $1 AND state IN ('active', 'fastpath function call')) AS "atWork"`,
      [id],
    );
    // Behind a pooler the numbers are not the server's: nothing is known.
    const isDirect = rows[0]?.own === (asking as unknown as Internals).processID;
    return !isDirect || rows[0]?.atWork === true;
  } finally {
    // It may not answer to its end either.
    (asking as unknown as Internals).connection.stream.destroy();
  }
}
