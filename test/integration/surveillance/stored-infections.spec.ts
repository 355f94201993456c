import { type Bundle, type Observation } from '@medplum/fhirtypes';
import { type Told } from '../../../src/cli/incidence/count.js';
import { storedInfections } from '../../../src/cli/incidence/stored-infections.js';
import { migrateQueue, openQueue, type Queue } from '../../../src/database/index.js';
import { createTypeormOutbox } from '../../../src/delivery/index.js';
import { toCareBundle } from '../../../src/fhir/index.js';
import { aCareInput, aFinding, allOf, aReport } from '../../../src/fhir/mapping/spec-builders.js';
import { createInbox } from '../../../src/intake/index.js';
import { sensitive, systemClock } from '../../../src/kernel/index.js';
import { createPatients, NO_STAY } from '../../../src/patients/index.js';
import { type Finding } from '../../../src/use-cases/index.js';
import { aDraft, aMessage, anIdentity } from '../../support/builders/report.js';
import { createTestDatabase, type TestDatabase } from '../../support/database/database.js';
import { testCipher, testHash } from '../../support/keys.js';
import { startEndpoint } from '../fhir-server/endpoint.js';

const QUARTER = { from: '2026-01-01', to: '2026-03-31' };
const coli = aFinding('E. coli', { kind: 'Bacterie', name: 'Escherichia coli' });
const blse = aFinding('BLSE', { kind: 'Resistance', name: 'BLSE', organism: 'Escherichia coli' });
const bmr = aFinding('E. coli BLSE', { kind: 'Alert', name: 'BMR', alert: 'BMR' });

interface Given {
  readonly date: string;
  readonly nda?: string;
  readonly unit?: string;
  readonly findings?: readonly Finding[];
}

describe('infections that were delivered', () => {
  let database: TestDatabase;
  let queue: Queue;
  beforeAll(async () => {
    database = await createTestDatabase();
    await migrateQueue(database.url);
    queue = await openQueue({ url: database.url, onError: () => undefined });
  });
  afterAll(async () => {
    await queue.stop(1);
    await database.drop();
  });
  beforeEach(() =>
    database.dataSource.query(
      'TRUNCATE passerelle.message, passerelle.report, passerelle.stay, passerelle.patient, passerelle.delivered, passerelle.delivery_outbox CASCADE',
    ),
  );

  /** A report that was kept, walked and delivered: its Bundle. */
  async function delivered({ date, nda, unit, findings = [coli] }: Given): Promise<Bundle> {
    const { dataSource } = database;
    const patients = createPatients({ cipher: testCipher, hash: testHash('patients'), clock: systemClock });
    const inbox = createInbox({
      dataSource,
      queue,
      patients,
      cipher: testCipher,
      clock: systemClock,
      hash: testHash('inbox'),
    });
    const stay = { ...NO_STAY, ...(unit && { unit }) };
    const where = nda
      ? { ...stay, identifiers: [{ kind: 'NDA' as const, value: nda, authority: { name: 'CHU-TEST' } }] }
      : stay;
    const report = aDraft({ date, identity: sensitive(anIdentity()), stay: sensitive(where) });
    const kept = await inbox.keep(aMessage(), [{ kind: 'report', report }], {
      code: 'AA',
      bytes: Buffer.from('MSH'),
    });
    const reportId = (kept.ok && kept.value.reportIds[0]) || '';
    const [[row]] = (await dataSource.query(
      `UPDATE passerelle.report SET state = 'delivered' WHERE id = $1 RETURNING lineage, version`,
      [reportId],
    )) as [[{ lineage: string; version: number }]];
    const bundle = toCareBundle(aCareInput({ report: aReport({ ...row, date }), findings }));
    if (!bundle.ok) throw new Error(bundle.failure.message);
    const outbox = createTypeormOutbox(dataSource, testCipher);
    await outbox.put(dataSource, { reportId, ...row, zone: 'care', bundle: bundle.value });
    const [entry] = await outbox.entries(reportId);
    await outbox.markSent(entry?.id ?? '', { resources: [] });
    return bundle.value;
  }

  const stored = async (isEmbedded = false) => {
    const told = await storedInfections(QUARTER, {
      dataSource: database.dataSource,
      cipher: testCipher,
      isEmbedded,
    });
    return told.map(({ item, unit, day }: Told) => [item.kind, item.name, unit, day]);
  };

  it('are told with their unit and day', async () => {
    await delivered({ date: '2026-01-10', nda: 'N1', unit: 'REA', findings: [coli, blse, bmr] });
    expect(await stored()).toEqual([
      ['famille', 'Entérobactéries', 'REA', '2026-01-10'],
      ['phenotype', 'BLSE', 'REA', '2026-01-10'],
      ['alerte', 'BMR', 'REA', '2026-01-10'],
    ]);
  });

  it('come with what the same stay had before, and no other stay of before', async () => {
    await delivered({ date: '2025-12-28', nda: 'N2', unit: 'REA' });
    await delivered({ date: '2026-01-03', nda: 'N2', unit: 'REA' });
    await delivered({ date: '2025-12-28', nda: 'N3', unit: 'REA' });
    expect((await stored()).map(([, , , day]) => day)).toEqual(['2025-12-28', '2026-01-03']);
  });

  it('without a stay are of the patient, in no unit', async () => {
    await delivered({ date: '2026-02-01' });
    const [told] = await storedInfections(QUARTER, {
      ...{ dataSource: database.dataSource, cipher: testCipher, isEmbedded: false },
    });
    expect(told?.unit).toBe('(unité inconnue)');
    expect(told?.stay).not.toBe('');
  });

  it('are not those a person refused on the embedded endpoint', async () => {
    const bundle = await delivered({ date: '2026-02-01', nda: 'N4', unit: 'MED', findings: [coli, bmr] });
    const server = await startEndpoint({ dataSource: database.dataSource, cipher: testCipher });
    try {
      const alert = allOf(bundle, 'Observation').find(({ code }) => code.text === 'BMR') as Observation;
      await server.ask('POST', '', { body: bundle });
      expect(await stored(true)).toHaveLength(2);
      const body = { ...alert, status: 'entered-in-error' };
      const answer = await server.ask('PUT', `/Observation/${alert.id}`, { body });
      expect(answer.status).toBe(200);
      expect((await stored(true)).map(([kind]) => kind)).toEqual(['famille']);
    } finally {
      await server.close();
    }
  });
});
