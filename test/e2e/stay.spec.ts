import { type TestDatabase } from '../support/database/database.js';
import { createServiceDatabase } from '../support/service/database.js';
import { hold } from '../support/service/hold.js';
import { aTextReport, type TextReport } from '../support/service/messages.js';
import { onDatabase, type Service, someKeys, startService } from '../support/service/service.js';
import { until } from '../support/service/until.js';

/** Names a relative in a form rules read. The people do not exist. */
const TEACHER = `Patiente vue avec Mme Odile BRANQUEVAL, sa fille.
- HER2 : score 3+`;
/** Names her in a form that rules alone do not read. */
const PUPIL = `Sortie organisée avec branqueval, qui accepte.
- Ki-67 : 25 %`;

interface StayRow {
  readonly state: string;
  readonly runs: number;
  readonly changes: number;
  readonly counts: Readonly<Record<string, number>>;
}

describe('a name one document of a stay teaches about another', () => {
  let database: TestDatabase;
  let service: Service;
  const settings = () => onDatabase(database.url, KEYS);
  const KEYS = someKeys();

  beforeAll(async () => {
    database = await createServiceDatabase();
    service = await startService(settings());
  }, 60_000);
  afterAll(async () => {
    await service?.kill();
    await database?.drop();
  });

  async function send(...reports: TextReport[]) {
    const sender = await service.sender();
    for (const report of reports)
      expect(await sender.send(aTextReport(report))).toMatchObject({ code: 'AA' });
    sender.close();
    await service.api.placed();
  }
  const stayOf = async (controlId: string): Promise<StayRow & { key: string }> => {
    const [row] = await database.dataSource.query<(StayRow & { key: string })[]>(
      `SELECT walk.stay_key AS key, walk.state, walk.runs, walk.changes::int, walk.counts
       FROM passerelle.stay_walk AS walk JOIN passerelle.report AS r USING (stay_key)
       JOIN passerelle.message AS m ON m.id = r.message_id WHERE m.control_id = $1`,
      [controlId],
    );
    if (!row) throw new Error('no stay');
    return row;
  };
  const walked = (controlId: string) =>
    until(async () => {
      const row = await stayOf(controlId);
      return row.state === 'done' && row;
    }, 90_000);
  const stepsOf = async (controlId: string) => {
    const report = await service.api.inState(controlId, 'delivered');
    const { events } = await service.api.journey(report.id);
    return events.map(({ step, code }) => (code ? `${step} ${code}` : step));
  };
  const AGAIN = [
    ...['received', 'processing', 'document', 'pseudonymized', 'outcome', 'delivered'],
    ...['received NAMES_LEARNED', 'processing', 'pseudonymized', 'outcome', 'delivered'],
  ];

  it('is pseudonymized again, as a new run, and delivered again in place', async () => {
    const common = { ipp: '82001', stay: 'S-82001' };
    await send(
      { ...common, controlId: 'ST-1', documentId: 'ST-D1', text: TEACHER },
      { ...common, controlId: 'ST-2', documentId: 'ST-D2', text: PUPIL },
    );
    const stay = await walked('ST-1');
    expect(stay).toMatchObject({ runs: 1, counts: { documents: 2, renewed: 1 } });
    expect(await stepsOf('ST-2')).toEqual(AGAIN);
    expect(await stepsOf('ST-1')).toEqual(AGAIN.slice(0, 6));
    const [patient] = await service.api.resources('Patient', '&identifier=82001');
    const observations = await service.api.resources('Observation', `&patient=Patient/${patient?.id ?? ''}`);
    expect(observations).toHaveLength(2);
    const documents = await service.api.resources(
      'DocumentReference',
      `&patient=Patient/${patient?.id ?? ''}`,
    );
    expect(documents.map((one) => 'status' in one && one.status)).toEqual(['current', 'current']);
    const shown = await service.api.get<StayRow>(`/stays/${stay.key}`);
    expect(shown).toMatchObject({ state: 'done', runs: 1 });
  });

  it('is not read again for a stay that has learned nothing new', async () => {
    const common = { ipp: '82001', stay: 'S-82001' };
    await send({ ...common, controlId: 'ST-3', documentId: 'ST-D3', text: 'Rien à signaler.' });
    await service.api.inState('ST-3', 'delivered');
    const stay = await walked('ST-3');
    expect(stay).toMatchObject({ runs: 2, counts: { documents: 3, renewed: 0 } });
    expect(await stepsOf('ST-2')).toEqual(AGAIN);
  });

  it('is told to operators by its key, and walked once more when they ask', async () => {
    const { key, runs } = await walked('ST-1');
    const listed = await service.api.get<{ key: string }[]>('/stays?state=done');
    expect(listed.map((one) => one.key)).toContain(key);
    const report = await service.api.inState('ST-1', 'delivered');
    expect((await service.api.journey(report.id)).report).toMatchObject({ stay: key });
    expect((await service.api.ask(`/stays/${key}/walk`, { method: 'POST' })).status).toBe(202);
    await until(async () => (await walked('ST-1')).runs === runs + 1);
    const unknown = ['/stays/none', `/stays/${'0'.repeat(64)}`, '/stays?state=lost', '/stays'];
    const asked = await Promise.all(unknown.map((path) => service.api.ask(path)));
    expect(asked.map(({ status }) => status)).toEqual([404, 404, 400, 400]);
    expect((await service.api.ask('/stays/none/walk', { method: 'POST' })).status).toBe(404);
    const metrics = await service.api.ask('/metrics');
    expect(metrics.text).toMatch(/passerelle_stay_runs_total\{outcome="done"\} \d/);
  });

  it.each([
    ['while the stay keeps what it learned', 'ST-K1', 'passerelle.stay_walk', `NEW.learned_for IS NOT NULL`],
    ['while documents are sent on their walk again', 'ST-K2', 'passerelle.stay_walk', `NEW.renewed <> '{}'`],
    ['while the stay ends', 'ST-K3', 'passerelle.stay_walk', `NEW.state = 'done'`],
  ])('ends the same after a kill %s', async (_when, name, table, when) => {
    const common = { ipp: `83${name.at(-1) ?? ''}`, stay: `S-${name}` };
    const point = await hold(database.url, { table, event: 'UPDATE', when });
    await send(
      { ...common, controlId: `${name}-1`, documentId: `${name}-D1`, text: TEACHER },
      { ...common, controlId: `${name}-2`, documentId: `${name}-D2`, text: PUPIL },
    );
    await point.reached(90_000);
    await service.kill();
    await point.lose();
    await point.release();
    service = await startService(settings());
    const stay = await walked(`${name}-1`);
    expect(stay).toMatchObject({ runs: 1, counts: { documents: 2, renewed: 1 } });
    expect(await stepsOf(`${name}-2`)).toEqual(AGAIN);
    const [patient] = await service.api.resources('Patient', `&identifier=${common.ipp}`);
    const observations = await service.api.resources('Observation', `&patient=Patient/${patient?.id ?? ''}`);
    expect(observations).toHaveLength(2);
  });
});
