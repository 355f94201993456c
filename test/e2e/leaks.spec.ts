import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DataSource } from 'typeorm';
import { type DocumentReference } from '@medplum/fhirtypes';
import { createCipher } from '../../src/security/index.js';
import { createServiceDatabase } from '../support/service/database.js';
import { sealingFaults } from '../support/service/sealed.js';
import { isSealed, readStored, type Stored } from '../support/service/stored.js';
import { withFolder } from '../support/service/folder.js';
import { createSearch, fragmentsOf, identityOf, readSamples } from '../support/service/samples.js';
import {
  freePort,
  onDatabase,
  type Service,
  type Settings,
  someKeys,
  startService,
} from '../support/service/service.js';
import { inTurn } from '../support/service/until.js';

const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const;
const SAMPLES = readSamples();
const SECRET = 'ORBELLUN';

const identities = SAMPLES.flatMap(({ bytes }) => identityOf(bytes));

/** Messages that cannot be read, each quoting a person in the part that is wrong. */
function malformed(): Buffer[] {
  const [, sound] = SAMPLES;
  const text = sound?.bytes.toString('utf8') ?? '';
  return [
    text.replace('|19580514|', `|${SECRET} Célestin|`),
    text.replace('ORU^R01^ORU_R01', `ORU^${SECRET}`),
    text.replace('UNICODE UTF-8', SECRET),
    text.replace('|TX|', `|${SECRET}|`),
    text.replace('PID|', 'ZZZ|'),
    text.replace('|1||900104217', `|${SECRET}||900104217`),
    `${SECRET} Célestin, né le 17/03/1944`,
    text.replace('BRANTHOMEZ', 'BRANTHOMEZ\\Xzz\\').replace('ANP260209017', 'ANP-BAD-ESCAPE'),
  ].map((message) => Buffer.from(message));
}

const BAD_REQUESTS: readonly (readonly [string, { method?: string; body?: unknown }])[] = [
  [
    '/reports',
    {
      body: { eventId: SECRET, patient: { lastName: SECRET, birthDate: SECRET, sex: SECRET }, name: SECRET },
    },
  ],
  ['/reports', { body: `{"patient": "${SECRET}"` }],
  ['/reports/search', { body: { patient: SECRET.repeat(20), state: SECRET, from: SECRET, name: SECRET } }],
  [`/reports/${SECRET}`, {}],
  [`/${SECRET}`, {}],
  [`/dead-letters/${SECRET}/replay`, { method: 'POST' }],
  [`/refused-messages?limit=${SECRET}`, {}],
  [`/dead-letters?after=${SECRET}`, {}],
  [`/fhir/${SECRET}`, {}],
  [`/fhir/Patient/${SECRET}`, {}],
  [`/fhir/Patient?${SECRET}=1`, {}],
  [`/fhir/Observation?date=${SECRET}`, {}],
  [
    '/fhir/Patient',
    { body: { resourceType: 'Patient', name: SECRET, unknown: SECRET, birthDate: SECRET, gender: SECRET } },
  ],
  [
    '/fhir',
    { body: { resourceType: 'Bundle', type: SECRET, entry: [{ resource: { resourceType: SECRET } }] } },
  ],
  ['/fhir', { body: `{"resourceType": "${SECRET}` }],
];

interface Heard {
  /** By where it came out. */
  readonly places: Readonly<Record<string, string>>;
  readonly documents: readonly string[];
}

async function sendAll(service: Service, messages: readonly Buffer[]): Promise<string> {
  const answers: string[] = [];
  for (const message of messages) {
    const sender = await service.sender();
    const answer = await sender.send(message).catch((error: unknown) => ({ bytes: String(error) }));
    answers.push(answer.bytes.toString());
    sender.close();
  }
  return answers.join('\n');
}

/** Everything the service lets out beside the FHIR resources themselves. */
async function listen(service: Service): Promise<Heard> {
  const answers = await sendAll(service, [...SAMPLES.map(({ bytes }) => bytes), ...malformed()]);
  const rows = await service.api.settled(60_000);
  const refusals: string[] = [];
  for (const [path, asking] of BAD_REQUESTS) {
    const { status, text, headers } = await service.api.ask(path, asking);
    expect({ path, isRefused: status >= 400 && status < 500 }).toEqual({ path, isRefused: true });
    refusals.push(`${text} ${JSON.stringify([...headers])}`);
  }
  const journeys = await Promise.all(rows.map(({ id }) => service.api.ask(`/reports/${id}`)));
  const documents = await service.api.resources<DocumentReference>('DocumentReference');
  const listings = ['/metrics', '/refused-messages', '/dead-letters', '/ready', '/health'];
  const pages = await Promise.all(
    listings.map(async (path) => [path, (await service.api.ask(path)).text] as const),
  );
  return {
    places: {
      ...Object.fromEntries(pages),
      answers,
      refusals: refusals.join('\n'),
      reports: JSON.stringify(rows),
      journeys: journeys.map(({ text }) => text).join('\n'),
    },
    documents: documents.map(({ content }) =>
      Buffer.from(content[0]?.attachment.data ?? '', 'base64').toString(),
    ),
  };
}

const withDatabase = async <T>(work: (url: string, sql: DataSource) => Promise<T>): Promise<T> => {
  const database = await createServiceDatabase();
  try {
    return await work(database.url, database.dataSource);
  } finally {
    await database.drop();
  }
};

async function withService<T>(settings: Settings, work: (service: Service) => Promise<T>) {
  const service = await startService(settings);
  try {
    const value = await work(service);
    await service.stop();
    return { value, output: service.process.output() };
  } finally {
    await service.kill();
  }
}

/**
 * Megabytes of sealed bytes spell any four letters now and then: what is sealed is searched for longer words, and
 * each value is held to the form of a sealed one.
 */
const LEAST_LETTERS_IN_SEALED = 6;
const isTold = (place: string, word: string): boolean =>
  !isSealed(place) || word.length >= LEAST_LETTERS_IN_SEALED;

/** Where something of a person is found, and what. */
function leaks(places: Readonly<Record<string, string>>, documents: readonly string[] = []): object {
  const search = createSearch([...identities, ...documents.flatMap(fragmentsOf)]);
  return Object.fromEntries(
    Object.entries(places)
      .map(([place, text]) => [place, search(text).filter((word) => isTold(place, word))] as const)
      .filter(([, found]) => found.length > 0),
  );
}

describe('the search itself', () => {
  it('tells a sealed value from one that is not, or not whole', () => {
    const cipher = createCipher({ current: 'k1', keys: new Map([['k1', Buffer.alloc(32, 7)]]) });
    const text = Buffer.from(JSON.stringify({ text: 'Compte rendu de Mme BRANTHOMEZ Odile, 46 ans' }));
    const sealed = cipher.seal(text, 'place');
    expect(sealingFaults([sealed])).toEqual([]);
    expect(sealingFaults([text])).toEqual(['does not begin as a sealed value', 'holds a stretch of text']);
    expect(sealingFaults([Buffer.concat([sealed, text])])).toEqual(['holds a stretch of text']);
    expect(sealingFaults([sealed.subarray(4)])).toEqual(['does not begin as a sealed value']);
  });

  it('knows the people of the samples, and finds them in any form', () => {
    expect(new Set(identities).size).toBeGreaterThan(100);
    const hidden = {
      case: 'x Orbellun y',
      accents: 'DELEAGE',
      date: '17/03/1944',
      address: '22 IMPASSE DE LA NORIA',
      encoded: `a=${encodeURIComponent('Célestin')}`,
      base64: Buffer.from('Compte rendu de Mme BRANTHOMEZ Odile').toString('base64'),
      text: 'quote: Nodule de 22 mm du quadrant supéro-externe',
    };
    expect(Object.keys(leaks(hidden))).toEqual(Object.keys(hidden));
    expect(leaks({ innocent: 'label, lisez 2026-03-12, CH-VALMORANGE' })).toEqual({});
  });
});

describe('nothing of a person comes out of the service', () => {
  const heard = new Map<string, { heard: Heard; output: string; stored: Stored | undefined }>();

  beforeAll(async () => {
    await inTurn(
      3,
      LEVELS.map(
        (level) => () =>
          withDatabase(async (url, sql) => {
            const settings = { ...onDatabase(url, someKeys()), PASSERELLE_LOG__LEVEL: level };
            const { value, output } = await withService(settings, listen);
            heard.set(level, {
              heard: value,
              output,
              stored: level === 'info' ? await readStored(sql) : undefined,
            });
          }),
      ),
    );
  }, 180_000);

  it.each(LEVELS)('at log level %s', (level) => {
    const run = heard.get(level);
    expect(run?.heard.documents.length).toBeGreaterThan(8);
    if (level !== 'fatal' && level !== 'error') expect(run?.output).not.toBe('');
    expect(leaks({ ...run?.heard.places, output: run?.output ?? '' }, run?.heard.documents)).toEqual({});
  });

  it('in clear in the database', () => {
    const run = heard.get('info');
    expect(Object.keys(run?.stored?.places ?? {}).length).toBeGreaterThan(30);
    expect(leaks(run?.stored?.places ?? {}, run?.heard.documents)).toEqual({});
    expect(run?.stored?.sealedValues).toBeGreaterThan(50);
    expect(run?.stored?.faults).toEqual({});
  });
});

describe('nothing of a person comes out of a service in trouble', () => {
  const trace = (url: string): Settings => ({
    ...onDatabase(url, someKeys()),
    PASSERELLE_LOG__LEVEL: 'trace',
  });
  const samples = SAMPLES.map(({ bytes }) => bytes);

  it(
    'whose FHIR server is down',
    () =>
      withDatabase(async (url) => {
        const settings = {
          ...trace(url),
          PASSERELLE_FHIR__CARE__KIND: 'external',
          PASSERELLE_FHIR__CARE__BASE_URL: `http://127.0.0.1:${await freePort()}/fhir`,
          PASSERELLE_WORKER__STOP_GRACE_SECONDS: '1',
        };
        const { value, output } = await withService(settings, async (service) => {
          await sendAll(service, samples);
          await service.process.line((line) => line.includes('Report deferred') || undefined);
          return JSON.stringify(await service.api.reports());
        });
        expect(value).toContain('FHIR_UNAVAILABLE');
        expect(leaks({ output, value })).toEqual({});
      }),
    60_000,
  );

  it.each([
    ['the inbox', 'passerelle.report'],
    ['a room', 'passerelle.journey'],
    ['the endpoint', 'passerelle.fhir_resource'],
  ])(
    'whose database quotes a person in the errors of %s',
    (_, table) =>
      withDatabase(async (url, sql) => {
        await sql.query(`
        CREATE FUNCTION quote() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION '${SECRET} Célestin' USING DETAIL = '${SECRET}', HINT = '${SECRET}'; END $$`);
        await sql.query(
          `CREATE TRIGGER quoting BEFORE INSERT ON ${table} FOR EACH ROW EXECUTE FUNCTION quote()`,
        );
        const settings = { ...trace(url), PASSERELLE_WORKER__STOP_GRACE_SECONDS: '1' };
        const { value, output } = await withService(settings, async (service) => {
          const answers = await sendAll(service, samples.slice(0, 4));
          await service.process.line((line) => /"level":"(warn|error)"/.test(line) || undefined);
          const pages = await Promise.all(
            ['/dead-letters', '/refused-messages', '/metrics'].map((path) => service.api.ask(path)),
          );
          return [
            answers,
            ...pages.map(({ text }) => text),
            JSON.stringify(await service.api.reports()),
          ].join('\n');
        });
        expect(leaks({ output, value })).toEqual({});
        // And yet each error says its type, its code and where it was thrown.
        expect(output).not.toMatch(/"(error|err)":\{"type":"object"\}/);
      }),
    60_000,
  );

  it(
    'on disk, with its own database: file names and the log of PostgreSQL',
    () =>
      withFolder(async (folder) => {
        const settings = {
          PASSERELLE_DATABASE__FOLDER: join(folder, 'postgres'),
          PASSERELLE_LOG__LEVEL: 'trace',
        };
        await withService(settings, async (service) => {
          await sendAll(service, [...samples, ...malformed()]);
          await service.api.settled(60_000);
        });
        const names = readdirSync(folder, { recursive: true }).map(String);
        const log = readFileSync(join(folder, 'postgres', 'postgres.log'), 'utf8');
        expect(log).not.toBe('');
        expect(leaks({ names: names.join('\n'), log })).toEqual({});
      }),
    60_000,
  );
});
