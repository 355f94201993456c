import { jest } from '@jest/globals';
import { createFhirTarget, type FhirTarget } from '../../../src/delivery/index.js';
import { type Fault, type FakeFhirServer, startFakeFhirServer } from '../../support/fhir/fake-fhir-server.js';
import { aCareBundle } from '../../support/fhir/neutral-bundles.js';

const NAME = 'DURAND';
const ECHO = {
  resourceType: 'OperationOutcome',
  text: { status: 'generated', div: `<div>${NAME}</div>` },
  issue: [
    {
      severity: 'error',
      code: 'value',
      diagnostics: `Patient ${NAME} refused`,
      details: { text: NAME, coding: [{ code: NAME, display: NAME }] },
      expression: [`Patient.name.where(family='${NAME}')`],
    },
  ],
};
const later = new Date(Date.now() + 90_000).toUTCString();

/** What the server does, and what we make of it. */
const TABLE: readonly (readonly [string, Fault, string, string])[] = [
  ...[408, 425, 429, 500, 502, 503, 504].map(
    (status) => [`HTTP ${status}`, { status, body: ECHO }, 'FHIR_UNAVAILABLE', 'transient'] as const,
  ),
  ...[409, 412].map(
    (status) => [`HTTP ${status}`, { status, body: ECHO }, 'FHIR_CONFLICT', 'transient'] as const,
  ),
  ...[401, 403].map(
    (status) => [`HTTP ${status}`, { status, body: ECHO }, 'FHIR_UNAUTHORIZED', 'transient'] as const,
  ),
  ...[400, 404, 410, 413, 415, 422].map(
    (status) => [`HTTP ${status}`, { status, body: ECHO }, 'FHIR_REJECTED', 'permanent'] as const,
  ),
  ['a redirect', { status: 302, headers: { location: '/login' } }, 'FHIR_UNAVAILABLE', 'transient'],
  ['a page in place of an outcome', { status: 422, body: `<html>${NAME}` }, 'FHIR_REJECTED', 'permanent'],
  ['silence', { delayMs: 6_000 }, 'FHIR_TIMEOUT', 'ambiguous'],
  ['silence after it was applied', { applied: true, delayMs: 6_000 }, 'FHIR_TIMEOUT', 'ambiguous'],
  ['a cut before the answer', { drop: true }, 'FHIR_INTERRUPTED', 'ambiguous'],
  ['a cut after it was applied', { applied: true, drop: true }, 'FHIR_INTERRUPTED', 'ambiguous'],
  ['a login page with 200', { status: 200, body: `<html>${NAME}` }, 'FHIR_ANSWER_UNREADABLE', 'ambiguous'],
  ['broken JSON', { status: 200, body: `{"${NAME}` }, 'FHIR_ANSWER_UNREADABLE', 'ambiguous'],
  ['an empty answer', { status: 200, body: ' ' }, 'FHIR_ANSWER_UNREADABLE', 'ambiguous'],
  ['an outcome with 200', { status: 200, body: ECHO }, 'FHIR_ANSWER_UNREADABLE', 'ambiguous'],
  [
    'missing entries',
    { status: 200, body: { resourceType: 'Bundle', type: 'transaction-response', entry: [] } },
    'FHIR_ANSWER_UNREADABLE',
    'ambiguous',
  ],
];

describe('what goes wrong with a transaction', () => {
  let server: FakeFhirServer;
  let target: FhirTarget;
  beforeEach(async () => {
    server = await startFakeFhirServer();
    target = createFhirTarget({ name: 'care', baseUrl: server.baseUrl, timeoutMs: 3_000 });
  });
  afterEach(async () => {
    await target.close();
    await server.close();
  });

  it.each(TABLE)('%s', async (_what, fault, code, failureClass) => {
    const said: unknown[] = [];
    const spies = (['log', 'warn', 'error', 'info', 'debug'] as const).map((level) =>
      jest.spyOn(console, level).mockImplementation((...words) => void said.push(...words)),
    );
    server.fail(fault);
    const sent = await target.send(neutralToPut());
    for (const spy of spies) spy.mockRestore();
    expect(sent).toMatchObject({ ok: false, failure: { code, class: failureClass } });
    expect(JSON.stringify(sent)).not.toContain(NAME);
    // The client would print a body it cannot parse.
    expect(said).toEqual([]);
    // Retries are ours, at another level: one request only.
    expect(server.received).toHaveLength(1);
  });

  it.each([
    ['30', 30, 30],
    [later, 80, 91],
  ])('keeps Retry-After: %s', async (value, least, most) => {
    server.fail({ status: 503, headers: { 'retry-after': value } });
    const sent = await target.send(neutralToPut());
    const wait = sent.ok ? undefined : sent.failure.retryAfterSeconds;
    expect(wait).toBeGreaterThanOrEqual(least);
    expect(wait).toBeLessThanOrEqual(most);
  });

  it('says that nobody listens', async () => {
    await server.close();
    expect(await target.send(neutralToPut())).toMatchObject({
      failure: {
        code: 'FHIR_UNAVAILABLE',
        class: 'transient',
        message: expect.stringContaining('ECONNREFUSED'),
      },
    });
  });

  it('says that the name does not resolve', async () => {
    const nowhere = createFhirTarget({ name: 'care', baseUrl: 'http://fhir.invalid/fhir', timeoutMs: 5_000 });
    expect(await nowhere.send(neutralToPut())).toMatchObject({
      failure: { code: 'FHIR_UNAVAILABLE', class: 'transient' },
    });
    await nowhere.close();
  });

  it('posts once to the base, as R4 says, and asks for a short answer', async () => {
    expect(await target.send(neutralToPut())).toMatchObject({ ok: true });
    expect(server.received).toMatchObject([
      {
        method: 'POST',
        url: '/fhir',
        headers: { prefer: 'return=minimal', 'content-type': 'application/fhir+json' },
      },
    ]);
    expect(server.received[0]?.headers).not.toHaveProperty('x-medplum');
  });

  it.each([
    ['read', () => target.read('Observation', 'o1')],
    ['search', () => target.find('Patient', 'identifier=a|b')],
    ['metadata', () => target.capabilities()],
  ] as const)('a %s is never ambiguous', async (on, ask) => {
    for (const fault of [{ drop: true }, { delayMs: 6_000 }, { body: `{"${NAME}` }, { status: 500 }]) {
      server.fail({ on, ...fault });
      const answer = await ask();
      expect(answer).toMatchObject({ failure: { code: 'FHIR_UNAVAILABLE', class: 'transient' } });
      expect(JSON.stringify(answer)).not.toContain(NAME);
    }
  });

  it('reads, and says what is not there', async () => {
    const id = server.store.add({ resourceType: 'Patient', active: true });
    expect(await target.read('Patient', id)).toMatchObject({ ok: true, value: { id, active: true } });
    expect(await target.read('Patient', 'nobody')).toEqual({ ok: true, value: undefined });
    server.fail({ on: 'read', status: 410 });
    expect(await target.read('Patient', id)).toEqual({ ok: true, value: undefined });
  });

  it('never answers from memory', async () => {
    const id = server.store.add({ resourceType: 'Patient', active: true });
    await target.read('Patient', id);
    server.store.remove('Patient', id);
    expect(await target.read('Patient', id)).toEqual({ ok: true, value: undefined });
  });

  function neutralToPut() {
    const bundle = aCareBundle();
    return { ...bundle, entry: bundle.entry?.slice(1) ?? [] };
  }
});
