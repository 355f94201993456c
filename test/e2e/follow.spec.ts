import { type Encounter, type Patient } from '@medplum/fhirtypes';
import { aHeader, bytesOf } from '../support/hl7/messages.js';
import { type TestDatabase } from '../support/database/database.js';
import { createServiceDatabase } from '../support/service/database.js';
import { type Sender } from '../support/service/sender.js';
import { onDatabase, type Service, someKeys, startService } from '../support/service/service.js';
import { until } from '../support/service/until.js';

let database: TestDatabase;
let service: Service;
let sender: Sender;

beforeAll(async () => {
  database = await createServiceDatabase();
  service = await startService(onDatabase(database.url, someKeys()));
  sender = await service.sender();
}, 60_000);
afterAll(async () => {
  sender?.close();
  await service?.kill();
  await database?.drop();
});

const cx = (value: string, type: string, arc = 1) => `${value}^^^CHU-TEST&2.999.1.${arc}&ISO^${type}`;

interface Told {
  readonly ipp: string;
  readonly nda?: string;
  readonly name?: string;
  readonly birth?: string;
  readonly phone?: string;
  readonly death?: string;
  readonly dead?: string;
  readonly status?: string;
}

function pid({ ipp, nda, name = 'ESSARTINEL', birth = '19620703', ...more }: Told): string {
  const { phone = '', death = '', dead = '', status = '' } = more;
  const fields = ['PID', '1', '', cx(ipp, 'PI'), '', `${name}^Apolline^Apolline^^^^L`, '', birth, 'F'];
  return Object.assign(Array<string>(33).fill(''), fields, {
    ...{ 13: phone, 18: nda ? cx(nda, 'AN', 3) : '', 29: death, 30: dead, 32: status },
  })
    .join('|')
    .replace(/\|+$/, '');
}

let messages = 0;
const send = async (event: string, told: Told, ...more: string[]) => {
  const controlId = `F-${++messages}`;
  const header = aHeader({ type: `ADT^${event}^ADT_A01`, controlId, version: '2.5' });
  const answer = await sender.send(bytesOf([header, 'EVN||20260310101500', pid(told), ...more]));
  expect([event, answer.code]).toEqual([event, 'AA']);
};
const PV1 = 'PV1|1|I|UFSENO';
const zbe = (id: number, day: string, action = 'INSERT') => `ZBE|${id}^GAM|${day}100000||${action}|N`;

async function deliver(controlId: string, told: Told): Promise<void> {
  const answer = await sender.send(
    bytesOf([
      aHeader({ type: 'MDM^T02^MDM_T02', controlId }),
      'EVN||20260312111100',
      pid(told),
      PV1,
      'ORC|NW',
      'OBR|1|||60568-3^CR^LN',
      `TXA|1|60568-3|TEXT|202603121100||||||||${controlId}^^2.999.1.2^ISO|||||AU`,
      'OBX|1|TX|60568-3^CR^LN||HER2 : score 3+||||||F',
    ]),
  );
  expect(answer.code).toBe('AA');
  await service.api.inState(controlId, 'delivered');
}

const encounter = async (nda: string): Promise<Encounter> => {
  const [found, ...others] = await service.api.resources<Encounter>('Encounter', `&identifier=${nda}`);
  if (!found || others.length > 0) throw new Error(`${found ? 'several' : 'no'} Encounter`);
  return found;
};
const patient = async (ipp: string): Promise<Patient> => {
  const [found, ...others] = await service.api.resources<Patient>('Patient', `&identifier=${ipp}`);
  if (!found || others.length > 0) throw new Error(`${found ? 'several' : 'no'} Patient`);
  return found;
};
const eventually = <T>(read: () => Promise<T>, is: (found: T) => boolean): Promise<T> =>
  until(async () => {
    const found = await read();
    return is(found) && found;
  }, 90_000);
/** Every stay that changed was walked to its end. */
const quiet = async () => {
  await service.api.placed();
  await eventually(
    () =>
      database.dataSource.query<{ left: number }[]>(
        'SELECT count(*)::int AS left FROM passerelle.stay_walk WHERE changes > walked',
      ),
    ([row]) => row?.left === 0,
  );
};

describe('an Encounter that was delivered', () => {
  it('follows its stay: discharged, taken back, moved, cancelled', async () => {
    const told = { ipp: '86001', nda: 'N861' };
    await send('A01', told, PV1, zbe(1, '20260301'));
    await deliver('FOLLOW-1', told);
    const first = await encounter('N861');
    expect(first).toMatchObject({ status: 'in-progress', period: { start: '2026-03-01T10:00:00+01:00' } });
    await send('A03', told, PV1, zbe(2, '20260305'));
    const finished = await eventually(
      () => encounter('N861'),
      ({ status }) => status === 'finished',
    );
    expect(finished.period?.end).toBe('2026-03-05T10:00:00+01:00');
    expect([finished.id, finished.subject]).toEqual([first.id, first.subject]);
    await send('A13', told, PV1, zbe(2, '20260305', 'CANCEL'));
    const again = await eventually(
      () => encounter('N861'),
      ({ status }) => status === 'in-progress',
    );
    expect(again.period).toEqual(first.period);
    await send('A02', told, 'PV1|1|I|UFREA', zbe(3, '20260306'));
    const moved = await eventually(
      () => encounter('N861'),
      ({ serviceProvider }) => serviceProvider?.display === 'UFREA',
    );
    expect(moved.status).toBe('in-progress');
    await send('A12', told, PV1, zbe(3, '20260306', 'CANCEL'));
    await send('A08', told, `${PV1}${'|'.repeat(41)}20260302`);
    const corrected = await eventually(
      () => encounter('N861'),
      ({ period }) => period?.start === '2026-03-02',
    );
    expect(corrected.serviceProvider?.display).toBe('UFSENO');
    await send('A11', told, PV1, zbe(1, '20260301', 'CANCEL'));
    await eventually(
      () => encounter('N861'),
      ({ status }) => status === 'cancelled',
    );
  }, 180_000);

  it('is written once for a storm of movements, and not at all where nothing changed', async () => {
    const told = { ipp: '86002', nda: 'N862' };
    await send('A01', told, PV1, zbe(1, '20260301'));
    await deliver('FOLLOW-2', told);
    await quiet();
    const before = Number((await encounter('N862')).meta?.versionId);
    for (let unit = 1; unit <= 30; unit += 1)
      await send('A02', told, `PV1|1|I|UF${unit}`, zbe(unit + 1, `202603${String(unit).padStart(2, '0')}`));
    await send('A03', told, 'PV1|1|I|UF30', zbe(99, '20260331'));
    const finished = await eventually(
      () => encounter('N862'),
      ({ status }) => status === 'finished',
    );
    await quiet();
    const after = Number((await encounter('N862')).meta?.versionId);
    expect(finished.serviceProvider?.display).toBe('UF30');
    // One run, or two where the machine was slow enough for the storm to pause a second.
    expect(after - before).toBeLessThanOrEqual(3);
    await send('A03', told, 'PV1|1|I|UF30', zbe(99, '20260331'));
    await quiet();
    expect(Number((await encounter('N862')).meta?.versionId)).toBe(after);
    const [walk] = await database.dataSource.query<{ resources: number }[]>(
      `SELECT (walk.counts->>'resources')::int AS resources FROM passerelle.stay_walk AS walk
       JOIN passerelle.report USING (stay_key) JOIN passerelle.message AS m ON m.id = message_id
       WHERE m.control_id = 'FOLLOW-2'`,
    );
    expect(walk?.resources).toBe(0);
  }, 180_000);

  it('is left alone where it is the hospital’s own', async () => {
    const told = { ipp: '86003', nda: 'N863' };
    const theirs: Encounter = {
      resourceType: 'Encounter',
      status: 'in-progress',
      class: { code: 'IMP' },
      identifier: [{ system: 'urn:oid:2.999.1.3', value: 'N863' }],
    };
    const made = await service.api.ask('/fhir/Encounter', {
      method: 'POST',
      headers: { 'content-type': 'application/fhir+json' },
      body: JSON.stringify(theirs),
    });
    expect(made.status).toBe(201);
    const before = await encounter('N863');
    await deliver('FOLLOW-3', told);
    await send('A03', told, PV1, zbe(1, '20260305'));
    await quiet();
    expect(await encounter('N863')).toEqual(before);
  }, 180_000);
});

describe('a Patient that was delivered', () => {
  it('follows what is corrected of its identity', async () => {
    const told: Told = { ipp: '86011' };
    await deliver('WHO-1', told);
    const first = await patient('86011');
    await send('A31', { ...told, name: 'ESSARTINET', status: 'VALI' });
    const renamed = await eventually(
      () => patient('86011'),
      ({ name }) => name?.[0]?.family === 'ESSARTINET',
    );
    expect([renamed.id, renamed.birthDate]).toEqual([first.id, '1962-07-03']);
    await send(
      'A08',
      { ...told, name: 'ESSARTINET', birth: '19620704', status: 'VALI', dead: 'Y', death: '20260311' },
      PV1,
    );
    const dead = await eventually(
      () => patient('86011'),
      ({ deceasedDateTime }) => deceasedDateTime !== undefined,
    );
    expect(dead).toMatchObject({ birthDate: '1962-07-04', deceasedDateTime: '2026-03-11' });
    await send('A31', { ...told, name: 'ESSARTINET', birth: '19620704', status: 'VALI', dead: 'N' });
    const alive = await eventually(
      () => patient('86011'),
      ({ deceasedDateTime }) => deceasedDateTime === undefined,
    );
    expect(alive.active).toBe(true);
  }, 180_000);

  it('is left as it is, and a person is told, where its number became somebody else’s', async () => {
    await deliver('WHO-2', { ipp: '86012' });
    const before = await patient('86012');
    await send('A31', { ipp: '86012', name: 'VERTOUILLE', birth: '19800101' });
    const controlId = `F-${messages}`;
    const told = await service.api.get<{ code: string; controlId: string }[]>('/incidents');
    expect(told.find((one) => one.controlId === controlId)).toMatchObject({ code: 'IDENTITY_REPLACED' });
    await send('A31', { ipp: '86012', name: 'VERTOUILLE', birth: '19800101', phone: '0199000012' });
    const last = { ipp: '86013', name: 'TOURNELAC' };
    await deliver('WHO-3', last);
    await send('A31', { ...last, name: 'TOURNELAY' });
    await eventually(
      () => patient('86013'),
      ({ name }) => name?.[0]?.family === 'TOURNELAY',
    );
    expect(await patient('86012')).toEqual(before);
    const after = await service.api.get<{ code: string }[]>('/incidents');
    expect(after.filter(({ code }) => code === 'IDENTITY_REPLACED')).toHaveLength(1);
  }, 180_000);

  it('is left as it is, and a person is told, where a report says first that its number is somebody else’s', async () => {
    await deliver('WHO-6', { ipp: '86016' });
    const before = await patient('86016');
    const other = { ipp: '86016', name: 'VERTOUILLE', birth: '19800101' };
    await deliver('WHO-7', other);
    const incidents = async () =>
      (await service.api.get<{ code: string; controlId: string }[]>('/incidents')).filter(
        ({ code, controlId }) => code === 'IDENTITY_REPLACED' && controlId === 'WHO-7',
      );
    expect(await incidents()).toHaveLength(1);
    await send('A08', other, PV1);
    expect(await incidents()).toHaveLength(1);
    expect(await patient('86016')).toEqual(before);
  }, 180_000);

  it('is left alone where it is the hospital’s own', async () => {
    const theirs: Patient = {
      resourceType: 'Patient',
      identifier: [{ system: 'urn:oid:2.999.1.1', value: '86014' }],
      name: [{ family: 'ESSARTINEL' }],
    };
    const made = await service.api.ask('/fhir/Patient', {
      method: 'POST',
      headers: { 'content-type': 'application/fhir+json' },
      body: JSON.stringify(theirs),
    });
    expect(made.status).toBe(201);
    const before = await patient('86014');
    await deliver('WHO-4', { ipp: '86014' });
    await deliver('WHO-5', { ipp: '86015' });
    await send('A31', { ipp: '86014', name: 'ESSARTINET' });
    await send('A31', { ipp: '86015', name: 'ESSARTINET' });
    await eventually(
      () => patient('86015'),
      ({ name }) => name?.[0]?.family === 'ESSARTINET',
    );
    expect(await patient('86014')).toEqual(before);
  }, 180_000);
});
