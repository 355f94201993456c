import { join } from 'node:path';
import { createTestDatabase } from '../support/database/database.js';
import { isAlive, postmasterOf, withFolder } from '../support/service/folder.js';
import { aTextReport } from '../support/service/messages.js';
import { builtFile, ROOT, runToEnd } from '../support/service/process.js';
import {
  onDatabase,
  type Service,
  type Settings,
  someKeys,
  startService,
} from '../support/service/service.js';

const SOCKETS = 4;
const EACH = 40;

const embedded = (folder: string): Settings => ({ PASSERELLE_DATABASE__FOLDER: join(folder, 'postgres') });
const idOf = (socket: number, at: number) => `LOAD-${socket}-${at}`;
const messageOf = (id: string) =>
  aTextReport({ controlId: id, documentId: `DOC-${id}`, ipp: `83${id.replace(/\D/g, '')}` });
const ALL = Array.from({ length: SOCKETS }, (_, socket) =>
  Array.from({ length: EACH }, (_, at) => idOf(socket, at)),
);

/** Sends on several sockets until the service goes away; gives what was acknowledged. */
async function load(service: Service, onAcknowledged: (count: number) => void): Promise<Set<string>> {
  const acknowledged = new Set<string>();
  await Promise.all(
    ALL.map(async (ids) => {
      const sender = await service.sender();
      for (const id of ids) {
        const answer = await sender.send(messageOf(id)).catch(() => undefined);
        if (!answer) break;
        expect(answer.code).toBe('AA');
        acknowledged.add(id);
        onAcknowledged(acknowledged.size);
      }
      sender.close();
    }),
  );
  return acknowledged;
}

/** The hospital's side after a cut: everything without an answer is sent again. */
async function sendTheRest(service: Service, acknowledged: ReadonlySet<string>): Promise<void> {
  const sender = await service.sender();
  for (const id of ALL.flat().filter((one) => !acknowledged.has(one))) {
    expect(await sender.send(messageOf(id))).toMatchObject({ code: 'AA' });
  }
  sender.close();
}

async function expectEachOnce(service: Service): Promise<void> {
  const rows = await service.api.settled(60_000);
  expect(rows.map(({ controlId }) => controlId).sort()).toEqual(ALL.flat().sort());
  expect(rows.filter(({ state }) => state !== 'delivered')).toEqual([]);
  const documents = await service.api.documents();
  expect(documents).toHaveLength(SOCKETS * EACH);
  expect(documents.filter(({ meta }) => meta?.versionId !== '1')).toEqual([]);
  expect(await service.api.observations()).toHaveLength(3 * SOCKETS * EACH);
}

describe('a stop in the middle of the load', () => {
  it(
    'by SIGTERM drains, stops the database and ends with 0; nothing acknowledged is lost',
    () =>
      withFolder(async (folder) => {
        const first = await startService(embedded(folder));
        const server = postmasterOf(folder);
        let stopped: ReturnType<Service['stop']> | undefined;
        const acknowledged = await load(first, (count) => {
          if (count === 30) stopped = first.stop();
        });
        expect(await stopped).toEqual({ status: 0, signal: null });
        expect(acknowledged.size).toBeGreaterThanOrEqual(30);
        expect(acknowledged.size).toBeLessThan(SOCKETS * EACH);
        expect(postmasterOf(folder)).toBeUndefined();
        expect(server).toBeDefined();
        expect(isAlive(server)).toBe(false);

        const second = await startService(embedded(folder));
        const kept = new Set((await second.api.settled(60_000)).map(({ controlId }) => controlId));
        expect([...acknowledged].filter((id) => !kept.has(id))).toEqual([]);
        await sendTheRest(second, acknowledged);
        await expectEachOnce(second);
        expect(await second.stop()).toEqual({ status: 0, signal: null });
      }),
    90_000,
  );

  it(
    'by SIGKILL loses nothing either: the next start takes the database over',
    () =>
      withFolder(async (folder) => {
        const acknowledged = new Set<string>();
        // Killed three times, each time a little further.
        for (const limit of [20, 35, 50]) {
          const service = await startService(embedded(folder));
          let killed: Promise<void> | undefined;
          const more = await load(service, (count) => {
            if (count === limit) killed = service.kill();
          });
          await killed;
          for (const id of more) acknowledged.add(id);
          expect(isAlive(postmasterOf(folder))).toBe(true);
        }
        const last = await startService(embedded(folder));
        await sendTheRest(last, acknowledged);
        await expectEachOnce(last);
        expect(await last.stop()).toEqual({ status: 0, signal: null });
        expect(postmasterOf(folder)).toBeUndefined();
      }),
    120_000,
  );
});

describe('two processes on one embedded database', () => {
  it(
    'are refused: the second says why, and the first goes on',
    () =>
      withFolder(async (folder) => {
        const first = await startService(embedded(folder));
        const second = await runToEnd([builtFile('src/main.js')], {
          ...embedded(folder),
          ...{ PASSERELLE_HTTP__PORT: '0', PASSERELLE_MLLP: '[]' },
        });
        expect(second).toMatchObject({
          status: 1,
          err: expect.stringMatching(/already used by another Passerelle process/),
        });
        const sender = await first.sender();
        expect(await sender.send(messageOf('LOAD-1-1'))).toMatchObject({ code: 'AA' });
        sender.close();
        await first.api.inState('LOAD-1-1', 'delivered');
        expect(await first.stop()).toEqual({ status: 0, signal: null });
      }),
    60_000,
  );
});

describe('a bad configuration', () => {
  const cases: readonly (readonly [string, Settings, RegExp])[] = [
    ['a port', { PASSERELLE_HTTP__PORT: 'hunter2' }, /http\.port/],
    ['an address', { PASSERELLE_HTTP__HOST: '203.0.113.77' }, /http\.host.*http\.tokens/],
    [
      'a database',
      { PASSERELLE_DATABASE__MODE: 'external', PASSERELLE_DATABASE__URL: 'mysql://u:hunter2@db' },
      /database\.url/,
    ],
    ['a key', { PASSERELLE_KEYS__VAULT: 'hunter2' }, /keys\.vault/],
    ['a setting nobody knows', { PASSERELLE_WORKER__HUNTER: 'hunter2' }, /worker\.hunter: unknown setting/],
    ['a use case nobody knows', { PASSERELLE_USE_CASES: '[weather]' }, /useCases/],
    [
      'a file of policies',
      { PASSERELLE_PSEUDONYMIZATION__POLICIES: '/nowhere/hunter2.yml' },
      /pseudonymization\.policies/,
    ],
    [
      'a folder of models',
      { PASSERELLE_MODELS__FOLDER: '/nowhere/hunter2' },
      /models\.folder: MODEL_MISSING/,
    ],
    ['a policy nobody wrote', { PASSERELLE_PSEUDONYMIZATION__USE_CASES: 'hunter2' }, /there are care/],
    [
      'a policy of research nobody wrote',
      { PASSERELLE_PSEUDONYMIZATION__RESEARCH: 'hunter2' },
      /there are care/,
    ],
    [
      'a certificate',
      {
        PASSERELLE_MLLP:
          '[{source: dpi, port: 0, tls: {certificate: /nowhere/hunter2, key: /nowhere/hunter2}}]',
      },
      /mllp dpi: tls\.certificate/,
    ],
    ['a secret file', { PASSERELLE_DATABASE__URL_FILE: '/nowhere/hunter2' }, /PASSERELLE_DATABASE__URL_FILE/],
  ];

  it.each(cases)(
    '(%s) is refused at the start, by the name of the setting and not its value',
    (_, settings, named) =>
      withFolder(async (folder) => {
        const ended = await runToEnd([builtFile('src/main.js')], {
          ...{ PASSERELLE_HTTP__PORT: '0', PASSERELLE_MLLP: '[]' },
          ...embedded(folder),
          ...settings,
        });
        expect(ended.status).toBe(1);
        expect(ended.err).toMatch(named);
        expect(ended.err + ended.out).not.toMatch(/hunter2|203\.0\.113\.77/);
      }),
    30_000,
  );

  it('is told by npm start too, with status 1', async () => {
    const ended = await runToEnd([join(ROOT, 'scripts', 'run.mjs'), 'start'], {
      PASSERELLE_HTTP__PORT: 'hunter2',
    });
    expect(ended.status).toBe(1);
    expect(ended.err).toMatch(/http\.port/);
    expect(ended.err + ended.out).not.toContain('hunter2');
  }, 120_000);
});

describe('an external database that was not migrated', () => {
  it('is refused at the start, and the command to run is named', async () => {
    const database = await createTestDatabase();
    const settings = {
      ...onDatabase(database.url, someKeys()),
      PASSERELLE_MLLP: '[]',
      PASSERELLE_HTTP__PORT: '0',
    };
    const refused = await runToEnd([builtFile('src/main.js')], settings);
    expect(refused).toMatchObject({ status: 1, err: expect.stringContaining('npm run migrate') });
    expect(refused.err).not.toContain(new URL(database.url).password);
    const migrated = await runToEnd([builtFile('src/cli/main.js'), 'migrate'], settings);
    expect(migrated.status).toBe(0);
    const service = await startService(onDatabase(database.url, someKeys()));
    expect((await service.api.ask('/ready')).status).toBe(200);
    await service.stop();
    await database.drop();
  }, 60_000);
});
