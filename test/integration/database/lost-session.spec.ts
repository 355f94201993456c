import { type AddressInfo, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { isPassingError, pendingMigrations } from '../../../src/database/index.js';
import { PreparingClient } from '../../../src/database/prepared.js';
import { createTestDatabase, type TestDatabase } from '../../support/database/database.js';

const FATAL = message('E', Buffer.from('SFATAL\0VFATAL\0C57P01\0Mterminating connection\0\0'));
const OPEN = Buffer.concat([message('R', Buffer.from([0, 0, 0, 0])), message('Z', Buffer.from('I'))]);

function message(type: string, body: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.write(type, 'latin1');
  head.writeUInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

describe('a session that the server ends', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  it('between two statements of a transaction: it may pass later, and the next transaction does', async () => {
    const ending = database.dataSource.transaction(async (sql) => {
      const [{ pid }] = await sql.query<[{ pid: number }]>('SELECT pg_backend_pid() AS pid');
      await database.dataSource.query('SELECT pg_terminate_backend($1, 5000)', [pid]);
      await sleep(200);
      await sql.query('SELECT 1');
    });
    const error: unknown = await ending.then(
      () => 'no error',
      (reason: unknown) => reason,
    );
    expect([String(error), isPassingError(error)]).toEqual([expect.any(String), true]);
    const after = await database.dataSource.transaction((sql) => sql.query('SELECT 1 AS one'));
    expect(after).toEqual([{ one: 1 }]);
  });

  it('in a statement: it may pass later', async () => {
    const ending = database.dataSource.query('SELECT pg_terminate_backend(pg_backend_pid())');
    await expect(ending.catch((error: unknown) => isPassingError(error))).resolves.toBe(true);
  });

  it('while a start looks for its tables: it is not said that they are missing', async () => {
    const lost = { ...database.dataSource, query: () => Promise.reject(new Error('Connection terminated')) };
    const asked = pendingMigrations(lost as unknown as typeof database.dataSource);
    expect(await asked.catch((error: unknown) => isPassingError(error))).toBe(true);
  });

  it('in the packet that opens it: no error is left without a listener', async () => {
    const server = createServer((socket) => {
      socket.on('error', () => undefined).once('data', () => socket.end(Buffer.concat([OPEN, FATAL])));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const pool = new pg.Pool({ host: '127.0.0.1', port, user: 'nobody', Client: PreparingClient });
    pool.on('error', () => undefined);
    // As TypeORM takes a connection: what listens to it is added a moment after it is handed out.
    const asked = new Promise((resolve, reject) => {
      pool.connect((error, client, release) => {
        if (error || !client) return reject(error);
        resolve(Promise.resolve().then(() => client.query('SELECT 1').finally(() => release(true))));
      });
    });
    const outcome = await asked.catch((error: unknown) => isPassingError(error));
    expect(outcome).toBe(true);
    await pool.end();
    await new Promise((resolve) => server.close(resolve));
  });
});
