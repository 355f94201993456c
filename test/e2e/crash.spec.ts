import { documentReferenceId } from '../../src/fhir/mapping/document-reference.js';
import { createKeyedHash } from '../../src/security/index.js';
import { type TestDatabase } from '../support/database/database.js';
import { type ReportRow } from '../support/service/api.js';
import { createServiceDatabase } from '../support/service/database.js';
import { type HeldStatement, type Hold, hold } from '../support/service/hold.js';
import { aTextReport, type TextReport } from '../support/service/messages.js';
import {
  onDatabase,
  type Service,
  type Settings,
  someKeys,
  startService,
} from '../support/service/service.js';
import { until } from '../support/service/until.js';

/** What the process was writing when it was killed: lost, or written and nobody learned it. */
type Fate = 'lost' | 'written';

interface Case {
  readonly where: string;
  readonly fate: Fate;
  readonly held: (report: ReportRow) => HeldStatement;
  /** Its second message, where a first version is delivered before. */
  readonly next?: 'replacement' | 'deletion';
}

const KEYS = someKeys();
const careIds = createKeyedHash(Buffer.from(KEYS.PASSERELLE_KEYS__IDENTIFIERS ?? '', 'base64'), 'care-ids');
const documentOf = ({ lineage }: ReportRow, version: number) =>
  `NEW.type = 'DocumentReference' AND NEW.id = '${documentReferenceId({ lineage, version }, careIds)}'`;

const atStep =
  (step: string) =>
  (report: ReportRow): HeldStatement => ({
    ...{ table: 'passerelle.report_event', event: 'INSERT' },
    when: `NEW.step = '${step}' AND NEW.report_id = '${report.id}'`,
  });
const inOutbox =
  (event: 'INSERT' | 'UPDATE') =>
  (report: ReportRow): HeldStatement => ({
    ...{ table: 'passerelle.delivery_outbox', event },
    when: `NEW.report_id = '${report.id}'`,
  });
const inDelivered = (report: ReportRow): HeldStatement => ({
  ...{ table: 'passerelle.delivered', event: 'INSERT' },
  when: `NEW.lineage = '${report.lineage}'`,
});
const inEndpoint = (report: ReportRow): HeldStatement => ({
  ...{ table: 'passerelle.fhir_resource', event: 'INSERT' },
  when: documentOf(report, 1),
});
const inHistory =
  (atCommit: boolean) =>
  (report: ReportRow): HeldStatement => ({
    ...{ table: 'passerelle.fhir_history', event: 'INSERT', atCommit },
    when: documentOf(report, 1),
  });

/** Every step between the acknowledgement and the delivery. A statement inside a transaction can only be lost. */
const CASES: readonly Case[] = [
  { where: 'taking the report up', fate: 'lost', held: atStep('processing') },
  { where: 'taking the report up', fate: 'written', held: atStep('processing') },
  { where: 'keeping the document', fate: 'lost', held: atStep('document') },
  { where: 'keeping the document', fate: 'written', held: atStep('document') },
  { where: 'keeping the pseudonymized text', fate: 'lost', held: atStep('pseudonymized') },
  { where: 'keeping the pseudonymized text', fate: 'written', held: atStep('pseudonymized') },
  { where: 'keeping the findings', fate: 'lost', held: atStep('outcome') },
  { where: 'keeping the findings', fate: 'written', held: atStep('outcome') },
  { where: 'leaving the Bundle in the outbox', fate: 'lost', held: inOutbox('INSERT') },
  { where: 'writing the FHIR resources', fate: 'lost', held: inEndpoint },
  { where: 'writing the FHIR resources', fate: 'written', held: inEndpoint },
  { where: 'keeping what was delivered', fate: 'lost', held: inDelivered },
  { where: 'marking the Bundle as sent', fate: 'lost', held: inOutbox('UPDATE') },
  { where: 'marking the report as delivered', fate: 'lost', held: atStep('delivered') },
  { where: 'marking the report as delivered', fate: 'written', held: atStep('delivered') },
  { where: 'replacing the FHIR resources', fate: 'lost', held: inHistory(false), next: 'replacement' },
  { where: 'replacing the FHIR resources', fate: 'written', held: inHistory(true), next: 'replacement' },
  { where: 'taking the FHIR resources back', fate: 'lost', held: inHistory(false), next: 'deletion' },
  { where: 'taking the FHIR resources back', fate: 'written', held: inHistory(true), next: 'deletion' },
];

/** One document of one patient each: nothing but the process itself is shared. */
const first = (at: number | string): TextReport => ({
  controlId: `FIRST-${at}`,
  documentId: `DOC-${at}`,
  ipp: `8009${at}`,
});
const second = (at: number | string, next: Case['next']): TextReport =>
  next === 'deletion'
    ? { ...first(at), controlId: `SECOND-${at}`, event: 'T04' }
    : {
        ...{
          ...first(at),
          controlId: `SECOND-${at}`,
          event: 'T10',
          documentId: `DOC-${at}-2`,
          parentId: `DOC-${at}`,
        },
        text: 'IMMUNOHISTOCHIMIE\n- HER2 : score 0',
      };

/** All that is left of one document: `type version status`, per resource it ever gave, and its versions. */
async function endOf(service: Service, report: ReportRow) {
  const { resources, versions } = await service.api.journey(report.id);
  const read = await Promise.all(
    resources.map((path) =>
      service.api.get<{ resourceType: string; status?: string; meta?: { versionId?: string } }>(
        `/fhir/${path}`,
      ),
    ),
  );
  return {
    versions: versions.map(({ action, state }) => `${action} ${state}`),
    resources: read
      .map(({ resourceType, status, meta }) => `${resourceType} ${meta?.versionId} ${status}`)
      .sort(),
  };
}

let database: TestDatabase;
const settings = (more: Settings = {}): Settings => ({ ...onDatabase(database.url, KEYS), ...more });

beforeAll(async () => {
  database = await createServiceDatabase();
});
afterAll(() => database.drop());

async function sendAll(service: Service, reports: readonly TextReport[]): Promise<void> {
  const sender = await service.sender();
  for (const report of reports) expect(await sender.send(aTextReport(report))).toMatchObject({ code: 'AA' });
  sender.close();
}

const numbered = CASES.map((one, at) => ({ ...one, at }));
const messageOf = ({ at, next }: (typeof numbered)[number]) => (next ? second(at, next) : first(at));

/** The life of documents that nothing disturbed. */
const QUIET = { single: 'quiet-1', replacement: 'quiet-2', deletion: 'quiet-3' } as const;

/** What must be there before the kill: the undisturbed lives, and the first versions. */
async function before(): Promise<void> {
  const service = await startService(settings());
  const quiet = Object.values(QUIET);
  await sendAll(service, [
    ...quiet.map(first),
    ...numbered.filter(({ next }) => next).map(({ at }) => first(at)),
  ]);
  await service.api.settled();
  await sendAll(service, [second(QUIET.replacement, 'replacement'), second(QUIET.deletion, 'deletion')]);
  await service.api.settled();
  expect(await service.stop()).toMatchObject({ status: 0 });
}

/** Kept and acknowledged, and nobody works yet. */
async function queueAll(): Promise<ReportRow[]> {
  const service = await startService(settings({ PASSERELLE_ROLES: '[intake]' }));
  await sendAll(service, numbered.map(messageOf));
  const reports = await service.api.reports({ state: 'received' });
  await service.kill();
  expect(reports).toHaveLength(CASES.length);
  return reports;
}

/** A process with every report held at its own statement, then no process. */
async function killHoldingAll(reports: readonly ReportRow[]): Promise<void> {
  const holds: { fate: Fate; point: Hold }[] = [];
  for (const one of numbered) {
    const report = reports.find(({ controlId }) => controlId === messageOf(one).controlId);
    if (report) holds.push({ fate: one.fate, point: await hold(database.url, one.held(report)) });
  }
  const wide = { PASSERELLE_WORKER__CONCURRENCY: '64', PASSERELLE_DATABASE__POOL_SIZE: '40' };
  const service = await startService(settings(wide));
  for (const { point } of holds) await point.reached();
  await service.kill();
  for (const { fate, point } of holds) {
    if (fate === 'lost') await point.lose();
    await point.release();
  }
}

describe('a process killed between the acknowledgement and the delivery', () => {
  let service: Service;
  let reports: ReportRow[];

  beforeAll(async () => {
    await before();
    await killHoldingAll(await queueAll());
    service = await startService(settings());
    reports = await service.api.settled(60_000);
  }, 150_000);
  afterAll(() => service.kill());

  const reportOf = (controlId: string): ReportRow => {
    const found = reports.find((report) => report.controlId === controlId);
    if (!found) throw new Error(`no report of ${controlId}`);
    return found;
  };
  const undisturbed = (next: Case['next']) => {
    const name = QUIET[next ?? 'single'];
    return reportOf((next ? second(name, next) : first(name)).controlId);
  };

  it('is held against documents that nothing disturbed', async () => {
    expect(await endOf(service, undisturbed(undefined))).toEqual({
      versions: ['original delivered'],
      resources: expect.arrayContaining(['DocumentReference 1 current', 'Observation 1 preliminary']),
    });
    expect(await endOf(service, undisturbed('replacement'))).toEqual({
      versions: ['original delivered', 'replacement delivered'],
      resources: expect.arrayContaining([
        ...['DocumentReference 1 current', 'DocumentReference 2 superseded'],
        ...['Observation 2 preliminary', 'Observation 2 entered-in-error'],
      ]),
    });
    expect(await endOf(service, undisturbed('deletion'))).toEqual({
      versions: ['original delivered', 'deletion delivered'],
      resources: expect.arrayContaining([
        'DocumentReference 2 entered-in-error',
        'Observation 2 entered-in-error',
      ]),
    });
  });

  it.each(numbered)('while $where, and that $fate: the result is there once', async (one) => {
    const report = reportOf(messageOf(one).controlId);
    expect(report.state).toBe('delivered');
    expect(report.counts.resources).toBeGreaterThan(0);
    expect(await endOf(service, report)).toEqual(await endOf(service, undisturbed(one.next)));
  });

  it('leaves nothing beside: as many resources as so many undisturbed documents have', async () => {
    const count = async (type: 'DocumentReference' | 'Observation' | 'Patient') =>
      (await service.api.resources(type)).length;
    const lives = [QUIET.single, QUIET.replacement, QUIET.deletion].length + CASES.length;
    const replaced = CASES.filter(({ next }) => next === 'replacement').length + 1;
    const observations = (await endOf(service, undisturbed(undefined))).resources.filter((line) =>
      line.startsWith('Observation'),
    );
    expect(await count('Patient')).toBe(lives);
    expect(await count('DocumentReference')).toBe(lives + replaced);
    expect(await count('Observation')).toBe(lives * observations.length);
    const [left] = await database.dataSource.query<{ n: number }[]>(
      `SELECT count(*)::int AS n FROM passerelle.delivery_outbox WHERE state <> 'sent'`,
    );
    expect(left).toEqual({ n: 0 });
  });
});

describe('a process killed around the acknowledgement, or at the end of a job', () => {
  const early = aTextReport({ controlId: 'EARLY', documentId: 'DOC-EARLY', ipp: '80081' });
  const late = aTextReport({ controlId: 'LATE', documentId: 'DOC-LATE', ipp: '80082' });
  const done = aTextReport({ controlId: 'DONE', documentId: 'DOC-DONE', ipp: '80083' });
  const messages = (controlId: string) =>
    database.dataSource.query<{ answer: Buffer }[]>(
      'SELECT answer FROM passerelle.message WHERE control_id = $1',
      [controlId],
    );
  let service: Service;
  let kept: { early: { answer: Buffer }[]; late: { answer: Buffer }[] };

  beforeAll(async () => {
    const doomed = await startService(settings());
    const atCommitOf = (controlId: string) =>
      hold(database.url, {
        ...{ table: 'passerelle.message', event: 'INSERT', atCommit: true },
        when: `NEW.control_id = '${controlId}'`,
      });
    const ending = await hold(database.url, {
      table: 'queue.job',
      event: 'UPDATE',
      when: `NEW.state = 'completed'`,
    });
    const [uncommitted, committed] = [await atCommitOf('EARLY'), await atCommitOf('LATE')];
    const senders = [await doomed.sender(), await doomed.sender(), await doomed.sender()] as const;
    expect(await senders[0].send(done)).toMatchObject({ code: 'AA' });
    // One after the other: what comes together is committed together.
    senders[1].post(early);
    await uncommitted.reached();
    senders[2].post(late);
    for (const point of [ending, committed]) await point.reached();
    await doomed.kill();
    for (const point of [ending, uncommitted]) await point.lose();
    for (const point of [ending, uncommitted, committed]) await point.release();
    for (const sender of senders) sender.close();
    // Let go of, its commit takes a moment still.
    const committedLate = await until(async () => {
      const rows = await messages('LATE');
      return rows.length > 0 && rows;
    });
    kept = { early: await messages('EARLY'), late: committedLate };
    service = await startService(settings());
  }, 60_000);
  afterAll(() => service.kill());

  it('before the commit: nothing was promised and nothing is kept; sent again, it is kept once', async () => {
    expect(kept.early).toHaveLength(0);
    const sender = await service.sender();
    expect(await sender.send(early)).toMatchObject({ code: 'AA' });
    sender.close();
    const report = await service.api.inState('EARLY', 'delivered');
    expect((await endOf(service, report)).versions).toEqual(['original delivered']);
    expect(await messages('EARLY')).toHaveLength(1);
  });

  it('between the commit and the acknowledgement: sent again, it gets the answer that was kept', async () => {
    expect(kept.late).toHaveLength(1);
    const sender = await service.sender();
    const again = await sender.send(late);
    sender.close();
    expect(again.code).toBe('AA');
    expect(again.bytes.equals(kept.late[0]?.answer ?? Buffer.alloc(0))).toBe(true);
    const report = await service.api.inState('LATE', 'delivered');
    expect((await endOf(service, report)).versions).toEqual(['original delivered']);
    expect(await messages('LATE')).toHaveLength(1);
  });

  it('at the end of the job: nothing is done twice', async () => {
    const report = await service.api.inState('DONE', 'delivered', 60_000);
    const { resources } = await endOf(service, report);
    expect(resources.every((line) => line.split(' ')[1] === '1')).toBe(true);
  }, 90_000);
});
