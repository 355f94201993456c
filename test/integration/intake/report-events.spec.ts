import { migrateQueue, openQueue, type Queue } from '../../../src/database/index.js';
import { eventsOf, standingOf } from '../../../src/intake/index.js';
import { createInbox, type PlacingInbox } from '../../../src/intake/inbox/typeorm-inbox.repository.js';
import { keepSentEvent, readSentEvent } from '../../../src/intake/receive-report-event.js';
import { systemClock } from '../../../src/kernel/index.js';
import { createPatients } from '../../../src/patients/index.js';
import { createTestDatabase, type TestDatabase } from '../../support/database/database.js';
import { aReportEvent } from '../../support/kafka/events.js';
import { testCipher, testHash } from '../../support/keys.js';

type Row = Readonly<Record<string, unknown>>;

let database: TestDatabase;
let queue: Queue;
let inbox: PlacingInbox;

beforeAll(async () => {
  database = await createTestDatabase();
  await migrateQueue(database.url);
  queue = await openQueue({
    url: database.url,
    onError: (error) => {
      throw error;
    },
  });
  const { dataSource } = database;
  const [cipher, clock] = [testCipher, systemClock];
  const patients = createPatients({ cipher, hash: testHash('patients'), clock });
  inbox = createInbox({ dataSource, queue, patients, cipher, hash: testHash('inbox'), clock });
});
afterAll(async () => {
  await queue.stop(1);
  await database.drop();
});

/** Keeps an event as HTTP does; its row. */
async function keep(json: unknown): Promise<Row> {
  const read = readSentEvent(json, { acceptsFictitious: true });
  if (!read.ok) throw new Error(read.failure.message);
  const sent = { source: 'dpi', bytes: Buffer.from(JSON.stringify(json)) };
  const kept = await keepSentEvent(read.value, sent, {
    inbox,
    keep: inbox.keep,
    clock: systemClock,
    sources: [],
  });
  if (!kept.ok) throw new Error(kept.failure.message);
  const rows: Row[] = await database.dataSource.query('SELECT * FROM passerelle.report WHERE id = $1', [
    kept.value.accepted.reportIds?.[0],
  ]);
  return rows[0] as Row;
}

let made = 0;
/** The events of one document of one patient. */
function aDocument() {
  const name = `D${(made += 1)}`;
  const { patient } = aReportEvent(name);
  return (id: string, document: object, over: object = {}) => {
    const event = aReportEvent(`${name}-${id}`, { patient, ...over });
    return { ...event, document: { ...event.document, ...document } };
  };
}
const standingIn = async (row: Row) =>
  standingOf(await eventsOf(database.dataSource, String(row['lineage'])));

describe('versions of a document that its events number', () => {
  it('are one document: a higher number replaces, though no parent is named', async () => {
    const event = aDocument();
    const first = await keep(event('a', { setId: 'S', version: 1 }));
    const second = await keep(event('b', { setId: 'S', version: 2 }));
    expect(second).toMatchObject({ lineage: first['lineage'], version: 2, state: 'received' });
    expect(await standingIn(first)).toMatchObject({ parts: [{ versions: [2] }] });
  });

  it('are one document: a lower number that comes late is set aside', async () => {
    const event = aDocument();
    const second = await keep(event('b', { setId: 'T', version: 2 }));
    const first = await keep(event('a', { setId: 'T', version: 1 }));
    expect(first).toMatchObject({
      lineage: second['lineage'],
      state: 'cancelled',
      failure_code: 'SUPERSEDED_ON_ARRIVAL',
    });
    expect(await standingIn(first)).toMatchObject({ parts: [{ versions: [1] }] });
  });

  it.each([
    ['of another set', { setId: 'V', version: 2 }, {}],
    ['of another assigner', { setId: 'U', version: 2, assigner: 'autre' }, {}],
    ['of another patient', { setId: 'U', version: 2 }, aReportEvent('other-patient')],
    ['without number', {}, {}],
  ])('are two documents where the second is %s', async (_, document, { patient }: { patient?: object }) => {
    const event = aDocument();
    const first = await keep(event('a', { setId: 'U', version: 1 }));
    const second = await keep(event('b', document, patient && { patient }));
    expect(second['lineage']).not.toBe(first['lineage']);
  });

  it('are withdrawn by the id of one of them; the number of a deletion ties nothing', async () => {
    const event = aDocument();
    const first = await keep(event('a', { setId: 'W', version: 1 }));
    const other = event('other', { setId: 'W', version: 9 }, { action: 'deletion', content: undefined });
    await keep(other);
    expect(await standingIn(first)).toMatchObject({ kind: 'published' });
    await keep({ ...event('a', {}, { action: 'deletion', content: undefined }), eventId: 'deletes' });
    expect(await standingIn(first)).toMatchObject({ kind: 'deleted' });
  });
});

it('keeps an event whose free texts hold what PostgreSQL takes in no column', async () => {
  const odd = `A\u0000\ud800\u202eB`;
  const event = aReportEvent('odd');
  const carer = { lastName: odd, firstName: odd, rpps: odd };
  const row = await keep({
    ...event,
    patient: {
      ...{
        lastName: odd,
        birthName: odd,
        otherNames: [odd],
        firstNames: [odd],
        birthPlace: odd,
        phones: [odd],
      },
      ...{ emails: [odd], addresses: [{ line: odd, postalCode: odd, city: odd, country: odd }] },
      identifiers: [{ kind: 'IPP', value: odd, authority: odd }],
    },
    stay: {
      identifiers: [{ kind: 'NDA', value: odd, authority: odd }],
      ...{ admissionMode: odd, dischargeMode: odd, unit: odd, specialty: odd },
    },
    document: {
      ...{ ...event.document, id: odd, assigner: odd, setId: odd, version: 1 },
      ...{ typeSystem: odd, typeDisplay: odd, title: odd, author: carer },
    },
    carers: [carer],
    content: { contentType: 'text/plain', text: odd },
  });
  expect(row).toMatchObject({ state: 'received' });
});
