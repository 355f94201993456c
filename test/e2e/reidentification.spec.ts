import { createHash } from 'node:crypto';
import { type DocumentReference, type Patient } from '@medplum/fhirtypes';
import pg from 'pg';
import { type TestDatabase } from '../support/database/database.js';
import { type FakeFhirServer, startFakeFhirServer } from '../support/fhir/fake-fhir-server.js';
import { createServiceDatabase } from '../support/service/database.js';
import { aTextReport } from '../support/service/messages.js';
import { onDatabase, type Service, someKeys, startService } from '../support/service/service.js';
import { until } from '../support/service/until.js';

const token = (name: string, scopes: string) => ({
  name,
  sha256: createHash('sha256').update(name).digest('hex'),
  scopes: [scopes],
});
const REASON = 'Découverte fortuite sur la biopsie : le patient doit être revu.';

let research: FakeFhirServer;
let care: FakeFhirServer;
let database: TestDatabase;
let service: Service;

beforeAll(async () => {
  [care, research] = [await startFakeFhirServer(), await startFakeFhirServer({ clientIds: false })];
  database = await createServiceDatabase();
  service = await startService({
    ...onDatabase(database.url, someKeys()),
    PASSERELLE_FHIR__CARE__KIND: 'external',
    PASSERELLE_FHIR__CARE__BASE_URL: care.baseUrl,
    PASSERELLE_FHIR__RESEARCH__KIND: 'external',
    PASSERELLE_FHIR__RESEARCH__BASE_URL: research.baseUrl,
    PASSERELLE_FHIR__RESEARCH__WRITE_MODE: 'conditional-put',
    PASSERELLE_LOG__LEVEL: 'trace',
    PASSERELLE_HTTP__TOKENS: JSON.stringify([
      token('ethique', 'reidentify'),
      token('controle', 'audit'),
      token('lecture', 'read'),
    ]),
  });
  const sender = await service.sender();
  const report = aTextReport({ controlId: 'REID-1', documentId: 'REID-1', ipp: '86000017' });
  expect(await sender.send(report)).toMatchObject({ code: 'AA' });
  sender.close();
  await until(() => research.store.all('DocumentReference').length > 0);
}, 60_000);
afterAll(async () => {
  await service?.kill();
  await Promise.all([care?.close(), research?.close(), database?.drop()]);
});

const ask = (as: string | undefined, body?: unknown) =>
  service.api.ask<Record<string, never>>('/reidentifications', {
    body,
    headers: { ...(as && { authorization: `Bearer ${as}` }) },
  });
const audit = async () => {
  const { body } = await ask('controle');
  return body.reidentifications as unknown as Record<string, unknown>[];
};
const first = (type: 'Patient' | 'DocumentReference') =>
  research.store.all(type)[0] as Patient | DocumentReference | undefined;
const idOf = (type: 'Patient' | 'DocumentReference') => `${type}/${first(type)?.id ?? ''}`;
const ourIdOf = (type: 'Patient' | 'DocumentReference') =>
  `${type}/${first(type)?.identifier?.find(({ system }) => system?.includes(':key:'))?.value ?? ''}`;

describe('re-identification', () => {
  it.each([
    ['a Patient', () => idOf('Patient')],
    ['a DocumentReference', () => idOf('DocumentReference')],
    ['a Patient, under the id we gave it', () => ourIdOf('Patient')],
  ])('tells who stands behind %s of a research server that chooses its ids', async (_, resource) => {
    const answer = await ask('ethique', { resource: resource(), reason: REASON });
    expect(answer).toMatchObject({
      status: 200,
      body: {
        resource: resource(),
        reportId: expect.stringMatching(/^[\da-f-]{36}$/),
        patient: {
          ...{ birthName: 'ESSARTINEL', firstNames: ['Apolline'], birthDate: '1962-07-03' },
          identifiers: expect.arrayContaining([expect.objectContaining({ kind: 'IPP', value: '86000017' })]),
        },
      },
    });
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it('is for whoever holds its scope, by name, and with a reason', async () => {
    const question = { resource: idOf('Patient'), reason: REASON };
    expect((await ask(undefined, question)).status).toBe(401);
    expect((await ask('lecture', question)).status).toBe(403);
    expect((await ask('controle', question)).status).toBe(403);
    const refused = await ask('ethique', { ...question, reason: 'hunter2' });
    expect(refused.status).toBe(400);
    expect(refused.text).toContain('reason');
    expect(refused.text).not.toContain('hunter2');
    expect((await ask('ethique', { ...question, reason: ' '.repeat(40) })).status).toBe(400);
    expect((await ask('ethique', { ...question, resource: 'Observation/1' })).status).toBe(400);
  });

  it('is kept with who asked, when and why, also where nothing is told', async () => {
    expect((await ask('ethique', { resource: 'Patient/nobody', reason: REASON })).status).toBe(404);
    expect((await ask('ethique')).status).toBe(403);
    const rows = (await audit()).filter(({ outcome }) => !String(outcome).startsWith('not-'));
    expect(rows.map(({ outcome, resource }) => [outcome, resource])).toEqual([
      ['unknown', 'Patient/nobody'],
      ['told', ourIdOf('Patient')],
      ['told', idOf('DocumentReference')],
      ['told', idOf('Patient')],
    ]);
    for (const row of rows) expect(row).toMatchObject({ actor: 'ethique', reason: REASON });
    expect(JSON.stringify(rows)).not.toMatch(/ESSARTINEL|86000017/);
  });

  it('is kept where it is refused too, without a word of whoever has no token', async () => {
    const before = (await audit()).length;
    const question = { resource: idOf('Patient'), reason: REASON };
    await ask(undefined, question);
    await ask('nobody', { ...question, reason: 'Motif du patient ESSARTINEL.' });
    await ask('lecture', question);
    await ask('ethique', { resource: 'Observation/ESSARTINEL', reason: 'court' });
    expect((await ask('ethique', '{ "resource": ')).status).toBe(400);
    const rows = await audit();
    const seen = rows.slice(0, rows.length - before).reverse();
    const base = {
      at: expect.any(String),
      id: expect.any(String),
      actor: null,
      resource: null,
      reason: null,
    };
    expect(seen).toEqual([
      { ...base, outcome: 'not-authenticated' },
      { ...base, outcome: 'not-authenticated' },
      { ...base, outcome: 'not-allowed', actor: 'lecture', ...question },
      { ...base, outcome: 'not-well-formed', actor: 'ethique', reason: 'court' },
      { ...base, outcome: 'not-well-formed', actor: 'ethique' },
    ]);
  });

  it('leaves a trace that nobody changes, sealed, and no word of it in the log', async () => {
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    const { rows } = await client.query('SELECT * FROM passerelle.reidentification');
    expect(rows.filter(({ outcome }) => !outcome.startsWith('not-'))).toHaveLength(4);
    expect(
      JSON.stringify(rows.map((row) => ({ ...row, reason_sealed: `${row.reason_sealed}` }))),
    ).not.toContain('biopsie');
    for (const change of [
      'UPDATE passerelle.reidentification SET actor = $$x$$',
      'DELETE FROM passerelle.reidentification',
    ])
      await expect(client.query(change)).rejects.toThrow('append-only');
    await client.end();
    expect(service.process.output()).not.toMatch(/biopsie|ESSARTINEL|86000017/);
  });
});

describe('an installation without tokens', () => {
  it('tells nobody: who asks would have no name', async () => {
    const other = await createServiceDatabase();
    const alone = await startService(onDatabase(other.url, someKeys()));
    const answer = await alone.api.ask('/reidentifications', {
      body: { resource: 'Patient/nobody', reason: REASON },
    });
    expect([answer.status, answer.text]).toEqual([403, expect.stringContaining('http.tokens')]);
    await alone.kill();
    await other.drop();
  }, 60_000);
});
