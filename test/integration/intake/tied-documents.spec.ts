import { migrateQueue, openQueue, type Queue } from '../../../src/database/index.js';
import { type Answer, type IntakeEvent } from '../../../src/intake/index.js';
import { createRelease, eventsOf, standingOf } from '../../../src/intake/index.js';
import { createInbox } from '../../../src/intake/inbox/typeorm-inbox.repository.js';
import { sensitive, systemClock } from '../../../src/kernel/index.js';
import { createPatients } from '../../../src/patients/index.js';
import { aDraft, aMessage, anIdentity } from '../../support/builders/report.js';
import { createTestDatabase, type TestDatabase } from '../../support/database/database.js';
import { aCda, type CdaSaid } from '../../support/documents/cda-header.js';
import { testCipher, testHash } from '../../support/keys.js';

const ACCEPTED: Answer = { code: 'AA', bytes: Buffer.from('MSH|ack') };

type Row = Readonly<Record<string, unknown>>;

let database: TestDatabase;
let queue: Queue;
let inbox: ReturnType<typeof createInbox>;
const patients = createPatients({ cipher: testCipher, hash: testHash('patients'), clock: systemClock });

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
  inbox = createInbox({
    ...{ dataSource, queue, patients, cipher: testCipher, hash: testHash('inbox'), clock: systemClock },
  });
});
afterAll(async () => {
  await queue.stop(1);
  await database.drop();
});

const rows = (sql: string, values: unknown[] = []): Promise<Row[]> => database.dataSource.query(sql, values);
const rowOf = async (id: unknown): Promise<Row> =>
  (await rows('SELECT * FROM passerelle.report WHERE id = $1', [id]))[0] as Row;

let count = 0;
/** A patient and a set of its own. */
function aCase() {
  const set = `2.999.70.${++count}`;
  const identity = sensitive(anIdentity());
  const keep = async (over: Parameters<typeof aDraft>[0] = {}): Promise<Row> => {
    const report: IntakeEvent = { kind: 'report', report: aDraft({ identity, ...over }) };
    const kept = await inbox.keep(aMessage(), [report], ACCEPTED);
    if (!kept.ok) throw new Error(kept.failure.code);
    return rowOf(kept.value.reportIds[0]);
  };
  const send = (documentId: string, said: CdaSaid, over: Parameters<typeof aDraft>[0] = {}) =>
    keep({ documentId: `${set}.${documentId}`, payloads: [payloadOf(said)], ...over });
  const remove = (documentId: string, parent?: string, over: Parameters<typeof aDraft>[0] = {}) =>
    keep({
      ...{ action: 'deletion', documentId: `${set}.${documentId}`, payloads: [] },
      ...(parent && { parentDocumentId: `${set}.${parent}` }),
      ...over,
    });
  return { set, id: (name: string) => `${set}.${name}`, keep, send, remove };
}

const payloadOf = (said: CdaSaid) => ({
  contentType: 'application/xml' as const,
  content: sensitive(Buffer.from(aCda(said))),
});

const standingIn = async (lineage: unknown) =>
  standingOf(await eventsOf(database.dataSource, String(lineage)));
const incidentsOf = (row: Row) =>
  rows('SELECT code, lineage FROM passerelle.incident WHERE report_id = $1', [row['id']]);
const lineageNow = async (row: Row) => (await rowOf(row['id']))['lineage'];

describe('two forms of one content under two document ids', () => {
  it.each([
    ['level 1, then 3', 1, 3],
    ['level 3, then 1', 3, 1],
  ] as const)('by setId and versionNumber, %s: one lineage, one edition', async (_name, one, other) => {
    const { set, send } = aCase();
    const said = { setId: set, versionNumber: 1 };
    const first = await send('1', { ...said, level: one });
    const second = await send('2', { ...said, level: other });
    expect(second).toMatchObject({ lineage: first['lineage'], version: 2, state: 'received' });
    // The better form first: it gives the document its id, whichever came first.
    const versions = one === 3 ? [1, 2] : [2, 1];
    expect(await standingIn(first['lineage'])).toMatchObject({ parts: [{ versions }], edition: 1 });
  });

  it.each([
    ['known', ['1', '2']],
    ['not yet known', ['2', '1']],
  ] as const)('by XFRM to an id that is %s', async (_name, order) => {
    const { id, send } = aCase();
    const said: Readonly<Record<'1' | '2', CdaSaid>> = {
      1: { level: 1, id: id('1') },
      2: { level: 3, id: id('2'), related: [{ typeCode: 'XFRM', id: id('1') }] },
    };
    const kept: Row[] = [];
    for (const name of order) kept.push(await send(name, said[name]));
    expect(kept[1]).toMatchObject({ lineage: kept[0]?.['lineage'], state: 'received' });
    const versions = order[0] === '2' ? [1, 2] : [2, 1];
    expect(await standingIn(kept[0]?.['lineage'])).toMatchObject({ parts: [{ versions }] });
  });

  it('where what ties them comes last: their lineages are one from there on', async () => {
    const { set, id, send } = aCase();
    const first = await send('1', { level: 1, id: id('1') });
    const second = await send('2', { level: 3, setId: set, versionNumber: 1 });
    expect(second['lineage']).not.toBe(first['lineage']);
    const third = await send('3', {
      ...{ level: 1, setId: set, versionNumber: 1 },
      related: [{ typeCode: 'XFRM', id: id('1') }],
    });
    const lineages = await Promise.all([first, second, third].map(lineageNow));
    expect(new Set(lineages).size).toBe(1);
    const left = [first, second].map(({ lineage }) => lineage).filter((one) => one !== lineages[0]);
    expect(await rows('SELECT action, state FROM passerelle.report WHERE lineage = ANY($1)', [left])).toEqual(
      [{ action: 'deletion', state: 'received' }],
    );
  });

  it('of the same number under two types are two documents', async () => {
    const { set, send } = aCase();
    const said: CdaSaid = { level: 3, setId: set, versionNumber: 1 };
    const first = await send('1', said);
    const second = await send('2', said, { type: { system: 'http://loinc.org', code: '60568-3' } });
    expect(second['lineage']).not.toBe(first['lineage']);
  });

  it('without anything that ties them are two documents, even with one id in both CDA', async () => {
    const { id, send } = aCase();
    const first = await send('1', { level: 1, id: id('9') });
    const second = await send('2', { level: 3, id: id('9') });
    expect(second['lineage']).not.toBe(first['lineage']);
  });

  const TIES = (set: string, id: string): Partial<CdaSaid>[] => [
    { setId: set, versionNumber: 1 },
    { setId: set, versionNumber: 2 },
    { related: [{ typeCode: 'XFRM', id }] },
    { related: [{ typeCode: 'RPLC', id }] },
    { related: [{ typeCode: 'APND', id }] },
  ];

  it('never join two patients: the other report goes on alone, and a person is told once', async () => {
    const { set, id, send } = aCase();
    const first = await send('1', { level: 1, id: id('1'), setId: set, versionNumber: 1 });
    for (const said of TIES(set, id('1'))) {
      const other = { identity: sensitive(anIdentity()) };
      const alone = await send(`other-${++count}`, { level: 3, ...said }, other);
      expect(alone).toMatchObject({ state: 'received', version: 1 });
      expect(alone['lineage']).not.toBe(first['lineage']);
      expect(await incidentsOf(alone)).toEqual([{ code: 'PATIENT_DIFFERS', lineage: first['lineage'] }]);
    }
    expect(await standingIn(first['lineage'])).toMatchObject({ parts: [{ versions: [1] }] });
  });

  it.each([
    ['the later one', false],
    ['the earlier one', true],
  ])('join nothing where %s names no patient', async (_name, isFirst) => {
    const nobody = { identity: sensitive(anIdentity({ identifiers: [] })) };
    for (const at of [0, 1, 2, 3, 4]) {
      const { set, id, send } = aCase();
      const said = { level: 1, id: id('1'), setId: set, versionNumber: 1 } as const;
      const first = await send('1', said, isFirst ? nobody : {});
      const tie = TIES(set, id('1'))[at];
      const alone = await send('other', { level: 3, ...tie }, isFirst ? {} : nobody);
      expect(alone).toMatchObject({ state: 'received', version: 1 });
      expect(alone['lineage']).not.toBe(first['lineage']);
      expect(await standingIn(first['lineage'])).toMatchObject({ parts: [{ versions: [1] }] });
    }
  });

  it('still follow TXA-13 where a message names no patient', async () => {
    const { id, send } = aCase();
    const first = await send('1', { level: 3 });
    const nobody = { identity: sensitive(anIdentity({ identifiers: [] })) };
    const next = await send(
      '2',
      { level: 3 },
      { ...nobody, action: 'replacement', parentDocumentId: id('1') },
    );
    expect(next).toMatchObject({ lineage: first['lineage'], state: 'received' });
  });

  it('never move another patient’s document that only an id ties', async () => {
    const { id, send } = aCase();
    const theirs = await send('1', { level: 1, id: id('1') }, { identity: sensitive(anIdentity()) });
    const own = await send('2', { level: 1, id: id('2') });
    const told = await send('2', { level: 3, id: id('2'), related: [{ typeCode: 'XFRM', id: id('1') }] });
    expect(told).toMatchObject({ state: 'received', lineage: own['lineage'] });
    expect(await incidentsOf(told)).toEqual([{ code: 'PATIENT_DIFFERS', lineage: theirs['lineage'] }]);
    expect(await rowOf(theirs['id'])).toMatchObject({ lineage: theirs['lineage'], state: 'received' });
    expect(await rowOf(own['id'])).toMatchObject({ lineage: own['lineage'], state: 'received' });
  });

  it('let a document come whose id another patient’s CDA names', async () => {
    const { id, send } = aCase();
    const other = { identity: sensitive(anIdentity()) };
    for (const typeCode of ['XFRM', 'RPLC', 'APND']) {
      const name = `named-by-${typeCode}`;
      const theirs = await send(
        `other-${typeCode}`,
        { level: 3, related: [{ typeCode, id: id(name) }] },
        other,
      );
      const own = await send(name, { level: 3 });
      expect(own).toMatchObject({ state: 'received' });
      expect(own['lineage']).not.toBe(theirs['lineage']);
      const corrected = await send(
        `${name}-2`,
        { level: 3 },
        { action: 'replacement', parentDocumentId: id(name) },
      );
      expect(corrected).toMatchObject({ state: 'received', lineage: own['lineage'] });
    }
  });

  it('leave what waits for its parent where another patient’s document comes in its set', async () => {
    const { set, id, send } = aCase();
    const waiting = await send(
      '2',
      { level: 3, setId: set, versionNumber: 2 },
      { action: 'replacement', parentDocumentId: id('1') },
    );
    expect(waiting).toMatchObject({ state: 'parked', failure_code: 'PARENT_MISSING' });
    const other = { identity: sensitive(anIdentity()) };
    await send('other', { level: 3, setId: set, versionNumber: 1 }, other);
    expect(await rowOf(waiting['id'])).toMatchObject({ state: 'parked', failure_code: 'PARENT_MISSING' });
    const first = await send('1', { level: 3 });
    expect(await rowOf(waiting['id'])).toMatchObject({ state: 'received', lineage: first['lineage'] });
  });

  it.each([
    ['before', ['2', '1']],
    ['after', ['1', '2']],
  ] as const)('hold the draft of one that comes %s the other, until it is signed', async (_name, order) => {
    const { set, id, send, keep } = aCase();
    const said = (level: 1 | 3): CdaSaid => ({ level, setId: set, versionNumber: 1 });
    const kept = new Map<string, Row>();
    for (const name of order) {
      const status = name === '2' ? 'draft' : 'final';
      kept.set(name, await send(name, said(name === '1' ? 1 : 3), { status }));
    }
    const [signed, draft] = [kept.get('1') as Row, kept.get('2') as Row];
    expect(await rowOf(draft['id'])).toMatchObject({ state: 'held', failure_code: 'NOT_SIGNED' });
    expect(await standingIn(signed['lineage'])).toMatchObject({ parts: [{ versions: [signed['version']] }] });
    const signature = await keep({ documentId: id('2'), action: 'status', payloads: [] });
    expect(signature).toMatchObject({ state: 'received', lineage: signed['lineage'] });
    expect(await rowOf(draft['id'])).toMatchObject({ state: 'cancelled', failure_code: 'RELEASED' });
    const versions = [draft['version'], signed['version']];
    expect(await standingIn(signed['lineage'])).toMatchObject({ parts: [{ versions }] });
  });

  it('let a malformed CDA come alone', async () => {
    const { keep } = aCase();
    const content = sensitive(Buffer.from('<ClinicalDocument><setId root="2.999.1"'));
    expect(await keep({ payloads: [{ contentType: 'application/xml', content }] })).toMatchObject({
      ...{ state: 'received', cda: null },
    });
  });
});

describe('versions told by the CDA alone', () => {
  it('a higher number replaces, a lower one that comes late is set aside', async () => {
    const { set, send } = aCase();
    const second = await send('2', { level: 3, setId: set, versionNumber: 2 });
    const first = await send('1', { level: 3, setId: set, versionNumber: 1 });
    expect(first).toMatchObject({
      ...{ lineage: second['lineage'], state: 'cancelled', failure_code: 'SUPERSEDED_ON_ARRIVAL' },
    });
    const third = await send('3', { level: 3, setId: set, versionNumber: 3 });
    expect(third).toMatchObject({ lineage: second['lineage'], state: 'received' });
    expect(await standingIn(second['lineage'])).toMatchObject({ parts: [{ versions: [3] }] });
  });

  it.each([
    ['in order', ['1', '2']],
    ['the other way round', ['2', '1']],
  ] as const)('RPLC replaces, %s', async (_name, order) => {
    const { id, send } = aCase();
    const said: Readonly<Record<'1' | '2', CdaSaid>> = {
      1: { level: 3, id: id('1') },
      2: { level: 3, id: id('2'), related: [{ typeCode: 'RPLC', id: id('1') }] },
    };
    const kept = new Map<string, Row>();
    for (const name of order) kept.set(name, await send(name, said[name]));
    const [first, second] = [kept.get('1') as Row, kept.get('2') as Row];
    expect(first['lineage']).toBe(second['lineage']);
    expect(await standingIn(first['lineage'])).toMatchObject({ parts: [{ versions: [second['version']] }] });
  });

  it('a correction under another order number goes by its RPLC', async () => {
    const { id, keep } = aCase();
    const first = await keep({ documentId: 'O1/60568-3', payloads: [payloadOf({ level: 3, id: id('1') })] });
    const related = [{ typeCode: 'RPLC', id: id('1') }];
    const next = payloadOf({ level: 3, id: id('2'), related });
    const second = await keep({ action: 'replacement', documentId: 'O2/60568-3', payloads: [next] });
    expect(second).toMatchObject({ lineage: first['lineage'], state: 'received' });
    expect(await standingIn(first['lineage'])).toMatchObject({ parts: [{ versions: [2] }] });
  });

  it('a report known by its order number is replaced by the id in its CDA', async () => {
    const { id, send, keep } = aCase();
    const said = payloadOf({ level: 3, id: id('1') });
    const first = await keep({ documentId: 'ORDER/60568-3', payloads: [said] });
    const second = await send('2', { level: 3 }, { action: 'replacement', parentDocumentId: id('1') });
    expect(second).toMatchObject({ lineage: first['lineage'], state: 'received' });
    expect(await standingIn(first['lineage'])).toMatchObject({ parts: [{ versions: [2] }] });
  });

  it('a replacement whose parent is unknown goes by its set, whichever came first', async () => {
    for (const isFirst of [true, false]) {
      const { set, id, send } = aCase();
      const one = () => send('1', { level: 3, setId: set, versionNumber: 1 });
      const next = () =>
        send(
          '2',
          { level: 3, setId: set, versionNumber: 2 },
          { action: 'replacement', parentDocumentId: id('unknown') },
        );
      const second = isFirst ? undefined : await next();
      const first = await one();
      const told = await rowOf((second ?? (await next()))['id']);
      expect(told).toMatchObject({ lineage: first['lineage'], state: 'received' });
      expect(await standingIn(first['lineage'])).toMatchObject({ parts: [{ versions: [told['version']] }] });
    }
  });
});

describe('reports of one patient that a constant of their sender ties', () => {
  it('are both given out, and each is withdrawn alone', async () => {
    const { set, id, send, remove } = aCase();
    const said: CdaSaid = { level: 3, id: id('template'), setId: set, versionNumber: 1 };
    const first = await send('1', { ...said, text: 'HER2 : score 3+' });
    const second = await send('2', { ...said, text: 'HER2 : score 0' });
    expect(second).toMatchObject({ state: 'received' });
    const { lineage } = second;
    expect(await standingIn(lineage)).toMatchObject({ parts: [{ versions: [1] }, { versions: [2] }] });
    expect(await lineageNow(first)).toBe(lineage);
    await remove('1');
    expect(await standingIn(lineage)).toMatchObject({ parts: [{ versions: [2] }] });
  });
});

describe('a correction under the same id', () => {
  it('stands, also with a lower version of its set', async () => {
    const { set, send } = aCase();
    const first = await send('1', { level: 3, setId: set, versionNumber: 2 });
    const said: CdaSaid = { level: 3, setId: set, versionNumber: 1, text: 'HER2 : score 0' };
    const corrected = await send('1', said, { action: 'replacement' });
    expect(corrected).toMatchObject({ state: 'received', lineage: first['lineage'] });
    expect(await standingIn(first['lineage'])).toMatchObject({ parts: [{ versions: [2] }] });
  });
});

describe('a deletion that names two documents', () => {
  const plain: CdaSaid = { level: 3 };

  it('of two lineages withdraws both', async () => {
    const { send, remove } = aCase();
    const [parent, last] = [await send('1', plain), await send('2', plain)];
    expect(parent['lineage']).not.toBe(last['lineage']);
    const deletion = await remove('2', '1');
    expect(deletion).toMatchObject({ state: 'received' });
    expect(await Promise.all([parent, last].map(lineageNow))).toEqual(Array(2).fill(deletion['lineage']));
    expect(await standingIn(deletion['lineage'])).toEqual({ kind: 'deleted' });
    const left = [parent, last].map(({ lineage }) => lineage).find((one) => one !== deletion['lineage']);
    const jobs = await rows(`SELECT 1 FROM queue.job WHERE singleton_key = $1 AND state = 'created'`, [left]);
    expect(jobs.length).toBeGreaterThan(0);
  });

  it.each([
    ['the version before', '2', '1'],
    ['the last version', '1', '2'],
  ])('withdraws %s that comes after it too', async (_name, here, late) => {
    const { send, remove } = aCase();
    const first = await send(here, plain);
    const deletion = await remove('2', '1');
    expect(deletion).toMatchObject({ lineage: first['lineage'], state: 'received' });
    const second = await send(late, plain);
    expect(second).toMatchObject({
      ...{ lineage: first['lineage'], state: 'cancelled', failure_code: 'DELETED_BEFORE' },
    });
  });

  it('withdraws both where it came first', async () => {
    for (const order of [
      ['1', '2'],
      ['2', '1'],
    ]) {
      const { send, remove } = aCase();
      const deletion = await remove('2', '1');
      expect(deletion).toMatchObject({ state: 'parked', failure_code: 'NOTHING_TO_DELETE' });
      const kept: Row[] = [];
      for (const name of order) kept.push(await send(name, plain));
      expect(kept[1]).toMatchObject({ state: 'cancelled', failure_code: 'DELETED_BEFORE' });
      expect(await rowOf(kept[0]?.['id'])).toMatchObject({ state: 'cancelled' });
    }
  });

  it('withdraws what is of its patient, spares another patient’s, and is an incident', async () => {
    const { send, remove } = aCase();
    const theirs = await send('1', plain, { identity: sensitive(anIdentity()) });
    const own = await send('2', plain);
    const deletion = await remove('2', '1');
    expect(deletion).toMatchObject({ state: 'received', lineage: own['lineage'] });
    expect(await standingIn(own['lineage'])).toEqual({ kind: 'deleted' });
    expect(await standingIn(theirs['lineage'])).toMatchObject({ kind: 'published' });
    const told = await rows('SELECT code, lineage FROM passerelle.incident WHERE report_id = $1', [
      deletion['id'],
    ]);
    expect(told).toEqual([{ code: 'PATIENT_DIFFERS', lineage: theirs['lineage'] }]);
    const again = await remove('1', '2');
    expect(again).toMatchObject({
      state: 'cancelled',
      failure_code: 'NOTHING_CHANGED',
      lineage: own['lineage'],
    });
  });

  it('takes nothing from another patient whose document it names as its own', async () => {
    const { id, send, remove } = aCase();
    const other = { identity: sensitive(anIdentity()) };
    const own = await send('1', plain);
    const theirs = await send('2', plain, other);
    expect(await remove('2', '1')).toMatchObject({ state: 'received', lineage: own['lineage'] });
    expect(await standingIn(own['lineage'])).toEqual({ kind: 'deleted' });
    const corrected = await send('2', plain, { ...other, action: 'replacement' });
    expect(corrected).toMatchObject({ state: 'received', lineage: theirs['lineage'] });
    const next = await send('3', plain, { ...other, action: 'replacement', parentDocumentId: id('2') });
    expect(next).toMatchObject({ state: 'received', lineage: theirs['lineage'] });
    const deletion = await remove('2', undefined, other);
    expect(deletion).toMatchObject({ state: 'received', lineage: theirs['lineage'] });
    expect(await standingIn(theirs['lineage'])).toEqual({ kind: 'deleted' });
  });

  it('does not hold another patient’s document that comes after it', async () => {
    const { send, remove } = aCase();
    await send('1', plain);
    await remove('2', '1');
    const theirs = await send('2', plain, { identity: sensitive(anIdentity()) });
    expect(theirs).toMatchObject({ state: 'received' });
    expect(await incidentsOf(theirs)).toMatchObject([{ code: 'PATIENT_DIFFERS' }]);
    expect(await standingIn(theirs['lineage'])).toMatchObject({ kind: 'published' });
  });

  describe('of the wrong patient (OBX-11 W)', () => {
    const wrong = { isWrongPatient: true } as const;
    const others = () => ({ identity: sensitive(anIdentity()) });

    it('withdraws its own document, whoever it is of', async () => {
      const { send, remove } = aCase();
      const theirs = await send('1', plain, others());
      expect(await remove('1', undefined, wrong)).toMatchObject({ lineage: theirs['lineage'] });
      expect(await standingIn(theirs['lineage'])).toEqual({ kind: 'deleted' });
    });

    it('leaves another patient’s document that it names as the version before', async () => {
      const { send, remove } = aCase();
      const theirs = await send('1', plain, others());
      const early = await remove('2', '1', wrong);
      expect(early).toMatchObject({ state: 'parked', failure_code: 'NOTHING_TO_DELETE' });
      expect(await standingIn(theirs['lineage'])).toMatchObject({ kind: 'published' });
      const own = await send('2', plain);
      expect(await rowOf(early['id'])).toMatchObject({ lineage: await lineageNow(own) });
      expect(await standingIn(await lineageNow(own))).toEqual({ kind: 'deleted' });
      expect(await standingIn(theirs['lineage'])).toMatchObject({ kind: 'published' });
    });

    it('waits on where another patient’s version before comes after it', async () => {
      const { send, remove } = aCase();
      const early = await remove('2', '1', wrong);
      const theirs = await send('1', plain, others());
      expect(theirs).toMatchObject({ state: 'received' });
      expect(await rowOf(early['id'])).toMatchObject({ state: 'parked' });
      await send('2', plain);
      expect(await standingIn(await lineageNow(early))).toEqual({ kind: 'deleted' });
    });

    it('withdraws the version before where it is of the same patient', async () => {
      const { send, remove } = aCase();
      const own = await send('1', plain);
      expect(await remove('2', '1', wrong)).toMatchObject({ state: 'received', lineage: own['lineage'] });
      expect(await standingIn(own['lineage'])).toEqual({ kind: 'deleted' });
    });
  });

  it('is parked where the document is another patient’s', async () => {
    const { send, remove } = aCase();
    const theirs = await send('1', plain, { identity: sensitive(anIdentity()) });
    expect(await remove('1', '2')).toMatchObject({ state: 'parked', failure_code: 'PATIENT_DIFFERS' });
    expect(await standingIn(theirs['lineage'])).toMatchObject({ kind: 'published' });
  });
});

describe('what a person sends on', () => {
  it('goes with what its CDA ties it to', async () => {
    const { set, id, send } = aCase();
    const parked = await send(
      '2',
      { level: 3, related: [{ typeCode: 'XFRM', id: id('3') }] },
      { action: 'replacement', parentDocumentId: id('never') },
    );
    expect(parked).toMatchObject({ state: 'parked' });
    const release = createRelease({ cipher: testCipher, clock: systemClock, patients });
    const lineages = await database.dataSource.transaction((sql) => release(sql, String(parked['id'])));
    expect(lineages).toEqual([await lineageNow(parked)]);
    const other = await send('3', { level: 1, setId: set, versionNumber: 1 });
    expect(other['lineage']).toBe(await lineageNow(parked));
  });
});
