import { type DocumentReference, type Observation, type Resource } from '@medplum/fhirtypes';
import { type TestDatabase } from '../support/database/database.js';
import { type HapiServer, startHapi } from '../support/hapi/hapi-server.js';
import { standing, TYPES, withoutMerges } from '../support/hapi/standing.js';
import { createServiceDatabase } from '../support/service/database.js';
import { onDatabase, type Service, someKeys, startService } from '../support/service/service.js';
import { ACCEPTED, aStory, type Told } from '../support/service/story.js';
import { startTcpProxy, type TcpProxy } from '../support/service/tcp-proxy.js';
import { quiet, tell } from '../support/service/telling.js';
import { until } from '../support/service/until.js';

/** A FHIR server, ours or not, as a person sees it. */
interface Site {
  all(type: Resource['resourceType']): Promise<Resource[]>;
  put(resource: Resource): Promise<void>;
}

// The same installation each time: our ids follow from the keys.
const KEYS = someKeys();
const STORY = aStory();
let hapi: HapiServer;
let proxy: TcpProxy;
let expected: Record<string, unknown>;

beforeAll(async () => {
  [hapi, expected] = await Promise.all([startHapi(), toldToOurOwn()]);
  proxy = await startTcpProxy(hapi.port);
}, 180_000);
afterAll(async () => {
  await proxy?.down();
  await hapi?.stop();
});

async function withService<T>(
  settings: Record<string, string>,
  work: (service: Service, database: TestDatabase) => Promise<T>,
): Promise<T> {
  const database = await createServiceDatabase();
  const service = await startService({ ...onDatabase(database.url, KEYS), ...settings });
  try {
    return await work(service, database);
  } finally {
    await service.kill();
    await database.drop();
  }
}

const everythingOn = async (site: Site): Promise<Resource[]> =>
  (await Promise.all(TYPES.map((type) => site.all(type)))).flat();

/** A person accepts a result of the first version of a document. */
async function acceptOne(site: Site): Promise<void> {
  const documents = (await site.all('DocumentReference')) as DocumentReference[];
  const document = documents.find(({ masterIdentifier }) => masterIdentifier?.value === ACCEPTED);
  const results = ((await site.all('Observation')) as Observation[]).filter(
    ({ derivedFrom }) => derivedFrom?.[0]?.reference === `DocumentReference/${document?.id ?? ''}`,
  );
  const ki67 = results.find(({ code }) => code.text === 'Ki-67');
  if (!ki67) throw new Error('the result to accept is not on the server');
  await site.put({ ...ki67, status: 'final' });
}

/** What our own endpoint holds at the end of the story. */
async function toldToOurOwn(): Promise<Record<string, unknown>> {
  return withService({}, async (service, { dataSource }) => {
    const site: Site = {
      all: (type) => service.api.resources(type),
      put: async (body) => {
        const headers = { 'content-type': 'application/fhir+json' };
        const path = `/fhir/${body.resourceType}/${body.id ?? ''}`;
        const { status } = await service.api.ask(path, { method: 'PUT', headers, body });
        expect(status).toBe(200);
      },
    };
    for (const [at, part] of STORY.entries()) {
      await tell(service, part);
      await quiet(service, dataSource);
      if (at === 0) await acceptOne(site);
    }
    return standing(await everythingOn(site));
  });
}

describe('HAPI FHIR, a server that is not ours, holds what our own endpoint holds', () => {
  it('which is not nothing', () => {
    const states = Object.entries(expected).map(([place, one]) => {
      const { status } = one as { status?: string };
      return `${place.split('/')[0]} ${status ?? ''}`.trim();
    });
    for (const state of [
      'DocumentReference current',
      'DocumentReference superseded',
      'Patient',
      'Provenance',
    ])
      expect(states).toContain(state);
    for (const type of ['DocumentReference', 'Observation', 'Flag'])
      expect(states).toContain(`${type} entered-in-error`);
    expect(states).toContain('Task cancelled');
  });

  it.each(['put', 'conditional-put', 'if-none-exist'])(
    'in mode %s: each thing once, through lost answers, a cut and the same messages again',
    async (mode) => {
      const settings = {
        PASSERELLE_FHIR__CARE__KIND: 'external',
        PASSERELLE_FHIR__CARE__BASE_URL: `http://127.0.0.1:${proxy.port}/fhir`,
        PASSERELLE_FHIR__CARE__WRITE_MODE: mode,
      };
      await hapi.empty();
      await withService(settings, async (service, { dataSource }) => {
        const [first = [], second = [], third = []] = STORY;
        // HAPI does what it is asked, and its answer is lost.
        proxy.loseAnswers(5);
        await tell(service, first);
        await quiet(service, dataSource);
        expect(proxy.left()).toBe(0);
        await acceptOne(hapi);

        await proxy.down();
        await tell(service, second);
        await untilDeferred(service, second);
        expect((await service.api.ask('/ready')).status).toBe(200);
        await proxy.up();
        await quiet(service, dataSource);

        await tell(service, third);
        await tell(service, [...second, ...third]);
        await quiet(service, dataSource);
        const reports = await service.api.reports();
        expect(reports.filter(({ state }) => state !== 'delivered')).toEqual([]);
        const found = standing(await everythingOn(hapi));
        if (mode === 'put') expect(found).toEqual(expected);
        else expect(withoutMerges(found)).toEqual(withoutMerges(expected));
      });
    },
    180_000,
  );
});

/** A server that is away fails nothing: reports wait, and say for what. */
async function untilDeferred(service: Service, told: readonly Told[]): Promise<void> {
  const ids = new Set(told.map(({ controlId }) => controlId));
  await until(async () => {
    const rows = (await service.api.reports()).filter(({ controlId }) => ids.has(controlId));
    expect(rows.filter(({ state }) => state === 'failed')).toEqual([]);
    return rows.some(({ failureCode }) => failureCode === 'FHIR_UNAVAILABLE');
  });
}
