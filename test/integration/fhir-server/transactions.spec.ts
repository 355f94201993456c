import { type Bundle, type BundleEntry, type Observation, type Provenance } from '@medplum/fhirtypes';
import {
  anEntry,
  anObservation,
  aPatient,
  aTransaction,
  type Endpoint,
  issuesOf,
  startEndpoint,
} from './endpoint.js';

describe('Bundles sent to the FHIR endpoint', () => {
  let endpoint: Endpoint;
  const send = (bundle: Bundle, headers: Record<string, string> = {}) =>
    endpoint.ask<Bundle>('POST', '/', { body: bundle, headers });
  const total = async (query: string) =>
    (await endpoint.ask<Bundle>('GET', `/${query}&_summary=count`)).body.total;
  const idOf = ({ response }: BundleEntry = {}) => response?.location?.split('/')[1] ?? '';

  beforeAll(async () => {
    endpoint = await startEndpoint();
  });
  afterAll(() => endpoint.close());
  afterEach(() => expect(endpoint.errors).toEqual([]));

  it('writes entries in any order and resolves what they call each other', async () => {
    const [patient, device] = [
      'urn:uuid:0b0c8f0e-0000-4000-8000-000000000001',
      'urn:uuid:0b0c8f0e-0000-4000-8000-000000000002',
    ];
    const { status, body } = await send(
      aTransaction(
        anEntry({
          resourceType: 'Provenance',
          target: [{ reference: patient }],
          recorded: '2026-01-01T00:00:00Z',
          agent: [{ who: { reference: device } }],
        }),
        anEntry(anObservation({ subject: { reference: patient }, device: { reference: device } })),
        { ...anEntry(aPatient({ identifier: [{ system: 'urn:x', value: patient }] })), fullUrl: patient },
        { ...anEntry({ resourceType: 'Device', id: 'dev-urn', status: 'active' }), fullUrl: device },
      ),
    );
    expect([status, body.type]).toEqual([200, 'transaction-response']);
    expect(body.entry?.map(({ response }) => response?.status)).toEqual(Array(4).fill('201 Created'));
    expect(
      body.entry?.every(
        ({ response, resource }) => response?.etag === 'W/"1"' && response.lastModified && !resource,
      ),
    ).toBe(true);
    const [provenance, observation, created] = body.entry?.map(idOf) ?? [];
    const read = await endpoint.ask<Observation>('GET', `/Observation/${observation ?? ''}`);
    expect(read.body.subject?.reference).toBe(`Patient/${created ?? ''}`);
    expect(read.body.device?.reference).toBe('Device/dev-urn');
    const { body: source } = await endpoint.ask<Provenance>('GET', `/Provenance/${provenance ?? ''}`);
    expect(source.target[0]?.reference).toBe(`Patient/${created ?? ''}`);
    expect(await endpoint.ids(`/Observation?patient=${created ?? ''}`)).toEqual([observation]);
    // A string that is no pointer keeps what it says.
    expect(await endpoint.ids(`/Patient?identifier=urn:x|${patient}`)).toEqual([created]);
  });

  it('resolves conditional references, and refuses those that find none or several', async () => {
    await send(
      aTransaction(anEntry(aPatient({ id: 'cr-1', identifier: [{ system: 'urn:cr', value: '1' }] }))),
    );
    const about = (value: string, id: string) =>
      send(
        aTransaction(
          anEntry(anObservation({ id, subject: { reference: `Patient?identifier=urn:cr|${value}` } })),
        ),
      );
    expect((await about('1', 'cr-o')).status).toBe(200);
    expect(await endpoint.ids('/Observation?patient=cr-1')).toEqual(['cr-o']);
    expect((await about('none', 'cr-none')).status).toBe(412);
    await send(
      aTransaction(anEntry(aPatient({ id: 'cr-2', identifier: [{ system: 'urn:cr', value: '1' }] }))),
    );
    expect((await about('1', 'cr-two')).status).toBe(412);
  });

  it('creates and updates under a condition, and tells which resource met it', async () => {
    const identifier = [{ system: 'urn:tc', value: '1' }];
    const bundle = (active: boolean) => {
      const patient = 'urn:uuid:0b0c8f0e-0000-4000-8000-00000000000a';
      return aTransaction(
        { ...anEntry(aPatient({ identifier }), { ifNoneExist: 'identifier=urn:tc|1' }), fullUrl: patient },
        anEntry(
          {
            resourceType: 'Encounter',
            identifier,
            status: active ? 'in-progress' : 'finished',
            class: { code: 'IMP' },
            subject: { reference: patient },
          },
          { method: 'PUT', url: 'Encounter?identifier=urn:tc|1' },
        ),
      );
    };
    const first = await send(bundle(true));
    const second = await send(bundle(false));
    expect(first.body.entry?.map(({ response }) => response?.status)).toEqual(['201 Created', '201 Created']);
    expect(second.body.entry?.map(({ response }) => response?.status)).toEqual(['200 OK', '200 OK']);
    expect(second.body.entry?.map(({ response }) => response?.etag)).toEqual(['W/"1"', 'W/"2"']);
    expect(second.body.entry?.map(idOf)).toEqual(first.body.entry?.map(idOf));
    expect(
      await endpoint.ids(`/Encounter?patient=${idOf(first.body.entry?.[0])}&status=finished`),
    ).toHaveLength(1);
  });

  it.each<[string, object, object, number, string]>([
    [
      'an invalid resource',
      { ...anObservation({ id: 'bad' }), status: 1 },
      {},
      422,
      'Bundle.entry[2].resource.status',
    ],
    ['an unknown type', { resourceType: 'Nothing', id: 'bad' }, {}, 400, 'Bundle.entry[2]'],
    ['a version that is not the current one', anObservation({ id: 'bad' }), { ifMatch: 'W/"4"' }, 412, ''],
    [
      'a reference to no entry',
      anObservation({ id: 'bad', subject: { reference: 'urn:uuid:absent' } }),
      {},
      400,
      'Bundle.entry[2]',
    ],
    ['an identity written twice', anObservation({ id: 'atom-1' }), {}, 400, 'Bundle.entry[2]'],
    ['a reading of nothing', {}, { method: 'GET', url: 'Patient/absent' }, 404, 'Bundle.entry[2]'],
    ['a request of no kind', {}, { method: 'PATCH', url: 'Patient/absent' }, 400, 'Bundle.entry[2]'],
    ['no request', {}, { method: undefined }, 400, 'Bundle.entry[2].request'],
  ])('leaves nothing behind %s in the last entry', async (_, resource, request, status, expression) => {
    const last = {
      ...anEntry(resource, request),
      ...('resourceType' in resource ? {} : { resource: undefined }),
    } as BundleEntry;
    const answer = await send(
      aTransaction(anEntry(anObservation({ id: 'atom-1' })), anEntry(aPatient({ id: 'atom-2' })), last),
    );
    expect([answer.status, answer.body.resourceType]).toEqual([status, 'OperationOutcome']);
    if (expression) expect(issuesOf(answer.body)[0]?.expression).toEqual([expression]);
    expect((await endpoint.ask('GET', '/Observation/atom-1')).status).toBe(404);
    expect((await endpoint.ask('GET', '/Patient/atom-2')).status).toBe(404);
  });

  it('undoes replacements too', async () => {
    await send(aTransaction(anEntry(aPatient({ id: 'undo', active: true }))));
    const reading = { request: { method: 'GET', url: 'Patient/absent' } } as BundleEntry;
    const answer = await send(
      aTransaction(
        anEntry(aPatient({ id: 'undo', active: false })),
        anEntry(aPatient({ id: 'undo-2' })),
        reading,
      ),
    );
    expect(answer.status).toBe(404);
    const { body } = await endpoint.ask<Bundle>('GET', '/Patient/undo/_history');
    expect(body.entry).toHaveLength(1);
  });

  it('tells everything that is wrong at once', async () => {
    const bad = { ...anObservation({ id: 'x' }), status: 1 };
    const { body } = await send(aTransaction(anEntry(bad), anEntry({ ...bad, id: 'y' })));
    expect(issuesOf(body).map(({ expression }) => expression?.[0])).toEqual([
      'Bundle.entry[0].resource.status',
      'Bundle.entry[1].resource.status',
    ]);
  });

  it('refuses two creations under one condition, and two names for one entry', async () => {
    const entry = () => anEntry(aPatient(), { ifNoneExist: 'identifier=urn:twin|1' });
    expect((await send(aTransaction(entry(), entry()))).status).toBe(400);
    const named = () => ({ ...anEntry(aPatient()), fullUrl: 'urn:uuid:same' });
    expect((await send(aTransaction(named(), named()))).status).toBe(400);
  });

  it('deletes, writes and reads in one transaction, and sees what it wrote', async () => {
    await send(aTransaction(anEntry(aPatient({ id: 'mix-old' }))));
    const { status, body } = await send(
      aTransaction(
        { request: { method: 'GET', url: 'Patient?_id=mix-old,mix-new' } },
        { request: { method: 'DELETE', url: 'Patient/mix-old' } },
        anEntry(aPatient({ id: 'mix-new' })),
      ),
    );
    expect(status).toBe(200);
    expect(body.entry?.map(({ response }) => response?.status)).toEqual([
      '200 OK',
      '204 No Content',
      '201 Created',
    ]);
    expect((body.entry?.[0]?.resource as Bundle).entry?.map(({ resource }) => resource?.id)).toEqual([
      'mix-new',
    ]);
  });

  it('returns the resources where the sender prefers them', async () => {
    const { body } = await send(aTransaction(anEntry(aPatient({ id: 'repr' }))), {
      prefer: 'return=representation',
    });
    expect(body.entry?.[0]?.resource?.meta?.versionId).toBe('1');
  });

  it('answers each entry of a batch on its own', async () => {
    const { status, body } = await send({
      ...aTransaction(
        anEntry(aPatient({ id: 'batch-1' })),
        anEntry({ ...anObservation({ id: 'batch-2' }), status: 1 }),
        { request: { method: 'GET', url: 'Patient/absent' } },
        { request: { method: 'GET', url: 'Patient?_id=batch-1' } },
        { request: { method: 'DELETE', url: 'Patient/batch-1' } },
        anEntry(aPatient(), { method: 'POST', url: 'Patient', ifNoneExist: 'identifier=urn:nobody|1' }),
      ),
      type: 'batch',
    });
    expect([status, body.type]).toEqual([200, 'batch-response']);
    expect(body.entry?.map(({ response }) => response?.status.slice(0, 3))).toEqual([
      '201',
      '422',
      '404',
      '200',
      '204',
      '201',
    ]);
    expect(issuesOf(body.entry?.[1]?.response?.outcome)[0]?.expression).toEqual([
      'Bundle.entry[1].resource.status',
    ]);
  });

  it.each<[string, unknown, number]>([
    ['no JSON', '{"resourceType": "Bundle", DUPONT', 400],
    ['an empty body', '', 400],
    ['a list', [], 400],
    ['another resource', aPatient(), 400],
    ['a Bundle of another type', { resourceType: 'Bundle', type: 'collection' }, 400],
    ['entries that are no list', { resourceType: 'Bundle', type: 'batch', entry: {} }, 400],
    [
      'deep JSON',
      `{"resourceType":"Bundle","type":"transaction","entry":${'['.repeat(200_000)}${']'.repeat(200_000)}}`,
      400,
    ],
    [
      'a NUL character',
      JSON.stringify(aTransaction(anEntry(aPatient({ id: 'nul', name: [{ text: '\0' }] })))),
      400,
    ],
    ['bytes that are no UTF-8', new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), 400],
  ])('refuses %s', async (_, body, status) => {
    const answer = await endpoint.ask('POST', '/', { body });
    expect([answer.status, answer.body.resourceType]).toEqual([status, 'OperationOutcome']);
    expect(JSON.stringify(answer.body)).not.toContain('DUPONT');
  });

  it('refuses a prototype passed off as a property', async () => {
    const body = '{"resourceType":"Patient","id":"proto","__proto__":{"active":true},"constructor":{"a":1}}';
    expect((await endpoint.ask('PUT', '/Patient/proto', { body })).status).toBe(422);
    expect(({} as { active?: boolean }).active).toBeUndefined();
  });

  it('serializes transactions that write the same resources in opposite orders', async () => {
    const ids = Array.from({ length: 6 }, (_, index) => `race-${String(index)}`);
    const bundles = Array.from({ length: 24 }, (_, round) => {
      const order = round % 2 === 0 ? ids : [...ids].reverse();
      return aTransaction(...order.map((id) => anEntry(aPatient({ id, multipleBirthInteger: round }))));
    });
    const answers = await Promise.all(bundles.map((bundle) => send(bundle)));
    expect(answers.map(({ status }) => status)).toEqual(Array(24).fill(200));
    const { body } = await endpoint.ask<Bundle>('GET', `/Patient?_id=${ids.join(',')}`);
    const last = body.entry?.map(
      ({ resource }) => resource as { multipleBirthInteger?: number; meta?: { versionId?: string } },
    );
    // All six resources come from the same, last transaction; none of the 24 was lost.
    expect(new Set(last?.map(({ multipleBirthInteger }) => multipleBirthInteger)).size).toBe(1);
    expect(last?.map(({ meta }) => meta?.versionId)).toEqual(Array(6).fill('24'));
    const history = await endpoint.ask<Bundle>('GET', '/Patient/race-0/_history');
    const rounds = history.body.entry?.map(
      ({ resource }) => (resource as { multipleBirthInteger?: number }).multipleBirthInteger,
    );
    expect(new Set(rounds).size).toBe(24);
  });

  it('lets one of many win with the same If-Match', async () => {
    await send(aTransaction(anEntry(aPatient({ id: 'one-wins' }))));
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, round) =>
        send(
          aTransaction(
            anEntry(aPatient({ id: 'one-wins', multipleBirthInteger: round }), { ifMatch: 'W/"1"' }),
          ),
        ),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...(Array(9).fill(412) as number[])]);
  });

  it('creates one resource, however many create it under the same condition at once', async () => {
    const identifier = [{ system: 'urn:once', value: '1' }];
    const body = aPatient({ identifier });
    const answers = await Promise.all([
      ...Array.from({ length: 8 }, () =>
        send(aTransaction(anEntry(body, { ifNoneExist: 'identifier=urn:once|1' }))),
      ),
      ...Array.from({ length: 8 }, () =>
        endpoint.ask('POST', '/Patient', { body, headers: { 'if-none-exist': 'identifier=urn:once|1' } }),
      ),
      ...Array.from({ length: 8 }, () => endpoint.ask('PUT', '/Patient?identifier=urn:once|1', { body })),
    ]);
    expect(answers.every(({ status }) => status === 200 || status === 201)).toBe(true);
    expect(await total('Patient?identifier=urn:once|1')).toBe(1);
  });

  it('keeps nothing readable at rest but codes, dates and ids', async () => {
    const patient = aPatient({
      id: 'sealed',
      identifier: [{ system: 'urn:ipp', value: 'IPP-READABLE' }],
      birthDate: '1950-05-05',
    });
    await send(aTransaction(anEntry(patient)));
    await send(aTransaction(anEntry({ ...patient, active: true })));
    const rows = await endpoint.database.dataSource.query<unknown[]>(
      `SELECT r::text || h::text || encode(r.content, 'escape') || encode(h.content, 'escape') AS all
       FROM passerelle.fhir_resource r JOIN passerelle.fhir_history h USING (type, id) WHERE id = 'sealed'`,
    );
    const text = JSON.stringify(rows);
    expect(rows).toHaveLength(1);
    for (const secret of ['FICTIVE', 'Camille', 'IPP-READABLE', '1950']) expect(text).not.toContain(secret);
  });

  it('does not open a content moved to another resource', async () => {
    await send(
      aTransaction(anEntry(aPatient({ id: 'moved-a' })), anEntry(aPatient({ id: 'moved-b', active: true }))),
    );
    await endpoint.database.dataSource.query(
      `UPDATE passerelle.fhir_resource SET content = (SELECT content FROM passerelle.fhir_resource WHERE id = 'moved-a')
       WHERE id = 'moved-b'`,
    );
    const { status, body } = await endpoint.ask('GET', '/Patient/moved-b');
    expect([status, issuesOf(body)[0]?.code]).toEqual([500, 'exception']);
    expect(endpoint.errors.splice(0)).toHaveLength(1);
  });
});

describe('limits of the FHIR endpoint', () => {
  it('refuses a body and a Bundle that are too large', async () => {
    const endpoint = await startEndpoint({ limits: { body: 20_000, entries: 3 } });
    try {
      const large = await endpoint.ask('POST', '/Patient', {
        body: aPatient({ name: [{ text: 'x'.repeat(30_000) }] }),
      });
      expect([large.status, issuesOf(large.body)[0]?.code]).toEqual([413, 'too-long']);
      const many = aTransaction(...[1, 2, 3, 4].map(() => anEntry(aPatient())));
      expect((await endpoint.ask('POST', '/', { body: many })).status).toBe(413);
    } finally {
      await endpoint.close();
    }
  });

  it('answers 503 while the database is away', async () => {
    const endpoint = await startEndpoint();
    try {
      await endpoint.database.drop();
      const { status, headers } = await endpoint.ask('GET', '/Patient/a');
      expect([status >= 500, endpoint.errors.length]).toEqual([true, 1]);
      expect(status === 503 ? headers.get('retry-after') : '5').toBe('5');
    } finally {
      await endpoint.close();
    }
  });
});
