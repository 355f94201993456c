import { type DocumentReference, type Encounter, type Patient } from '@medplum/fhirtypes';
import { aHeader, bytesOf } from '../support/hl7/messages.js';
import { type TestDatabase } from '../support/database/database.js';
import { createServiceDatabase } from '../support/service/database.js';
import { type Acknowledged, type Sender } from '../support/service/sender.js';
import { until } from '../support/service/until.js';
import { onDatabase, type Service, someKeys, startService } from '../support/service/service.js';

const keys = someKeys();
let database: TestDatabase;
let service: Service;
let sender: Sender;

const start = async (more: Record<string, string> = {}) => {
  service = await startService({ ...onDatabase(database.url, keys), ...more });
  sender = await service.sender();
};
const stop = async () => {
  sender.close();
  await service.stop();
};

beforeAll(async () => {
  database = await createServiceDatabase();
  await start();
}, 60_000);
afterAll(async () => {
  sender?.close();
  await service?.kill();
  await database?.drop();
});

interface Told {
  readonly ipp: string;
  readonly name?: string;
  readonly status?: string;
  readonly nda?: string;
}

const cx = (value: string, type: string, arc = 1) => `${value}^^^CHU-TEST&2.999.1.${arc}&ISO^${type}`;

function pid({ ipp, name = 'ESSARTINEL', status = '', nda }: Told): string {
  const fields = ['PID', '1', '', cx(ipp, 'PI'), '', `${name}^Apolline^Apolline^^^^L`, '', '19620703', 'F'];
  return Object.assign(Array<string>(33).fill(''), fields, { 18: nda ? cx(nda, 'AN', 3) : '', 32: status })
    .join('|')
    .replace(/\|+$/, '');
}

let messages = 0;
const adt = (event: string, told: Told, ...more: string[]) =>
  bytesOf([
    aHeader({ type: `ADT^${event}^ADT_A01`, controlId: `ADT-${++messages}`, version: '2.5' }),
    'EVN||20260310101500',
    pid(told),
    ...more,
  ]);
const merge = (survivor: string, prior: string, event = 'A40') =>
  adt(event, { ipp: survivor }, `MRG|${cx(prior, 'PI')}`);
const report = (controlId: string, told: Told, text = 'Mme ESSARTINEL. Vue le 12/03/2026. HER2 : score 3+') =>
  bytesOf([
    aHeader({ type: 'MDM^T02^MDM_T02', controlId }),
    'EVN||20260312111100',
    pid(told),
    'PV1|1|I|UFSENO',
    'ORC|NW',
    'OBR|1|||60568-3^CR^LN',
    `TXA|1|60568-3|TEXT|202603121100||||||||${controlId}^^2.999.1.2^ISO|||||AU`,
    `OBX|1|TX|60568-3^CR^LN||${text}||||||F`,
  ]);

async function accepted(message: Buffer): Promise<Acknowledged> {
  const answer = await sender.send(message);
  expect([answer.code, answer.bytes.toString()]).toEqual(['AA', expect.any(String)]);
  return answer;
}

async function deliver(controlId: string, told: Told): Promise<void> {
  await accepted(report(controlId, told));
  await service.api.inState(controlId, 'delivered');
}

const patientOf = async (documentOf: string): Promise<Patient | undefined> => {
  const documents = await service.api.resources<DocumentReference>('DocumentReference');
  const found = documents.find(({ identifier, masterIdentifier }) =>
    JSON.stringify([identifier, masterIdentifier]).includes(documentOf),
  );
  const patients = await service.api.resources<Patient>('Patient');
  return patients.find(({ id }) => found?.subject?.reference === `Patient/${id}`);
};
/** Numbers of a Patient as `use value`, without our own key. */
const numbersOf = (patient: Patient | undefined) =>
  (patient?.identifier ?? []).filter(({ use }) => use).map(({ use, value }) => `${use} ${value}`);

const rows = <T>(sql: string, values: unknown[] = []): Promise<T[]> => database.dataSource.query(sql, values);
const vaults = async () =>
  (await rows<{ key: string }>('SELECT DISTINCT patient_key AS key FROM passerelle.vault')).map(
    ({ key }) => key,
  );
/** Dates of the pseudonymized texts are shifted by as many days as the vault of their patient says. */
const opened = async (work: () => Promise<void>): Promise<number> => {
  const before = new Set(await vaults());
  await work();
  return (await vaults()).filter((key) => !before.has(key)).length;
};

describe('reports around a merge', () => {
  it('leaves what was delivered, and gives what comes later to the identity that stayed', async () => {
    const [gone, stays] = [{ ipp: '83001' }, { ipp: '83002' }];
    expect(await opened(() => deliver('MG-1', gone))).toBe(1);
    expect(await opened(() => deliver('MG-2', stays))).toBe(1);
    await accepted(merge(stays.ipp, gone.ipp));
    // The vault of the identity that stayed is the one used: none is opened for the merged number again.
    expect(await opened(() => deliver('MG-3', gone))).toBe(0);
    expect(numbersOf(await patientOf('MG-1'))).toEqual(['usual 83001']);
    const survivor = await until(async () => {
      const patient = await patientOf('MG-2');
      return patient?.link !== undefined && patient;
    });
    const absorbed = await patientOf('MG-1');
    expect(absorbed).toMatchObject({
      ...{ active: false, identifier: expect.arrayContaining([expect.objectContaining({ value: '83001' })]) },
      link: [{ other: { reference: `Patient/${survivor.id}` }, type: 'replaced-by' }],
    });
    expect(survivor.link).toEqual([{ other: { reference: `Patient/${absorbed?.id}` }, type: 'replaces' }]);
    expect(numbersOf(survivor)).toEqual(['usual 83002', 'old 83001']);
    expect((await patientOf('MG-3'))?.id).toBe(survivor.id);
    const [told] = await rows<{ code: string }>(
      `SELECT e.code FROM passerelle.identity_event e JOIN passerelle.report r ON r.id = e.report_id
       JOIN passerelle.message m ON m.id = r.message_id WHERE m.control_id = 'MG-1'`,
    );
    expect(told?.code).toBe('RESULTS_UNDER_MERGED_IDENTITY');
    expect(JSON.stringify(await service.api.get('/incidents'))).toContain('RESULTS_UNDER_MERGED_IDENTITY');
  });

  it('refuses a cycle and a merge with itself, and says why without a number', async () => {
    for (const message of [merge('83001', '83002'), merge('83002', '83002')]) {
      const answer = await sender.send(message);
      expect(answer.code).toBe('AE');
      // MSH tells the time, whose digits may be those of any number.
      const [, said] = answer.bytes.toString().split('\rERR');
      expect(said).toContain('fusion');
      expect(said).not.toMatch(/8300[12]/);
    }
    const refused = await rows<{ failure_code: string }>(
      `SELECT failure_code FROM passerelle.message WHERE failure_code = 'HL7_MERGE'`,
    );
    expect(refused).toHaveLength(2);
  });

  it('takes a report that was on its way as one of the identity that stayed', async () => {
    await stop();
    await start({ PASSERELLE_ROLES: '[intake, api]' });
    await accepted(report('FLY-1', { ipp: '83011' }));
    await accepted(report('FLY-2', { ipp: '83012' }));
    await accepted(merge('83012', '83011'));
    await stop();
    await start();
    for (const controlId of ['FLY-1', 'FLY-2']) {
      await service.api.inState(controlId, 'delivered');
      expect(numbersOf(await patientOf(controlId))).toEqual(['usual 83012', 'old 83011']);
    }
  }, 120_000);

  it('goes on under the same surrogates after a change of identifier', async () => {
    await deliver('CHG-1', { ipp: '83021' });
    await accepted(merge('83022', '83021', 'A47'));
    expect(await opened(() => deliver('CHG-2', { ipp: '83022' }))).toBe(0);
    expect(numbersOf(await patientOf('CHG-2'))).toEqual(['usual 83022', 'old 83021']);
  });
});

describe('several merges in one message', () => {
  const couples = (...pairs: readonly (readonly [string, string])[]) =>
    bytesOf([
      aHeader({ type: 'ADT^A40^ADT_A39', controlId: `ADT-${++messages}`, version: '2.5' }),
      'EVN||20260310101500',
      ...pairs.flatMap(([survivor, prior]) => [pid({ ipp: survivor }), `MRG|${cx(prior, 'PI')}`]),
    ]);

  it('are all done: results stay, later reports go to the last that stayed', async () => {
    await deliver('SEV-1', { ipp: '83061' });
    await accepted(couples(['83062', '83061'], ['83063', '83062']));
    await deliver('SEV-2', { ipp: '83061' });
    expect(numbersOf(await patientOf('SEV-2'))).toEqual(['usual 83063', 'old 83062', 'old 83061']);
    expect(numbersOf(await patientOf('SEV-1'))).toEqual(['usual 83061']);
  });

  it('are all refused where one is, and the answer names which', async () => {
    const answer = await sender.send(couples(['83072', '83071'], ['83071', '83072']));
    expect(answer.code).toBe('AE');
    expect(answer.bytes.toString()).toContain('MRG^2^1');
    await deliver('SEV-3', { ipp: '83071' });
    expect(numbersOf(await patientOf('SEV-3'))).toEqual(['usual 83071']);
  });
});

describe('links and moves', () => {
  interface Listed {
    readonly code: string;
    readonly controlId: string;
    readonly reportId: string | null;
  }
  const incidentsOf = async (message: Acknowledged): Promise<Listed[]> => {
    const listed = await service.api.get<Listed[]>('/incidents');
    return listed.filter(({ controlId }) => message.bytes.toString().includes(`MSA|AA|${controlId}`));
  };

  it('are accepted and told to a person; nothing delivered changes', async () => {
    await deliver('MOVE-1', { ipp: '83081', nda: 'N881' });
    const before = await patientOf('MOVE-1');
    const report = await service.api.inState('MOVE-1', 'delivered');
    const moved = await accepted(
      adt('A45', { ipp: '83082' }, `MRG|${cx('83081', 'PI')}||${cx('N881', 'AN', 3)}|||`, 'PV1|1|I'),
    );
    expect(await incidentsOf(moved)).toMatchObject([
      { code: 'STAY_MOVED', reportId: report.id, message: 'ADT^A45' },
    ]);
    const linked = await accepted(adt('A24', { ipp: '83081' }, pid({ ipp: '83082' })));
    expect(await incidentsOf(linked)).toMatchObject([{ code: 'IDENTITIES_LINKED', reportId: null }]);
    expect(await patientOf('MOVE-1')).toEqual(before);
    const metrics = (await service.api.ask('/metrics')).text;
    expect(metrics).toMatch(/passerelle_incidents_total\{[^}]*code="STAY_MOVED"\} 1/);
  });

  it('are refused where nobody or nothing is named', async () => {
    for (const message of [adt('A45', { ipp: '83083' }), adt('A24', { ipp: '83083' })])
      expect((await sender.send(message)).code).toBe('AE');
  });
});

describe('stays and identities', () => {
  const stay = (nda: string, event: string, zbe: string) =>
    adt(event, { ipp: '83031', nda }, 'PV1|1|I|UFSENO', zbe);

  it('cancels a stay whose admission is cancelled', async () => {
    await accepted(stay('N831', 'A01', 'ZBE|31^GAM|20260301100000||INSERT|N'));
    await accepted(stay('N831', 'A11', 'ZBE|31^GAM|20260301100000||CANCEL|N|A01'));
    await accepted(stay('N832', 'A03', 'ZBE|33^GAM|20260305100000||INSERT|N'));
    await accepted(stay('N832', 'A01', 'ZBE|32^GAM|20260301100000||INSERT|N'));
    await deliver('STAY-1', { ipp: '83031', nda: 'N831' });
    await deliver('STAY-2', { ipp: '83031', nda: 'N832' });
    const encounters = await service.api.resources<Encounter>('Encounter');
    const statusOf = (nda: string) =>
      encounters.find(({ identifier }) => identifier?.some(({ value }) => value === nda));
    expect(statusOf('N831')?.status).toBe('cancelled');
    expect(statusOf('N832')).toMatchObject({ status: 'finished' });
  });

  it('keeps the traits of a validated identity against a provisional one', async () => {
    await accepted(adt('A28', { ipp: '83041', status: 'VALI' }));
    await accepted(adt('A31', { ipp: '83041', name: 'AUTRENOM', status: 'PROV' }));
    await deliver('TRAIT-1', { ipp: '83041', name: 'TROISIEME', status: 'PROV' });
    expect((await patientOf('TRAIT-1'))?.name).toEqual([
      { use: 'official', family: 'ESSARTINEL', given: ['Apolline'] },
    ]);
  });

  it('answers AE to a movement of no stay', async () => {
    expect((await sender.send(adt('A13', { ipp: '83051' }, 'PV1|1|I'))).code).toBe('AE');
  });
});
