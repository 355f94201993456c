import { type Sql } from '../../../src/database/index.js';
import {
  createDelivery,
  createFhirTarget,
  createMemoryLedger,
  createMemoryOutbox,
  createPrevious,
  type FhirTarget,
  NO_METRICS,
} from '../../../src/delivery/index.js';
import { aDocument, anIdKey, aReport, her2, someSettings } from '../../../src/fhir/mapping/spec-builders.js';
import { type Report } from '../../../src/intake/index.js';
import { type Failure, ok, systemClock } from '../../../src/kernel/index.js';
import { createGivingRooms } from '../../../src/pipeline/giving-rooms.js';
import { createMemoryJourney } from '../../../src/pipeline/index.js';
import { type Pseudonymize, type Rooms } from '../../../src/pipeline/ports.js';
import { processReport } from '../../../src/pipeline/process-report.js';
import { type PseudonymizedDocument, type PseudonymizedText } from '../../../src/pseudonymization/index.js';
import { type FakeFhirServer, startFakeFhirServer } from '../../support/fhir/fake-fhir-server.js';

const DOUBTED: Failure = {
  code: 'PSEUDONYMIZATION_DOUBTED',
  class: 'permanent',
  message: 'the model is sure of what stays: LAST_NAME in line 2',
};
const VAULT_GONE: Failure = { code: 'DATABASE_UNAVAILABLE', class: 'transient', message: 'no connection' };

const pseudonymized: PseudonymizedDocument = {
  text: 'CONCLUSION : carcinome.' as PseudonymizedText,
  alignment: { toOriginal: (span) => span, toPseudonymized: (span) => span, edits: [] },
  ...{ spans: [], sections: [], sentences: [], dateShiftDays: -63 },
  method: { id: 'test', version: '1', assurance: 'rules+model' },
};

describe('a report of two zones', () => {
  let servers: { care: FakeFhirServer; research: FakeFhirServer };
  let targets: { care: FhirTarget; research: FhirTarget };
  let outbox: ReturnType<typeof createMemoryOutbox>;
  beforeEach(async () => {
    outbox = createMemoryOutbox();
    servers = { care: await startFakeFhirServer(), research: await startFakeFhirServer() };
    targets = {
      care: createFhirTarget({ name: 'care', baseUrl: servers.care.baseUrl }),
      research: createFhirTarget({ name: 'research', baseUrl: servers.research.baseUrl }),
    };
  });
  afterEach(async () => {
    await Promise.all([targets.care.close(), targets.research.close()]);
    await Promise.all([servers.care.close(), servers.research.close()]);
  });

  /** One walk; `forResearch` says how the text of the research zone is made this time. */
  const walk = (forResearch: Pseudonymize) => walkOf(aReport(), forResearch);
  const withdraw = () => walkOf(aReport({ action: 'deletion' }), making);

  async function walkOf(report: Report, forResearch: Pseudonymize) {
    const zones = {
      care: { name: 'care', target: targets.care, mode: 'put' as const },
      research: { name: 'research', target: targets.research, mode: 'put' as const },
    };
    const ledger = createMemoryLedger();
    const giving = createGivingRooms({
      settings: someSettings(),
      ids: { care: anIdKey(), research: anIdKey('research') },
      zones: ['care', 'research'],
      outbox,
      previous: createPrevious({ outbox, ledger, targets: zones }),
      delivery: createDelivery({ outbox, ledger, targets: zones, metrics: NO_METRICS, clock: systemClock }),
      transaction: (work) => work({ query: () => Promise.reject(new Error('no SQL in memory')) }),
      forResearch,
      clock: systemClock,
    });
    const reading: Omit<Rooms, keyof typeof giving> = {
      read: async () => ok(aDocument()),
      pseudonymize: async () => ok(pseudonymized),
      runUseCases: async () => ok({ findings: [her2()], failures: [], ran: [] }),
    };
    return processReport(report, { ...reading, ...giving }, createMemoryJourney());
  }
  const refusing =
    (failure: Failure): Pseudonymize =>
    async () => ({ ok: false, failure });
  const making: Pseudonymize = async () => ok(pseudonymized);
  const states = async () => (await outbox.entries('r-1')).map(({ zone, state }) => `${zone} ${state}`);
  const given = (zone: 'care' | 'research') => servers[zone].store.all('DocumentReference').length;

  it('gives care its results where the text of research is refused, and says why and which', async () => {
    const told = await walk(refusing(DOUBTED));
    expect(told).toEqual({
      ok: false,
      failure: { ...DOUBTED, message: `research zone: ${DOUBTED.message}` },
    });
    expect(await states()).toEqual(['care sent', 'research failed']);
    expect(servers.care.store.all('Observation')).toHaveLength(1);
    expect(servers.research.received).toEqual([]);
  });

  it('makes the refused text anew each time it is tried, and care nothing twice', async () => {
    await walk(refusing(DOUBTED));
    expect(await walk(refusing(DOUBTED))).toMatchObject({ failure: { code: DOUBTED.code } });
    const writes = servers.care.received.length;
    expect(await walk(making)).toMatchObject({ ok: true });
    expect(await states()).toEqual(['care sent', 'research sent']);
    expect([given('research'), servers.care.received.length]).toEqual([1, writes]);
  });

  it('goes on as soon as what kept it from the text is back', async () => {
    expect(await walk(refusing(VAULT_GONE))).toMatchObject({ failure: { class: 'transient' } });
    expect([given('care'), given('research')]).toEqual([1, 0]);
    expect(await walk(making)).toMatchObject({ ok: true });
    expect([given('care'), given('research')]).toEqual([1, 1]);
  });

  it('is delivered where nothing is to be given to the zone that was held', async () => {
    const { id: reportId, lineage, version } = aReport();
    const NO_SQL = undefined as unknown as Sql;
    await outbox.hold(NO_SQL, { reportId, lineage, version, zone: 'care' }, VAULT_GONE);
    expect(await withdraw()).toMatchObject({ ok: true });
    expect(await states()).toEqual([]);
  });

  it('tells what may still succeed before what is final', async () => {
    servers.care.fail({ status: 503 });
    expect(await walk(refusing(DOUBTED))).toMatchObject({ failure: { code: 'FHIR_UNAVAILABLE' } });
    expect(await states()).toEqual(['care pending', 'research failed']);
    expect(await walk(refusing(DOUBTED))).toMatchObject({ failure: { code: DOUBTED.code } });
    expect(given('care')).toBe(1);
  });
});
