import pg from 'pg';
import { endWhenForgotten } from './silence.js';

/** Texts that may be prepared: ours are fewer. What is put together at run time (FHIR searches) must not fill the server. */
const MOST_TEXTS = 400;
/** Many rows at once: each number of rows is a text of its own, and its plan takes more memory than it spares time. */
const LONGEST_TEXT = 3_000;

/** A server that takes a connection and says nothing. */
const CONNECT_MS = 10_000;

const names = new Map<string, string>();

function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= MOST_TEXTS || text.length > LONGEST_TEXT) return known;
  const name = `passerelle_${names.size + 1}`;
  names.set(text, name);
  return name;
}

/**
 * A connection that parses and plans each statement with values once, not at every call: that was more than half of
 * what PostgreSQL did for a report. Used as the class of a pool's clients.
 */
export const PreparingClient = function preparingClient(config: pg.ClientConfig): pg.Client {
  const client = new pg.Client({ keepAlive: true, connectionTimeoutMillis: CONNECT_MS, ...config });
  endWhenForgotten(client, config);
  // A server that ends a session in the packet that opens it is heard before any pool listens: unheard, it would end
  // the process. Whoever waits for the connection is told by its first statement.
  client.on('error', () => undefined);
  const query = client.query.bind(client) as (...given: unknown[]) => unknown;
  const prepared = (text: unknown, values: unknown, ...rest: unknown[]): unknown => {
    const name = typeof text === 'string' && Array.isArray(values) && values.length > 0 && nameOf(text);
    return name ? query({ name, text, values }, ...rest) : query(text, values, ...rest);
  };
  return Object.assign(client, { query: prepared });
} as unknown as typeof pg.Client;
