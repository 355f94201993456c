import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type DocumentReference, type Observation, type Task } from '@medplum/fhirtypes';
import { type TestDatabase } from '../support/database/database.js';
import { createServiceDatabase } from '../support/service/database.js';
import { hold } from '../support/service/hold.js';
import { aTextReport, BREAST, type TextReport } from '../support/service/messages.js';
import { builtFile, ROOT, runToEnd } from '../support/service/process.js';
import { onDatabase, type Service, someKeys, startService } from '../support/service/service.js';
import { until } from '../support/service/until.js';

const OLDER_READER = pathToFileURL(join(ROOT, 'test', 'support', 'service', 'older-reader.mjs')).href;
const DERIVATION = /derivation-reference$/;
const KEYS = someKeys();

describe('reports read again after an upgrade of their reader', () => {
  let database: TestDatabase;
  let service: Service;
  const settings = () => onDatabase(database.url, KEYS);

  beforeAll(async () => {
    database = await createServiceDatabase();
    service = await startService({ ...settings(), NODE_OPTIONS: `--import ${OLDER_READER}` });
  }, 120_000);
  afterAll(async () => {
    await service?.kill();
    await database?.drop();
  });

  async function send(...reports: TextReport[]) {
    const sender = await service.sender();
    for (const report of reports)
      expect(await sender.send(aTextReport(report))).toMatchObject({ code: 'AA' });
    sender.close();
    for (const { controlId } of reports) await service.api.inState(controlId, 'delivered', 90_000);
  }
  async function of(ipp: string) {
    const [patient] = await service.api.resources('Patient', `&identifier=${ipp}`);
    const subject = `&patient=Patient/${patient?.id ?? 'none'}`;
    const [document] = await service.api.resources<DocumentReference>('DocumentReference', subject);
    return {
      document: document as DocumentReference,
      observations: await service.api.resources<Observation>('Observation', subject),
      tasks: await service.api.resources<Task>('Task', subject),
    };
  }
  const textOf = ({ content }: DocumentReference): string =>
    Buffer.from(content[0]?.attachment.data ?? '', 'base64').toString('utf8');
  /** The words an Observation points at: offsets and lengths are Unicode code points. */
  function wordsOf({ extension = [] }: Observation, document: DocumentReference): string {
    const part = extension.find(({ url }) => DERIVATION.test(url))?.extension;
    const number = (name: string) => part?.find(({ url }) => url === name)?.valueInteger ?? 0;
    const offset = number('offset');
    return [...textOf(document)].slice(offset, offset + number('length')).join('');
  }
  const reread = (...args: string[]) =>
    runToEnd([builtFile('src/cli/main.js'), 'reread', '--url', service.http, ...args]);
  const ids = (all: readonly { id?: string }[]) => all.map(({ id }) => id).sort();
  const WORDS = ['HER2 : score 3+', 'Ki-67 : 25 %', 'Récepteurs aux œstrogènes : positifs, 90 %'];

  it('change in place on the FHIR server: text, evidence, the same ids; what a person accepted is asked again', async () => {
    await send(
      { controlId: 'RR-1', documentId: 'RR-D1', ipp: '84001' },
      { controlId: 'RR-2', documentId: 'RR-D2', ipp: '84002' },
    );
    const before = await of('84001');
    expect(textOf(before.document)).toBe(`IMPRIMÉ 🔬\n${BREAST}`);
    const accepted = (await of('84002')).observations[0] as Observation;
    const path = `/fhir/Observation/${accepted.id ?? ''}`;
    const headers = { 'content-type': 'application/fhir+json' };
    const put = await service.api.ask(path, {
      ...{ method: 'PUT', headers, body: { ...accepted, status: 'final' } },
    });
    expect(put.status).toBe(200);

    await service.stop();
    service = await startService(settings());
    const counted = await reread('--dry-run');
    expect([counted.status, counted.out]).toEqual([0, expect.stringContaining('À relire : 2 sur 2')]);
    const done = await reread('--wait');
    expect(done.err).toContain('Relus : 2 sur 2');
    expect(done.out).toContain('Texte changé : 2 (en cours : 0, en échec : 0)');
    expect(done.status).toBe(0);

    const after = await of('84001');
    expect([after.document.id, ids(after.observations)]).toEqual([
      before.document.id,
      ids(before.observations),
    ]);
    expect(textOf(after.document)).toBe(BREAST);
    expect(after.observations.map((one) => wordsOf(one, after.document)).sort()).toEqual(WORDS);
    expect(after.tasks).toEqual([]);

    const other = await of('84002');
    const kept = other.observations.find(({ id }) => id === accepted.id);
    expect([kept?.status, kept?.extension]).toEqual(['final', accepted.extension]);
    expect(other.tasks).toMatchObject([
      { status: 'requested', focus: { reference: `Observation/${accepted.id ?? ''}` } },
    ]);
    const again = await reread('--wait');
    expect(again.out).toContain('À relire : 0 sur 2');
  }, 240_000);

  it.each([
    ['while the new text takes its place', 'passerelle.reread_report', `NEW.state = 'changed'`],
    ['while it is delivered', 'passerelle.delivery_outbox', `NEW.state = 'sent'`],
    ['while reports are chosen', 'passerelle.reread', `NEW.state = 'reading'`],
  ])(
    'go on after a kill %s',
    async (_when, table, when) => {
      const name = table.split('.')[1] ?? '';
      const reports = ['1', '2'].map((n) => ({
        ...{ controlId: `K-${name}-${n}`, documentId: `KD-${name}-${n}`, ipp: `85${name.length}${n}` },
      }));
      await service.stop();
      service = await startService({ ...settings(), NODE_OPTIONS: `--import ${OLDER_READER}` });
      await send(...reports);
      await service.stop();
      service = await startService(settings());
      const point = await hold(database.url, { table, event: 'UPDATE', when });
      const asked = await service.api.ask<{ id: string }>('/rereads', { body: {} });
      expect(asked.status).toBe(202);
      await point.reached(90_000);
      await service.kill();
      await point.lose();
      await point.release();
      service = await startService(settings());
      const status = await until(async () => {
        const now = await service.api.get<{ state: string; walking: number }>(`/rereads/${asked.body.id}`);
        return now.state === 'done' && now.walking === 0 && now;
      }, 120_000);
      expect(status).toMatchObject({ selected: 2, counts: { changed: 2, failed: 0, skipped: 0 } });
      for (const { ipp } of reports) {
        const { document, observations } = await of(ipp);
        expect(textOf(document)).toBe(BREAST);
        expect(observations.map((one) => wordsOf(one, document)).sort()).toEqual(WORDS);
        expect(document.meta?.versionId).toBe('2');
      }
    },
    240_000,
  );

  it('are asked for with a right request only', async () => {
    const wrong = [{ reader: 'PDF!' }, { limit: 0 }, { from: 'hier' }, { to: '2026-02-30' }, { unknown: 1 }];
    const asked = await Promise.all(wrong.map((body) => service.api.ask('/rereads', { body })));
    expect(asked.map(({ status }) => status)).toEqual(wrong.map(() => 400));
    const none = '/rereads/00000000-0000-4000-8000-000000000000';
    expect((await service.api.ask(none)).status).toBe(404);
    expect((await service.api.ask(`${none}/stop`, { body: {} })).status).toBe(404);
    expect((await service.api.ask(`${none}/reports?state=lost`)).status).toBe(400);
    expect((await reread('--limit', 'all')).status).toBe(2);
    expect((await reread('--token-file', '/nowhere/token')).status).toBe(1);
    expect(await service.api.get('/rereads')).toMatchObject([{ state: 'done' }, {}, {}, {}, {}, {}]);
  });
});
