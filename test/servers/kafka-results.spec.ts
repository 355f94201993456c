import 'reflect-metadata';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { ResultEvent } from '../../src/delivery/index.js';
import { type TestDatabase } from '../support/database/database.js';
import { type Broker, openTopics, startBroker, type Topics } from '../support/kafka/index.js';
import { createServiceDatabase } from '../support/service/database.js';
import { aTextReport, type TextReport } from '../support/service/messages.js';
import {
  onDatabase,
  type Service,
  type Settings,
  someKeys,
  startService,
} from '../support/service/service.js';
import { until } from '../support/service/until.js';

let broker: Broker;
let topics: Topics;
let database: TestDatabase;
const services: Service[] = [];

beforeAll(async () => {
  broker = await startBroker();
  topics = await openTopics(broker.bootstrap);
  database = await createServiceDatabase();
}, 240_000);
afterAll(async () => {
  await Promise.all(services.map((service) => service.kill()));
  await topics?.close();
  await database?.drop();
  await broker?.remove();
});

const KEYS = someKeys();
async function start(topic: string, more: Settings = {}): Promise<Service> {
  const service = await startService({
    ...onDatabase(database.url, KEYS),
    PASSERELLE_DATABASE__POOL_SIZE: '8',
    PASSERELLE_KAFKA__BROKERS: `[${broker.bootstrap}]`,
    PASSERELLE_KAFKA__RESULTS__TOPIC: topic,
    ...more,
  });
  services.push(service);
  return service;
}

let count = 0;
const aCase = (): TextReport => ({
  controlId: `KAF-${++count}`,
  documentId: `KAFDOC-${count}`,
  ipp: `8500${count}`,
  lastName: `ANNONCIER${count}`,
});

async function send(service: Service, ...reports: readonly TextReport[]): Promise<void> {
  const sender = await service.sender();
  for (const report of reports) expect(await sender.send(aTextReport(report))).toMatchObject({ code: 'AA' });
  sender.close();
}

/** Everything told of one report, as its consumer reads it. */
async function eventsOf(topic: string, reportId?: string) {
  const records = await topics.read(topic);
  return records
    .map(({ key, value, headers }) => ({
      key,
      headers,
      text: String(value),
      event: JSON.parse(String(value)) as ResultEvent,
    }))
    .filter(({ event }) => reportId === undefined || event.reportId === reportId);
}
const told = (topic: string, reportId: string, timeoutMs = 60_000) =>
  until(
    async () => {
      const events = await eventsOf(topic, reportId);
      return events.length > 0 && events;
    },
    timeoutMs,
    500,
  );
const problems = (event: ResultEvent) =>
  validateSync(plainToInstance(ResultEvent, event), { whitelist: true, forbidNonWhitelisted: true });

describe('results announced on Kafka', () => {
  it('tell of each delivered report by ids and links, and nothing of its patient', async () => {
    await topics.create({ topic: 'results' });
    const service = await start('results');
    const [first, other] = [aCase(), aCase()];
    const second = { ...aCase(), ipp: first.ipp ?? '', lastName: first.lastName ?? '' };
    await send(service, first);
    const original = await service.api.inState(first.controlId, 'delivered');
    await send(service, {
      ...second,
      event: 'T10',
      parentId: first.documentId,
      text: 'IMMUNOHISTOCHIMIE\n- HER2 : score 0',
    });
    const replacement = await service.api.inState(second.controlId, 'delivered');
    await send(service, { ...second, controlId: `${second.controlId}-D`, event: 'T04' }, other);
    const deletion = await service.api.inState(`${second.controlId}-D`, 'delivered');
    await told('results', deletion.id);
    const all = (await eventsOf('results')).filter(({ key }) => key === original.lineage);
    expect(all.map(({ event }) => [event.action, event.reportId, event.version])).toEqual([
      ['delivered', original.id, original.version],
      ['replaced', replacement.id, replacement.version],
      ['withdrawn', deletion.id, deletion.version],
    ]);
    for (const { event, text, headers } of all) {
      expect(problems(event)).toEqual([]);
      expect(headers['content-type']).toBe('application/json');
      for (const secret of [first.ipp, first.lastName, 'Apolline', first.documentId, 'score', 'HER2'])
        expect(text).not.toContain(secret);
    }
    const [{ event }] = all as [(typeof all)[number]];
    expect(event.counts).toMatchObject({ 'tumor-biomarkers': expect.any(Number) });
    expect(all[2]?.event.counts).toEqual({});
    expect(event.documentType).toMatchObject({ code: '60568-3' });
    expect(event.fhir.resources.some((one) => one.startsWith('Observation/'))).toBe(true);
    expect(event.fhir.resources.filter((one) => /^(Patient|Encounter)/.test(one))).toEqual([]);
    for (const reference of event.fhir.resources)
      expect((await fetch(`${event.fhir.baseUrl}/${reference}`)).status).toBe(200);
    await service.kill();
  }, 180_000);

  it('tell what was found and its words only where that is configured', async () => {
    await topics.create({ topic: 'clinical' });
    const service = await start('clinical', { PASSERELLE_KAFKA__RESULTS__CLINICAL_TEXT: 'true' });
    const one = aCase();
    await send(service, one);
    const report = await service.api.inState(one.controlId, 'delivered');
    const [{ event, text }] = (await told('clinical', report.id)) as [
      Awaited<ReturnType<typeof told>>[number],
    ];
    expect(problems(event)).toEqual([]);
    expect(event.findings).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          useCase: 'tumor-biomarkers',
          value: expect.objectContaining({ name: 'HER2' }),
          evidence: [expect.objectContaining({ text: expect.stringContaining('HER2') })],
        }),
      ]),
    );
    expect(text).not.toContain(one.lastName);
    await service.kill();
  }, 180_000);

  it('hold nothing up while there is no topic or no broker, and lose nothing with the process', async () => {
    let service = await start('later');
    const early = [aCase(), aCase()];
    await send(service, ...early);
    for (const { controlId } of early) await service.api.inState(controlId, 'delivered', 60_000);
    const failing = await until(
      async () => {
        const { announcements } = await service.api.get<{ announcements: { failureCode: string | null }[] }>(
          '/announcements?state=pending&channel=kafka',
        );
        return announcements.find(({ failureCode }) => failureCode);
      },
      60_000,
      500,
    );
    expect(failing).toMatchObject({ failureCode: 'KAFKA_TOPIC_MISSING' });
    await topics.create({ topic: 'later' });
    await broker.kill();
    const late = Array.from({ length: 6 }, aCase);
    await send(service, ...late);
    for (const { controlId } of late) await service.api.inState(controlId, 'delivered', 60_000);
    await service.kill();
    await broker.start();
    service = await start('later');
    const reports = (await service.api.reports()).filter(({ controlId }) =>
      [...early, ...late].some((one) => one.controlId === controlId),
    );
    expect(reports).toHaveLength(8);
    for (const { id } of reports) await told('later', id, 120_000);
    const all = await eventsOf('later');
    const ids = new Map(all.map(({ event }) => [event.reportId, event.eventId]));
    // Twice under one id, or once.
    expect(all.every(({ event }) => ids.get(event.reportId) === event.eventId)).toBe(true);
    expect(service.process.output()).not.toContain('ANNONCIER');
    await service.kill();
  }, 300_000);
});
