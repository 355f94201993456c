import { accept, openReceiver, type ReceivedMessage, type Receiver } from '../support/hl7/index.js';
import { type TestDatabase } from '../support/database/database.js';
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

const KEYS = someKeys();
let database: TestDatabase;
let receiver: Receiver;
const services: Service[] = [];

beforeAll(async () => {
  database = await createServiceDatabase();
  receiver = await openReceiver();
});
afterEach(() => {
  receiver.answering = accept;
});
afterAll(async () => {
  await Promise.all(services.map((service) => service.kill()));
  await receiver.close();
  await database.drop();
});

async function start(more: Settings = {}): Promise<Service> {
  const service = await startService({
    ...onDatabase(database.url, KEYS),
    PASSERELLE_DATABASE__POOL_SIZE: '8',
    PASSERELLE_HL7__RESULTS__HOST: '127.0.0.1',
    PASSERELLE_HL7__RESULTS__PORT: String(receiver.port),
    PASSERELLE_HL7__RESULTS__RECEIVING_APPLICATION: 'DPI',
    PASSERELLE_HL7__RESULTS__RECEIVING_FACILITY: 'CHU',
    PASSERELLE_HL7__RESULTS__ANSWER_SECONDS: '2',
    ...more,
  });
  services.push(service);
  return service;
}

let count = 0;
/** A document of a patient of its own. */
const aCase = (): TextReport => ({
  controlId: `RES-${++count}`,
  documentId: `RESDOC-${count}`,
  ipp: `8400${count}`,
  lastName: `RETOURNEAU${count}`,
});

async function send(service: Service, ...reports: readonly TextReport[]): Promise<void> {
  const sender = await service.sender();
  for (const report of reports) expect(await sender.send(aTextReport(report))).toMatchObject({ code: 'AA' });
  sender.close();
}

const of = ({ documentId }: Pick<TextReport, 'documentId'>): ReceivedMessage[] =>
  receiver.received.filter(({ message }) => message.segment('OBR')?.value(29, 2) === documentId);
const arrived = (report: Pick<TextReport, 'documentId'>, times = 1, timeoutMs = 60_000) =>
  until(() => of(report).length >= times && of(report), timeoutMs);
/** Each result: its number at the receiver, its status, its value. */
const results = ({ message }: ReceivedMessage) =>
  message
    .all('OBX')
    .slice(1)
    .map((obx) => ({
      id: obx.raw(4),
      status: obx.raw(11),
      name: obx.value(3, 2),
      value: obx.value(5, 2) || obx.raw(5),
    }));

interface Row {
  readonly id: string;
  readonly state: string;
  readonly failureCode: string | null;
  readonly subject: string;
}
const listed = async (service: Service, query: string): Promise<Row[]> =>
  (await service.api.get<{ announcements: Row[] }>(`/announcements?${query}`)).announcements;

describe('results sent back by HL7', () => {
  let service: Service;
  beforeAll(async () => {
    service = await start({ PASSERELLE_LOG__LEVEL: 'trace' });
  }, 60_000);
  afterAll(() => service.kill());

  it('follow a document through its life, under the same numbers', async () => {
    const first = aCase();
    const second = { ...aCase(), ipp: first.ipp ?? '', lastName: first.lastName ?? '' };
    await send(service, first);
    const [made] = await arrived(first);
    expect(made?.message.segment('PID')?.value(3)).toBe(first.ipp);
    expect(made?.message.segment('PID')?.value(5)).toBe(first.lastName);
    expect(made?.message.segment('OBR')?.raw(25)).toBe('P');
    const before = results(made!);
    expect(before).toEqual(
      expect.arrayContaining([expect.objectContaining({ name: 'HER2', status: 'P', value: '3+' })]),
    );
    expect(made?.message.all('NTE').map((note) => note.value(3))).toEqual(
      expect.arrayContaining([expect.stringMatching(/œstrogènes/)]),
    );

    await send(service, {
      ...second,
      event: 'T10',
      parentId: first.documentId,
      text: 'IMMUNOHISTOCHIMIE\n- HER2 : score 0',
    });
    const [replaced] = await arrived(second);
    expect(replaced?.message.segment('OBR')?.raw(3)).toBe(made?.message.segment('OBR')?.raw(3));
    const after = results(replaced!);
    const her2 = (all: typeof after) => all.find(({ name, status }) => name === 'HER2' && status === 'P');
    expect(her2(after)).toMatchObject({ id: her2(before)?.id, value: '0' });
    const taken = before.filter(({ id }) => id !== her2(before)?.id).map(({ id }) => id);
    expect(
      after
        .filter(({ status }) => status === 'D')
        .map(({ id }) => id)
        .toSorted(),
    ).toEqual(taken.toSorted());

    await send(service, { ...second, controlId: `${second.controlId}-D`, event: 'T04' });
    const [, gone] = await arrived(second, 2);
    expect(gone?.message.segment('OBR')?.raw(25)).toBe('X');
    expect(results(gone!).every(({ status, value }) => status === 'D' && value === '')).toBe(true);
  });

  it('hold nothing up while the receiver is away, and come once it is there', async () => {
    const { port } = receiver;
    await receiver.close();
    const reports = [aCase(), aCase(), aCase()];
    await send(service, ...reports);
    for (const { controlId } of reports) await service.api.inState(controlId, 'delivered', 60_000);
    expect(
      await until(async () =>
        (await listed(service, 'state=pending&channel=hl7')).find((row) => row.failureCode),
      ),
    ).toMatchObject({
      failureCode: 'HL7_RESULTS_UNREACHABLE',
    });
    receiver = await openReceiver({ port });
    for (const report of reports) await arrived(report, 1, 120_000);
    // Different documents walk side by side: each came once, in whatever order they were delivered.
    const came = receiver.received.map(({ message }) => message.segment('OBR')?.value(29, 2));
    expect(came.toSorted()).toEqual(reports.map(({ documentId }) => documentId).toSorted());
  }, 180_000);

  it('are no report when they come back to us', async () => {
    const report = aCase();
    await send(service, report);
    const [made] = await arrived(report);
    await service.api.settled();
    const before = (await service.api.reports()).length;
    const sender = await service.sender();
    expect(await sender.send(made!.bytes)).toMatchObject({ code: 'AA' });
    // An EAI may change who sends it.
    const rerouted = made!.bytes
      .toString('utf8')
      .replace('|PASSERELLE|demonstration|', '|EAI|CHU|')
      .replace(made!.controlId, 'EAI-1');
    expect(rerouted).toContain('|EAI|CHU|');
    expect(await sender.send(rerouted)).toMatchObject({ code: 'AA' });
    const after = aCase();
    expect(await sender.send(aTextReport(after))).toMatchObject({ code: 'AA' });
    sender.close();
    await service.api.inState(after.controlId, 'delivered');
    expect((await service.api.reports()).length).toBe(before + 1);
  });

  it('are dead letters where the receiver refuses them; the next ones go; a replay sends them again', async () => {
    const [refused, next, failing] = [aCase(), aCase(), aCase()];
    receiver.answering = (received, at) => {
      const document = received.message.segment('OBR')?.value(29, 2);
      if (document === refused.documentId && received.times === 1) return at.answer(received, 'AR');
      if (document === failing.documentId && received.times === 1) return at.answer(received, 'AE');
      at.answer(received, 'AA');
    };
    await send(service, refused, failing, next);
    await arrived(next);
    const again = await arrived(failing, 2);
    expect(new Set(again.map(({ controlId }) => controlId)).size).toBe(1);
    const [row] = await until(async () => {
      const rows = await listed(service, 'state=failed');
      return rows.length > 0 && rows;
    });
    expect(row).toMatchObject({ failureCode: 'HL7_RESULTS_REFUSED' });
    const { body: metrics } = { body: (await service.api.ask('/metrics')).text };
    expect(metrics).toContain('passerelle_announcements{channel="hl7",state="failed"} 1');
    expect(metrics).toMatch(
      /passerelle_announcements_total\{channel="hl7",outcome="HL7_RESULTS_ERROR"\} [1-9]/,
    );
    expect((await service.api.ask(`/announcements/${row!.id}/replay`, { method: 'POST' })).status).toBe(202);
    const [one, two] = await arrived(refused, 2);
    expect(two?.bytes).toEqual(one?.bytes);
    await until(async () => (await listed(service, 'state=failed')).length === 0);
    expect((await service.api.ask(`/announcements/${row!.id}/replay`, { method: 'POST' })).status).toBe(409);
    expect((await service.api.ask('/announcements?state=wrong')).status).toBe(400);
  }, 120_000);

  it('leave nothing of a patient in the log', async () => {
    await service.api.settled();
    const output = service.process.output();
    expect(output).toContain('Announcement sent');
    for (const { message } of receiver.received) {
      for (const told of [message.segment('PID')?.value(5), message.segment('PID')?.value(3)])
        expect(output.includes(String(told))).toBe(false);
    }
    expect(output).not.toContain('œstrogènes');
  });
});

describe('results sent back by HL7, with processes that are killed', () => {
  it('come all the same, each under one number however often', async () => {
    const reports = Array.from({ length: 12 }, aCase);
    const seen: string[] = [];
    // In the middle: taken by the receiver, whose answer never comes.
    receiver.answering = (received, at) => {
      seen.push(received.controlId);
      if (seen.length % 4 !== 3) at.answer(received, 'AA');
    };
    let service = await start();
    await send(service, ...reports);
    for (const doomed of [3, 7]) {
      await until(() => seen.length >= doomed, 60_000);
      await service.kill();
      service = await start();
    }
    for (const report of reports) await arrived(report, 1, 120_000);
    receiver.answering = accept;
    await until(async () => (await listed(service, 'state=pending')).length === 0, 60_000);
    const all = reports.flatMap(of);
    const numbers = new Set(all.map(({ controlId }) => controlId));
    expect(numbers.size).toBe(reports.length);
    expect(all.length).toBeGreaterThan(reports.length);
    for (const number of numbers) {
      const same = all
        .filter(({ controlId }) => controlId === number)
        .map(({ bytes }) => bytes.toString('utf8'));
      expect(new Set(same).size).toBe(1);
    }
    await service.kill();
  }, 240_000);

  it('go one at a time, whatever the number of processes', async () => {
    const alone = await openReceiver({
      answering: (received, at) => void setTimeout(() => at.answer(received, 'AA'), 20),
    });
    const settings = { PASSERELLE_HL7__RESULTS__PORT: String(alone.port) };
    const [a, b] = [await start(settings), await start(settings)];
    const reports = Array.from({ length: 24 }, aCase);
    await Promise.all([send(a, ...reports.slice(0, 12)), send(b, ...reports.slice(12))]);
    await until(() => alone.received.length >= 10, 60_000);
    await a.kill();
    const told = () => new Set(alone.received.map(({ message }) => message.segment('OBR')?.value(29, 2)));
    await until(() => told().size === reports.length, 120_000);
    expect(alone.mostInFlight).toBe(1);
    await b.kill();
    await alone.close();
  }, 240_000);
});
