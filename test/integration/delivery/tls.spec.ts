import { createFhirTarget, type FhirTarget, lacking, type TlsOptions } from '../../../src/delivery/index.js';
import { type FakeFhirServer, startFakeFhirServer } from '../../support/fhir/fake-fhir-server.js';
import { testTls } from '../../support/tls/tls-files.js';

const { ca, server: ours, client } = testTls();

describe('mutual TLS', () => {
  let server: FakeFhirServer;
  let target: FhirTarget | undefined;
  beforeEach(async () => {
    server = await startFakeFhirServer({ tls: { ...ours, ca, requestCert: true, rejectUnauthorized: true } });
  });
  afterEach(async () => {
    await target?.close();
    await server.close();
  });

  const ask = (tls?: TlsOptions) => {
    target = createFhirTarget({
      name: 'care',
      baseUrl: server.baseUrl,
      timeoutMs: 3_000,
      ...(tls && { tls }),
    });
    return target.capabilities();
  };

  it('talks to a server that knows us and that we know', async () => {
    const answer = await ask({ ca, ...client });
    expect(answer).toMatchObject({ ok: true, value: { fhirVersion: '4.0.1', transaction: true } });
  });

  it.each([
    ['an authority we do not know', { ...client }],
    ['no certificate of ours', { ca }],
  ])('fails for a while with %s, and sends nothing', async (_what, tls) => {
    const answer = await ask(tls);
    expect(answer).toMatchObject({ ok: false, failure: { class: 'transient' } });
    expect(server.received).toEqual([]);
  });

  it('names the cause an operator must heal', async () => {
    expect(await ask({ ...client })).toMatchObject({ failure: { code: 'FHIR_UNTRUSTED' } });
  });

  it('tells what a write mode lacks on this server', async () => {
    const answer = await ask({ ca, ...client });
    if (!answer.ok) throw new Error(answer.failure.message);
    expect(lacking(answer.value, 'put', ['Observation', 'Patient'])).toEqual(['Patient.updateCreate']);
    expect(lacking(answer.value, 'conditional-put', ['Observation'])).toEqual([
      'Observation.conditionalUpdate',
    ]);
    expect(lacking(answer.value, 'if-none-exist', ['Observation'])).toEqual([]);
    expect(lacking({ ...answer.value, fhirVersion: '5.0.0', transaction: false }, 'put', [])).toEqual([
      'FHIR R4',
      'transaction',
    ]);
  });
});
