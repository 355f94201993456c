import {
  type Bundle,
  type CapabilityStatement,
  type DocumentReference,
  type Encounter,
  type Patient,
} from '@medplum/fhirtypes';
import { ORIGIN_TAG } from '../../../src/fhir/index.js';
import {
  createFhirIntake,
  createMemoryInbox,
  type Inbox,
  type MemoryInbox,
} from '../../../src/intake/index.js';
import { failed, systemClock } from '../../../src/kernel/index.js';
import {
  aDocumentReference,
  aDocumentTransaction,
  anEncounter,
  aPatient,
} from '../../support/fhir/documents.js';
import { anEntry, aTransaction, type Endpoint, issuesOf, startEndpoint, TOKENS } from './endpoint.js';

const OWN = { meta: { tag: [ORIGIN_TAG] } };

describe('documents sent to the FHIR endpoint', () => {
  let endpoint: Endpoint;
  let inbox: MemoryInbox;
  const given: { inbox: Inbox } = { inbox: createMemoryInbox() };
  const relay: Inbox = {
    answerFor: (message) => given.inbox.answerFor(message),
    accept: (message, events, answer) => given.inbox.accept(message, events, answer),
    keep: (message, events, answer) => given.inbox.keep(message, events, answer),
    refuse: (message, failure, answer) => given.inbox.refuse(message, failure, answer),
  };
  beforeAll(async () => {
    const intake = createFhirIntake({
      ...{ inbox: relay, clock: systemClock, acceptsFictitious: false },
      types: new Map([['CRH', { system: 'http://loinc.org', code: '34112-3' }]]),
      onAnswer: () => undefined,
    });
    endpoint = await startEndpoint({ intake });
  });
  afterAll(() => endpoint.close());
  beforeEach(() => {
    inbox = createMemoryInbox();
    given.inbox = inbox;
  });
  afterEach(() => expect(endpoint.errors).toEqual([]));

  let count = 0;
  const master = () => ({ system: 'urn:oid:2.999.1.2', value: `DOC-${++count}` });
  const kept = () =>
    inbox.records
      .flatMap(({ events }) => events)
      .flatMap((event) => (event.kind === 'report' ? [event.report] : []));
  const stored = async () =>
    (await endpoint.ask<Bundle>('GET', '/DocumentReference?_count=500')).body.entry?.length ?? 0;
  const post = (body: unknown, token?: string) =>
    endpoint.ask<DocumentReference>('POST', '/DocumentReference', { body, ...(token && { token }) });

  it('enter by POST: stored, kept, then answered', async () => {
    const answer = await post(aDocumentReference({ masterIdentifier: master() }), TOKENS.sender);
    expect(answer.status).toBe(201);
    expect(answer.headers.get('location')).toMatch(/DocumentReference\/[^/]+\/_history\/1$/);
    expect(kept()).toMatchObject([{ documentId: `DOC-${count}`, action: 'original' }]);
    expect(inbox.records).toMatchObject([
      { message: { source: 'fhir', sender: 'sender' }, answer: { code: 'AA' } },
    ]);
  });

  it('enter with the LOINC of their local type, where it is configured', async () => {
    const type = { coding: [{ system: 'urn:local', code: 'CRH', display: 'Compte rendu' }] };
    await post(aDocumentReference({ masterIdentifier: master(), type }));
    expect(kept()[0]?.type).toEqual({
      ...{ system: 'http://loinc.org', code: '34112-3', display: 'Compte rendu' },
    });
  });

  it('enter once, however often they are sent: the same answer, nothing stored again', async () => {
    const document = aDocumentReference({ masterIdentifier: master() });
    const first = await post(document);
    const before = await stored();
    const again = await post(document);
    expect([again.status, again.headers.get('location')]).toEqual([201, first.headers.get('location')]);
    expect(await stored()).toBe(before);
    expect(kept()).toHaveLength(1);
  });

  it('enter by PUT, and their end by the same', async () => {
    const document = { ...aDocumentReference({ masterIdentifier: master() }), id: 'doc-put' };
    const put = (body: object) => endpoint.ask('PUT', '/DocumentReference/doc-put', { body });
    expect((await put(document)).status).toBe(201);
    expect((await put({ ...document, status: 'entered-in-error' })).status).toBe(200);
    expect(kept().map(({ action }) => action)).toEqual(['original', 'deletion']);
  });

  it('enter in a transaction with their Binary, Patient and Encounter', async () => {
    const bundle = aDocumentTransaction('TX-1', { text: 'Ki-67 : 25 %', ipp: '84100' });
    const answer = await endpoint.ask<Bundle>('POST', '/', { body: bundle, token: TOKENS.sender });
    expect(answer.status).toBe(200);
    expect(answer.body.entry?.map(({ response }) => response?.status)).toEqual(Array(4).fill('201 Created'));
    const [report] = kept();
    expect(report?.payloads[0]?.content.reveal().toString()).toBe('Ki-67 : 25 %');
    expect(report?.identity.reveal().identifiers).toMatchObject([{ kind: 'IPP', value: '84100' }]);
    expect(report?.stay.reveal()).toMatchObject({ identifiers: [{ kind: 'VN' }], admission: '2026-03-02' });
    const again = await endpoint.ask<Bundle>('POST', '/', { body: bundle, token: TOKENS.sender });
    expect(again.body.entry?.map(({ response }) => response?.location)).toEqual(
      answer.body.entry?.map(({ response }) => response?.location),
    );
    expect(kept()).toHaveLength(1);
  });

  it('find on the server what they point at', async () => {
    const made = async (resource: Patient | Encounter | object, type: string) =>
      `${type}/${(await endpoint.ask<Patient>('POST', `/${type}`, { body: resource })).body.id ?? ''}`;
    const patient = await made(aPatient(), 'Patient');
    const encounter = await made(anEncounter({ subject: { reference: patient } }), 'Encounter');
    const data = Buffer.from('Texte au serveur').toString('base64');
    const binary = await made({ resourceType: 'Binary', contentType: 'text/plain', data }, 'Binary');
    const parent = master();
    const { body } = await post(aDocumentReference({ masterIdentifier: parent }));
    const document = aDocumentReference({
      masterIdentifier: master(),
      subject: { reference: `${endpoint.baseUrl}/${patient}` },
      context: { encounter: [{ reference: encounter }] },
      content: [{ attachment: { contentType: 'text/plain', url: binary } }],
      relatesTo: [{ code: 'replaces', target: { reference: `DocumentReference/${body.id ?? ''}` } }],
    });
    delete document.contained;
    expect((await post(document)).status).toBe(201);
    const report = kept().at(-1);
    expect(report).toMatchObject({ action: 'replacement', parentDocumentId: parent.value });
    expect(report?.identity.reveal().lastName).toBe('ESSARTINEL');
    expect(report?.stay.reveal().identifiers).toHaveLength(1);
    expect(report?.payloads[0]?.content.reveal().toString()).toBe('Texte au serveur');
  });

  it('are only stored where Passerelle wrote them, and never written over by a source', async () => {
    const own = { ...aDocumentReference({ masterIdentifier: master() }), ...OWN, id: 'own-1' };
    const path = '/DocumentReference/own-1';
    expect((await endpoint.ask('PUT', path, { body: own })).status).toBe(201);
    expect(kept()).toEqual([]);
    const over = await endpoint.ask('PUT', path, { body: { ...own, meta: {} } });
    expect([over.status, issuesOf(over.body)[0]?.code]).toEqual([409, 'conflict']);
    expect(kept()).toEqual([]);
  });

  it.each<[string, Partial<DocumentReference>, string]>([
    ['without a person', { subject: {} }, 'DocumentReference.subject'],
    [
      'elsewhere',
      { content: [{ attachment: { contentType: 'text/plain', url: 'https://x.example/1' } }] },
      'DocumentReference.content[0].attachment.url',
    ],
    ['whose patient is not here', { subject: { reference: 'Patient/none' } }, 'DocumentReference.subject'],
    [
      'of a test identity',
      {
        meta: { security: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActReason', code: 'HTEST' }] },
      },
      'DocumentReference.subject',
    ],
  ])('are refused %s: the place and the rule are told, nothing is written', async (_why, over, place) => {
    const before = await stored();
    const answer = await post(aDocumentReference({ masterIdentifier: master(), ...over }));
    expect(answer.status).toBe(422);
    expect(issuesOf(answer.body)).toMatchObject([
      { severity: 'error', code: 'business-rule', expression: [place] },
    ]);
    expect(issuesOf(answer.body)[0]?.details?.text).toBeTruthy();
    expect([await stored(), kept()]).toEqual([before, []]);
  });

  it('are refused in a transaction at the place of their entry, and with all of it', async () => {
    const bundle = aDocumentTransaction('TX-2', { ipp: '84200', type: { text: 'sans code' } });
    const answer = await endpoint.ask('POST', '/', { body: bundle });
    expect(answer.status).toBe(422);
    expect(issuesOf(answer.body)[0]?.expression).toEqual(['Bundle.entry[3].resource.type']);
    expect(await endpoint.ids('/Patient?identifier=84200')).toEqual([]);
  });

  it('are refused in a batch', async () => {
    const body = { ...aDocumentTransaction('TX-3'), type: 'batch' };
    expect((await endpoint.ask('POST', '/', { body })).status).toBe(422);
    expect(kept()).toEqual([]);
  });

  it('are told to come again where the inbox does not keep them', async () => {
    const failure = { code: 'INBOX_UNAVAILABLE', class: 'transient' as const, message: 'down' };
    given.inbox = { ...inbox, keep: async () => failed(failure) };
    const document = { ...aDocumentReference({ masterIdentifier: master() }), id: 'doc-again' };
    const put = () => endpoint.ask('PUT', '/DocumentReference/doc-again', { body: document });
    const answer = await put();
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5']);
    given.inbox = inbox;
    expect((await put()).status).toBe(200);
    expect(kept()).toHaveLength(1);
  });

  it('are all that a token of a source may send', async () => {
    const token = TOKENS.sender;
    const tried = [
      endpoint.ask('GET', '/DocumentReference', { token }),
      endpoint.ask('POST', '/Patient', { token, body: aPatient() }),
      endpoint.ask('DELETE', '/DocumentReference/own-1', { token }),
      endpoint.ask('POST', '/', { token, body: aTransaction(anEntry(aPatient())) }),
      endpoint.ask('PUT', '/DocumentReference/own-2', {
        token,
        body: { ...aDocumentReference(), ...OWN, id: 'own-2' },
      }),
      endpoint.ask('POST', '/', {
        token,
        body: aTransaction(
          ...(aDocumentTransaction('TX-4').entry ?? []),
          anEntry({ ...aPatient(), id: 'taken' }),
        ),
      }),
    ];
    expect((await Promise.all(tried)).map(({ status }) => status)).toEqual(Array(6).fill(403));
    expect(kept()).toEqual([]);
  });

  it('are announced by the capability statement', async () => {
    const { body } = await endpoint.ask<CapabilityStatement>('GET', '/metadata');
    expect(body.rest?.[0]?.documentation).toContain('enters as a report');
  });
});
