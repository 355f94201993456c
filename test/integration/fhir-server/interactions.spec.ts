import { type Bundle, type CapabilityStatement, type Patient } from '@medplum/fhirtypes';
import { anObservation, aPatient, type Endpoint, issuesOf, startEndpoint, TOKENS } from './endpoint.js';

describe('interactions of the FHIR endpoint', () => {
  let endpoint: Endpoint;
  beforeAll(async () => {
    endpoint = await startEndpoint();
  });
  afterAll(() => endpoint.close());
  afterEach(() => expect(endpoint.errors).toEqual([]));

  it('creates with an id of its own, and reads back what was sent', async () => {
    const created = await endpoint.ask<Patient>('POST', '/Patient', { body: aPatient({ id: 'ignored' }) });
    const id = created.body.id ?? '';
    expect(created.status).toBe(201);
    expect(id).not.toBe('ignored');
    expect(created.headers.get('etag')).toBe('W/"1"');
    expect(created.headers.get('location')).toBe(`${endpoint.baseUrl}/Patient/${id}/_history/1`);
    expect(created.headers.get('last-modified')).toBe(
      new Date(created.body.meta?.lastUpdated ?? '').toUTCString(),
    );
    const read = await endpoint.ask<Patient>('GET', `/Patient/${id}`);
    expect(read.status).toBe(200);
    expect(read.headers.get('content-type')).toBe('application/fhir+json; charset=utf-8');
    expect(read.body).toEqual(created.body);
    expect(read.body.name?.[0]?.family).toBe('FICTIVE');
  });

  it('creates by PUT on an id it does not know, then updates', async () => {
    const first = await endpoint.ask('PUT', '/Patient/put-1', { body: aPatient({ id: 'put-1' }) });
    expect(first.status).toBe(201);
    const second = await endpoint.ask<Patient>('PUT', '/Patient/put-1', {
      body: aPatient({ id: 'put-1', active: true }),
    });
    expect([second.status, second.headers.get('etag'), second.body.meta?.versionId]).toEqual([
      200,
      'W/"2"',
      '2',
    ]);
  });

  it('makes no version where the resource already stands so', async () => {
    const body = aPatient({ id: 'same', meta: { versionId: '7', tag: [{ system: 'urn:x', code: 'kept' }] } });
    await endpoint.ask('PUT', '/Patient/same', { body });
    const again = await endpoint.ask<Patient>('PUT', '/Patient/same', { body });
    expect([again.status, again.headers.get('etag')]).toEqual([200, 'W/"1"']);
    expect(again.body.meta?.tag).toEqual([{ system: 'urn:x', code: 'kept' }]);
  });

  it('refuses a PUT whose resource has another id or another type', async () => {
    expect((await endpoint.ask('PUT', '/Patient/a', { body: aPatient({ id: 'b' }) })).status).toBe(400);
    expect((await endpoint.ask('PUT', '/Patient/a', { body: aPatient() })).status).toBe(400);
    expect((await endpoint.ask('PUT', '/Observation/a', { body: aPatient({ id: 'a' }) })).status).toBe(400);
  });

  it('keeps If-Match: 412 where the version is not the current one', async () => {
    await endpoint.ask('PUT', '/Patient/match', { body: aPatient({ id: 'match' }) });
    const put = (etag: string, active: boolean) =>
      endpoint.ask('PUT', '/Patient/match', {
        body: aPatient({ id: 'match', active }),
        headers: { 'if-match': etag },
      });
    expect((await put('W/"2"', true)).status).toBe(412);
    expect((await put('nonsense', true)).status).toBe(412);
    expect((await put('W/"1"', true)).status).toBe(200);
    expect((await put('W/"1"', false)).status).toBe(412);
    const absent = await endpoint.ask('PUT', '/Patient/none', {
      body: aPatient({ id: 'none' }),
      headers: { 'if-match': 'W/"1"' },
    });
    expect(absent.status).toBe(412);
    expect(
      (await endpoint.ask('DELETE', '/Patient/match', { headers: { 'if-match': 'W/"1"' } })).status,
    ).toBe(412);
  });

  it('deletes softly: 410, its versions stay, and a PUT brings it back', async () => {
    await endpoint.ask('PUT', '/Patient/gone', { body: aPatient({ id: 'gone' }) });
    const deleted = await endpoint.ask('DELETE', '/Patient/gone');
    expect([deleted.status, deleted.headers.get('etag')]).toEqual([204, 'W/"2"']);
    expect((await endpoint.ask('GET', '/Patient/gone')).status).toBe(410);
    expect((await endpoint.ask('GET', '/Patient/gone/_history/2')).status).toBe(410);
    expect((await endpoint.ask('GET', '/Patient/gone/_history/1')).status).toBe(200);
    expect(await endpoint.ids('/Patient?_id=gone')).toEqual([]);
    expect((await endpoint.ask('DELETE', '/Patient/gone')).status).toBe(204);
    expect((await endpoint.ask('DELETE', '/Patient/never')).status).toBe(204);
    const back = await endpoint.ask('PUT', '/Patient/gone', { body: aPatient({ id: 'gone' }) });
    expect([back.status, back.headers.get('etag')]).toEqual([201, 'W/"3"']);
    expect(await endpoint.ids('/Patient?_id=gone')).toEqual(['gone']);
  });

  it('tells the history of a resource, newest first, by pages', async () => {
    for (const active of [true, false])
      await endpoint.ask('PUT', '/Patient/past', { body: aPatient({ id: 'past', active }) });
    await endpoint.ask('DELETE', '/Patient/past');
    const { body } = await endpoint.ask<Bundle<Patient>>('GET', '/Patient/past/_history');
    expect(body.type).toBe('history');
    expect(
      body.entry?.map(({ request, response }) => [request?.method, response?.status, response?.etag]),
    ).toEqual([
      ['DELETE', '204', 'W/"3"'],
      ['PUT', '200', 'W/"2"'],
      ['PUT', '201', 'W/"1"'],
    ]);
    expect(body.entry?.map(({ resource }) => resource?.active)).toEqual([undefined, false, true]);
    const page = await endpoint.ask<Bundle>('GET', '/Patient/past/_history?_count=2');
    const next = page.body.link?.find(({ relation }) => relation === 'next')?.url ?? '';
    const rest = await endpoint.ask<Bundle>('GET', next.slice(endpoint.baseUrl.length));
    expect(rest.body.entry?.map(({ response }) => response?.etag)).toEqual(['W/"1"']);
    expect(rest.body.link?.some(({ relation }) => relation === 'next')).toBe(false);
    expect((await endpoint.ask('GET', '/Patient/unknown/_history')).status).toBe(404);
    expect((await endpoint.ask('GET', '/Patient/past/_history?_since=hier')).status).toBe(400);
  });

  it('answers 304 to a reader who has the current version', async () => {
    await endpoint.ask('PUT', '/Patient/known', { body: aPatient({ id: 'known' }) });
    const known = await endpoint.ask('GET', '/Patient/known', { headers: { 'if-none-match': 'W/"1"' } });
    expect([known.status, known.body]).toEqual([304, undefined]);
    expect(
      (await endpoint.ask('GET', '/Patient/known', { headers: { 'if-none-match': 'W/"9"' } })).status,
    ).toBe(200);
  });

  it('creates under a condition: 201 for none, 200 for one, 412 for several', async () => {
    const identifier = [{ system: 'urn:ipp', value: 'COND-1' }];
    const create = () =>
      endpoint.ask<Patient>('POST', '/Patient', {
        body: aPatient({ identifier }),
        headers: { 'if-none-exist': 'identifier=urn:ipp|COND-1' },
      });
    const first = await create();
    const second = await create();
    expect([first.status, second.status]).toEqual([201, 200]);
    expect(second.body.id).toBe(first.body.id);
    expect(second.headers.get('location')).toContain(`/Patient/${first.body.id ?? ''}/_history/1`);
    await endpoint.ask('POST', '/Patient', { body: aPatient({ identifier }) });
    expect((await create()).status).toBe(412);
  });

  it('updates under a condition, and refuses a condition that selects nothing', async () => {
    const identifier = [{ system: 'urn:ipp', value: 'COND-2' }];
    const put = (more: object) =>
      endpoint.ask<Patient>('PUT', '/Patient?identifier=urn:ipp|COND-2', {
        body: aPatient({ identifier, ...more }),
      });
    const first = await put({});
    const second = await put({ active: true });
    expect([first.status, second.status]).toEqual([201, 200]);
    expect([second.body.id, second.body.meta?.versionId]).toEqual([first.body.id, '2']);
    expect((await put({ id: 'other' })).status).toBe(400);
    expect((await endpoint.ask('PUT', '/Patient', { body: aPatient() })).status).toBe(400);
    expect((await endpoint.ask('PUT', '/Patient?_count=1', { body: aPatient() })).status).toBe(400);
    expect((await endpoint.ask('PUT', '/Patient?unknown=1', { body: aPatient() })).status).toBe(400);
  });

  it('answers with as much as the sender prefers', async () => {
    const minimal = await endpoint.ask('POST', '/Patient', {
      body: aPatient(),
      headers: { prefer: 'return=minimal' },
    });
    expect([minimal.status, minimal.body]).toEqual([201, undefined]);
    expect(minimal.headers.get('location')).toMatch(/\/Patient\/.+\/_history\/1$/);
  });

  it('names every place that is wrong, and never the value there', async () => {
    const body = { ...anObservation(), status: 12, effectiveDateTime: 'DUPONT', foo: 'DUPONT' };
    const refused = await endpoint.ask('POST', '/Observation', { body });
    expect(refused.status).toBe(422);
    expect(issuesOf(refused.body).flatMap(({ expression }) => expression)).toEqual(
      expect.arrayContaining(['Observation.status', 'Observation.effective[x]']),
    );
    expect(JSON.stringify(refused.body)).not.toContain('DUPONT');
  });

  it('refuses a code that a required binding does not have', async () => {
    const refused = await endpoint.ask('POST', '/Observation', {
      body: anObservation({ status: 'finished' }),
    });
    expect(refused.status).toBe(422);
    expect(issuesOf(refused.body)[0]).toMatchObject({
      code: 'code-invalid',
      expression: ['Observation.status'],
    });
  });

  it('keeps a scanned report of several megabytes', async () => {
    const data = Buffer.alloc(3 * 1024 * 1024, 7).toString('base64');
    const body = { resourceType: 'Binary', id: 'scan', contentType: 'application/pdf', data };
    expect((await endpoint.ask('PUT', '/Binary/scan', { body })).status).toBe(201);
    expect((await endpoint.ask<{ data?: string }>('GET', '/Binary/scan')).body.data === data).toBe(true);
  });

  it.each([
    ['GET', '/Nothing/1', 404],
    ['GET', '/Patient/unknown', 404],
    ['GET', '/Patient/not~an~id', 404],
    ['GET', '/Patient/a/b/c/d', 404],
    ['GET', '/Patient/a/_history/x', 404],
    ['GET', '/%E0%A4%A', 400],
    ['PATCH', '/Patient/a', 405],
    ['DELETE', '/Patient', 405],
    ['GET', '/', 405],
  ])('answers %s %s with %i and an outcome', async (method, path, status) => {
    const answer = await endpoint.ask(method, path);
    expect([answer.status, answer.body.resourceType]).toEqual([status, 'OperationOutcome']);
    if (status === 405) expect(answer.headers.get('allow')).toMatch(/GET|POST/);
  });

  it('speaks JSON in UTF-8 and nothing else', async () => {
    const body = aPatient();
    const as = (type: string) =>
      endpoint.ask('POST', '/Patient', { body, headers: { 'content-type': type } });
    expect((await as('application/json')).status).toBe(201);
    expect((await as('application/fhir+json; charset=UTF-8')).status).toBe(201);
    expect((await as('application/fhir+xml')).status).toBe(415);
    expect((await as('application/json; charset=iso-8859-1')).status).toBe(415);
    const gzip = await endpoint.ask('POST', '/Patient', { body, headers: { 'content-encoding': 'gzip' } });
    expect(gzip.status).toBe(415);
    const wants = (accept: string) => endpoint.ask('GET', '/Patient', { headers: { accept } });
    expect((await wants('application/fhir+xml')).status).toBe(406);
    expect((await wants('text/html, application/json;q=0.5')).status).toBe(200);
    expect((await endpoint.ask('GET', '/Patient?_format=xml')).status).toBe(406);
    expect((await endpoint.ask('GET', '/Patient?_format=json')).status).toBe(200);
  });

  it('answers HEAD as GET, without the body', async () => {
    await endpoint.ask('PUT', '/Patient/head', { body: aPatient({ id: 'head' }) });
    const head = await endpoint.ask('HEAD', '/Patient/head');
    expect([head.status, head.headers.get('etag'), head.body]).toEqual([200, 'W/"1"', undefined]);
  });

  it('asks for a bearer token, save for its capabilities', async () => {
    const without = await endpoint.ask('GET', '/Patient', { token: null });
    expect([without.status, without.headers.get('www-authenticate')]).toEqual([401, 'Bearer realm="fhir"']);
    expect((await endpoint.ask('GET', '/Patient', { token: 'wrong' })).status).toBe(401);
    expect((await endpoint.ask('GET', '/Patient', { token: TOKENS.nobody })).status).toBe(403);
    expect((await endpoint.ask('GET', '/Patient', { token: TOKENS.reader })).status).toBe(200);
    expect((await endpoint.ask('POST', '/Patient', { token: TOKENS.reader, body: aPatient() })).status).toBe(
      403,
    );
    expect((await endpoint.ask('DELETE', '/Patient/a', { token: TOKENS.reader })).status).toBe(403);
    const bundle = { resourceType: 'Bundle', type: 'batch' };
    expect((await endpoint.ask('POST', '/', { token: TOKENS.reader, body: bundle })).status).toBe(403);
    expect((await endpoint.ask('GET', '/metadata', { token: null })).status).toBe(200);
  });

  it('describes what it does', async () => {
    const { body } = await endpoint.ask<CapabilityStatement>('GET', '/metadata');
    const rest = body.rest?.[0];
    const observation = rest?.resource?.find(({ type }) => type === 'Observation');
    expect(body.fhirVersion).toBe('4.0.1');
    expect(rest?.interaction).toEqual([{ code: 'transaction' }, { code: 'batch' }]);
    expect(observation?.searchInclude).toContain('Observation:derived-from');
    expect(observation?.searchRevInclude).toContain('Provenance:target');
    for (const { type, searchParam } of rest?.resource ?? []) {
      for (const { name, type: kind } of searchParam ?? []) {
        const value = kind === 'date' ? '2026' : 'a';
        expect([name, (await endpoint.ask('GET', `/${type}?${name}=${value}`)).status]).toEqual([name, 200]);
      }
    }
  });

  it('tells the audit trail who asked for what, and how it ended', async () => {
    endpoint.accesses.length = 0;
    await endpoint.ask('GET', '/Patient/nobody', { token: TOKENS.reader });
    expect(endpoint.accesses).toEqual([
      { principal: 'reader', interaction: 'read', type: 'Patient', id: 'nobody', status: 404 },
    ]);
  });
});
