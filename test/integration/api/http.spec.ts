import { createHash } from 'node:crypto';
import { type TestDatabase } from '../../support/database/database.js';
import { createApi, type ReportRow } from '../../support/service/api.js';
import { createServiceDatabase } from '../../support/service/database.js';
import { aTextReport } from '../../support/service/messages.js';
import { request } from '../../support/service/request.js';
import { onDatabase, type Service, someKeys, startService } from '../../support/service/service.js';
import { until } from '../../support/service/until.js';

const anEvent = (over: Record<string, unknown> = {}) => ({
  eventId: 'EVENT-1',
  producer: 'ESSAI',
  action: 'original',
  patient: {
    ...{
      lastName: 'ESSARTINEL',
      firstNames: ['Apolline'],
      sex: 'F',
      birthDate: '1962-07-03',
      fictitious: true,
    },
    identifiers: [{ kind: 'IPP', value: '85000001', authority: 'CHU-TEST' }],
  },
  stay: { identifiers: [{ kind: 'NDA', value: '26005001' }] },
  document: { id: 'HTTP-1', assigner: 'ESSAI', type: '60568-3', date: '2026-03-06' },
  content: { contentType: 'text/plain', text: '- HER2 : score 3+\n- Ki-67 : 25 %' },
  ...over,
});

const KEYS = someKeys();

let database: TestDatabase;
let service: Service;

beforeAll(async () => {
  database = await createServiceDatabase();
  service = await startService({
    ...onDatabase(database.url, KEYS),
    PASSERELLE_SOURCES: JSON.stringify([
      { name: 'portail', types: [{ local: 'ANAP', loinc: '60568-3', label: 'Anatomopathologie' }] },
    ]),
  });
}, 60_000);
afterAll(async () => {
  await service?.kill();
  await database?.drop();
});

const post = (body: unknown) => service.api.ask<Record<string, unknown>>('/reports', { body });

describe('POST /reports', () => {
  it('keeps the report event, answers 202 and delivers it', async () => {
    const answer = await post(anEvent());
    expect(answer).toMatchObject({
      status: 202,
      body: { eventId: 'EVENT-1', accepted: true, reportIds: [expect.stringMatching(/^[0-9a-f-]{36}$/)] },
    });
    const row = await service.api.inState('EVENT-1', 'delivered');
    expect(row.id).toBe((answer.body.reportIds as string[])[0]);
    expect((await service.api.observations()).length).toBe(2);
  });

  it('answers a repeated event and keeps it once', async () => {
    expect(await post(anEvent())).toMatchObject({
      status: 202,
      body: { eventId: 'EVENT-1', accepted: true },
    });
    expect((await service.api.reports()).filter(({ controlId }) => controlId === 'EVENT-1')).toHaveLength(1);
  });

  const wrong: readonly (readonly [string, unknown, RegExp])[] = [
    ['a field that is missing', anEvent({ producer: undefined }), /producer: /],
    ['a value of another kind', anEvent({ action: 'hunter2' }), /action: isIn/],
    [
      'a date deep inside',
      anEvent({ patient: { ...anEvent().patient, birthDate: 'hunter2' } }),
      /patient\.birthDate: /,
    ],
    [
      'an element of a list',
      anEvent({ patient: { ...anEvent().patient, identifiers: [{ kind: 'hunter2', value: 'hunter2' }] } }),
      /patient\.identifiers\[0\]\.kind: isIn/,
    ],
    ['a field nobody knows', anEvent({ hunter: 'hunter2' }), /^\*: whitelistValidation$/],
    ['a replacement of nothing', anEvent({ action: 'replacement' }), /document\.parentId: /],
    ['no content', anEvent({ content: undefined }), /content: /],
    ['a list for a body', ['hunter2'], /not a JSON object/],
  ];
  it.each(wrong)('refuses %s by its path and rule, never its value', async (_, body, told) => {
    const answer = await post(body);
    expect(answer).toMatchObject({
      status: 422,
      body: { code: 'EVENT_INVALID', message: expect.stringMatching(told) },
    });
    expect(answer.text).not.toContain('hunter2');
  });

  it('refuses what is not JSON, and what is too large, without a word of it', async () => {
    const broken = await service.api.ask('/reports', { body: '{"patient": hunter2' });
    expect(broken.status).toBe(400);
    expect(broken.text).not.toContain('hunter2');
    const small = await startService({
      ...onDatabase(database.url, KEYS),
      PASSERELLE_HTTP__MAX_BODY_BYTES: '2048',
      PASSERELLE_ROLES: '[intake]',
    });
    const large = await small.api.ask('/reports', {
      body: anEvent({ content: { contentType: 'text/plain', text: 'x'.repeat(4_000) } }),
    });
    expect(large.status).toBe(413);
    await small.stop();
  }, 30_000);
});

describe('POST /reports/search', () => {
  const search = async (query: object) =>
    (await service.api.ask<{ reports: ReportRow[]; next: string | null }>('/reports/search', { body: query }))
      .body;
  const idsOf = async (query: object) =>
    (await search(query)).reports.map(({ controlId }) => controlId).sort();

  beforeAll(async () => {
    const sender = await service.sender();
    for (const at of [1, 2, 3, 4, 5]) {
      const ipp = at <= 3 ? '85100001' : `8510000${at}`;
      await sender.send(
        aTextReport({ controlId: `SEARCH-${at}`, documentId: `SEARCHED-${at}`, ipp, draft: at === 5 }),
      );
    }
    sender.close();
    await service.api.settled();
  });

  it('finds by patient, stay, document, state and source', async () => {
    expect(await idsOf({ patient: '85100001' })).toEqual(['SEARCH-1', 'SEARCH-2', 'SEARCH-3']);
    expect(await idsOf({ patient: '8510 0001' })).toEqual(['SEARCH-1', 'SEARCH-2', 'SEARCH-3']);
    expect(await idsOf({ patient: '85100009' })).toEqual([]);
    expect(await idsOf({ stay: '26005001' })).toEqual(['EVENT-1']);
    expect(await idsOf({ document: 'SEARCHED-4' })).toEqual(['SEARCH-4']);
    expect(await idsOf({ state: 'held' })).toEqual(['SEARCH-5']);
    expect(await idsOf({ source: 'http' })).toEqual(['EVENT-1']);
    expect(await idsOf({ patient: '85100001', state: 'held' })).toEqual([]);
  });

  it('finds by date of arrival, from and to', async () => {
    const all = await service.api.reports();
    const [first, second] = [all[0]?.receivedAt ?? '', all[1]?.receivedAt ?? ''];
    expect(await idsOf({ from: second })).toHaveLength(all.length - 1);
    expect(await idsOf({ to: second })).toHaveLength(1);
    expect(await idsOf({ from: first, to: first })).toEqual([]);
    expect(await idsOf({ from: '2020-01-01', to: '2020-02-01' })).toEqual([]);
  });

  it('gives pages, newest first, each report once', async () => {
    const all = await service.api.reports();
    const seen: string[] = [];
    let after: string | null | undefined;
    do {
      const page: Awaited<ReturnType<typeof search>> = await search({ limit: 2, ...(after && { after }) });
      expect(page.reports.length).toBeLessThanOrEqual(2);
      seen.push(...page.reports.map(({ id }) => id));
      after = page.next;
    } while (after);
    expect(seen).toEqual(all.map(({ id }) => id).reverse());
  });

  it('refuses a query it does not know', async () => {
    for (const query of [
      { state: 'gone' },
      { limit: 0 },
      { limit: 501 },
      { after: 'x' },
      { name: 'x' },
      { from: 'x' },
      { from: '2026-02-30' },
      { to: '2026-W10-1' },
      { after: '2026-02-30T08:00:00.000Z_00000000-0000-4000-8000-000000000000' },
    ]) {
      expect({ query, status: (await service.api.ask('/reports/search', { body: query })).status }).toEqual({
        query,
        status: 400,
      });
    }
  });
});

describe('GET /metrics', () => {
  it('counts messages, reports, findings, deliveries and the queue, without a person', async () => {
    const { status, text, headers } = await service.api.ask('/metrics');
    expect(status).toBe(200);
    expect(headers.get('content-type')).toContain('text/plain; version=0.0.4');
    for (const line of [
      /^passerelle_messages_total\{source="dpi",type="MDM\^T02",answer="AA"\} 5$/m,
      /^passerelle_messages_total\{source="http",type="report-event",answer="AA"\} 1$/m,
      /^passerelle_messages_total\{source="http",type="report-event",answer="AR"\} [1-9]/m,
      /^passerelle_reports_total\{source="dpi",state="delivered"\} 4$/m,
      /^passerelle_reports\{source="dpi",state="held"\} 1$/m,
      /^passerelle_deliveries_total\{zone="care",outcome="sent"\} 5$/m,
      /^passerelle_findings_total\{use_case="tumor-biomarkers",assertion="Present"\} [1-9]/m,
      /^passerelle_queue_jobs\{state="waiting"\} \d+$/m,
      /^passerelle_message_seconds_count\{source="dpi"\} 5$/m,
      /^passerelle_report_seconds_count\{source="dpi"\} 4$/m,
      /^passerelle_step_seconds_count\{step="pseudonymized"\} 5$/m,
      /^process_cpu_seconds_total /m,
    ]) {
      expect(text).toMatch(line);
    }
    expect(text).not.toMatch(/essartinel|85100001/i);
  });
});

describe('who may call', () => {
  it('without tokens: this machine only, under its own name', async () => {
    const { port } = new URL(service.http);
    const asked = (host: string, path: string) => request({ port, path, headers: { host } });
    expect((await asked(`127.0.0.1:${port}`, '/dead-letters')).status).toBe(200);
    expect((await asked('localhost', '/dead-letters')).status).toBe(200);
    for (const path of ['/dead-letters', '/refused-messages', '/fhir/Patient']) {
      expect({ path, status: (await asked('evil.example', path)).status }).toEqual({ path, status: 403 });
    }
    expect((await asked('evil.example', '/health')).status).toBe(200);
  });

  it('with tokens: 401 without, 403 outside its scopes, and what its scopes allow', async () => {
    const scopes = ['read', 'operate', 'intake', 'fhir'] as const;
    const hashed = scopes.map(
      (scope) =>
        `{name: ${scope}, sha256: "${createHash('sha256').update(`token-${scope}`).digest('hex')}", scopes: [${scope}]}`,
    );
    const guarded = await startService({
      ...onDatabase(database.url, KEYS),
      PASSERELLE_HTTP__TOKENS: `[${hashed.join(', ')}]`,
    });
    const { ask } = createApi(guarded.http);
    const id = '00000000-0000-4000-8000-000000000000';
    const calls = [
      { scope: 'read', path: '/dead-letters', granted: 200 },
      { scope: 'read', path: '/reports/search', body: {}, granted: 200 },
      { scope: 'read', path: `/reports/${id}`, granted: 404 },
      { scope: 'operate', path: `/dead-letters/${id}/replay`, method: 'POST', granted: 404 },
      { scope: 'read', path: '/rereads', granted: 200 },
      { scope: 'operate', path: '/rereads', body: { dryRun: true }, granted: 202 },
      { scope: 'operate', path: `/rereads/${id}/stop`, body: {}, granted: 404 },
      { scope: 'intake', path: '/reports', body: {}, granted: 422 },
      { scope: 'fhir', path: '/fhir/Patient', granted: 200 },
    ] as const;
    for (const { path, granted, scope, ...call } of calls) {
      const status = async (authorization?: string) =>
        (await ask(path, { ...call, headers: { ...(authorization && { authorization }) } })).status;
      const other = scope === 'intake' ? 'operate' : 'intake';
      expect({
        path,
        without: await status(),
        unknown: await status('Bearer token-nobody'),
        basic: await status('Basic dG9rZW4='),
        other: await status(`Bearer token-${other}`),
        own: await status(`Bearer token-${scope}`),
      }).toEqual({ path, without: 401, unknown: 401, basic: 401, other: 403, own: granted });
    }
    expect((await ask('/health')).status).toBe(200);
    expect(guarded.process.output()).not.toMatch(/token-(read|operate|intake|fhir|nobody)/);
    await guarded.stop();
  }, 60_000);
});

describe('a source over HTTP', () => {
  it('gives a local type the LOINC configured for its source', async () => {
    const document = { id: 'HTTP-T', assigner: 'ESSAI', type: 'ANAP', typeSystem: 'urn:local' };
    const body = anEvent({ eventId: 'EVENT-T', document });
    const headers = { 'X-Source': 'portail' };
    expect((await service.api.ask('/reports', { body, headers })).status).toBe(202);
    expect(await service.api.inState('EVENT-T', 'delivered')).toMatchObject({ type: '60568-3' });
    const [delivered] = (await service.api.documents()).filter((one) =>
      JSON.stringify(one).includes('HTTP-T'),
    );
    expect(delivered?.type?.coding).toMatchObject([{ code: '60568-3', display: 'Anatomopathologie' }]);
  });
});

describe('GET /ready', () => {
  it('is 200 while all serves, 503 while the database is gone, and 200 again', async () => {
    const own = await createServiceDatabase();
    const alone = await startService(onDatabase(own.url, someKeys()));
    expect(await alone.api.ask('/ready')).toMatchObject({
      status: 200,
      body: { status: 'ok', parts: { database: true, queue: true } },
    });
    const name = new URL(own.url).pathname.slice(1);
    const cut = (allowed: boolean) =>
      database.dataSource.query(`ALTER DATABASE ${name} WITH ALLOW_CONNECTIONS ${allowed}`);
    await own.dataSource.destroy();
    await cut(false);
    await database.dataSource.query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1',
      [name],
    );
    const gone = await until(async () => {
      const answer = await alone.api.ask('/ready');
      return answer.status === 503 && answer;
    });
    expect(gone.body).toMatchObject({ status: 'unavailable', parts: { database: false } });
    expect((await alone.api.ask('/health')).status).toBe(200);
    const sender = await alone.sender();
    const message = aTextReport({ controlId: 'GONE-1', documentId: 'GONE-1', ipp: '85200001' });
    expect(await sender.send(message)).toMatchObject({ code: 'AE' });
    await cut(true);
    await until(async () => (await alone.api.ask('/ready')).status === 200);
    expect(await sender.send(message)).toMatchObject({ code: 'AA' });
    sender.close();
    await alone.api.inState('GONE-1', 'delivered', 60_000);
    await alone.stop();
    await own.drop();
  }, 90_000);
});
