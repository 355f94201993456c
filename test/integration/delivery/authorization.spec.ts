import { createFhirTarget, type FhirAuth, type FhirTarget } from '../../../src/delivery/index.js';
import { type FakeFhirServer, startFakeFhirServer } from '../../support/fhir/fake-fhir-server.js';

const SECRET = 'p:ss wörd+/';

describe('authorization', () => {
  let server: FakeFhirServer;
  let target: FhirTarget;
  let valid: Set<string>;
  let given: number;
  let lifetime: number | undefined;
  let now: Date;

  beforeEach(async () => {
    valid = new Set();
    given = 0;
    lifetime = 300;
    now = new Date('2026-01-05T10:00:00Z');
    server = await startFakeFhirServer({
      admits: (header) => valid.has(header ?? ''),
      token: () => {
        given += 1;
        valid.add(`Bearer token-${given}`);
        return { access_token: `token-${given}`, token_type: 'Bearer', expires_in: lifetime };
      },
    });
  });
  afterEach(async () => {
    await target.close();
    await server.close();
  });

  const targetWith = (auth: FhirAuth): FhirTarget => {
    target = createFhirTarget({
      name: 'care',
      baseUrl: server.baseUrl,
      auth,
      timeoutMs: 2_000,
      clock: { now: () => now },
    });
    return target;
  };
  const credentials = (more: object = {}): FhirAuth => ({
    kind: 'client-credentials',
    tokenUrl: server.tokenUrl,
    clientId: 'passerelle',
    clientSecret: SECRET,
    scope: 'system/*.write',
    ...more,
  });
  const asked = (kind: string) => server.received.filter((one) => one.kind === kind);

  it('sends nothing where nothing is configured', async () => {
    const answer = await targetWith({ kind: 'none' }).capabilities();
    expect(answer).toMatchObject({ failure: { code: 'FHIR_UNAUTHORIZED', class: 'transient' } });
    expect(server.received[0]?.headers.authorization).toBeUndefined();
  });

  it('sends a user and a password', async () => {
    valid.add(`Basic ${Buffer.from(`svc:${SECRET}`).toString('base64')}`);
    expect(
      await targetWith({ kind: 'basic', username: 'svc', password: SECRET }).capabilities(),
    ).toMatchObject({
      ok: true,
    });
  });

  it('sends a fixed token, and does not insist when it is refused', async () => {
    valid.add('Bearer fixed');
    expect(await targetWith({ kind: 'bearer', token: 'fixed' }).capabilities()).toMatchObject({ ok: true });
    valid.clear();
    expect(await target.capabilities()).toMatchObject({ failure: { code: 'FHIR_UNAUTHORIZED' } });
    expect(server.received).toHaveLength(2);
  });

  it('asks for a token once, whoever waits for it', async () => {
    targetWith(credentials());
    const answers = await Promise.all(Array.from({ length: 5 }, () => target.capabilities()));
    expect(answers.every(({ ok }) => ok)).toBe(true);
    expect(asked('token')).toHaveLength(1);
    const [{ headers, body }] = asked('token') as [ReturnType<typeof asked>[number]];
    expect(new URLSearchParams(body)).toEqual(
      new URLSearchParams({ grant_type: 'client_credentials', scope: 'system/*.write' }),
    );
    // RFC 6749, 2.3.1: each part is form-encoded first.
    const sent = Buffer.from(headers.authorization?.slice(6) ?? '', 'base64').toString();
    expect(sent).toBe('passerelle:p%3Ass+w%C3%B6rd%2B%2F');
  });

  it('can name itself in the body', async () => {
    await targetWith(credentials({ credentialsIn: 'body' })).capabilities();
    const [request] = asked('token');
    expect(request?.headers.authorization).toBeUndefined();
    expect(new URLSearchParams(request?.body).get('client_secret')).toBe(SECRET);
  });

  it('renews a token before it expires, and not sooner', async () => {
    await targetWith(credentials()).capabilities();
    now = new Date(now.getTime() + 269_000);
    await target.capabilities();
    expect(given).toBe(1);
    now = new Date(now.getTime() + 2_000);
    await target.capabilities();
    expect(given).toBe(2);
  });

  it('makes do with a token of unknown or very short life', async () => {
    lifetime = undefined;
    await targetWith(credentials()).capabilities();
    lifetime = 1;
    now = new Date(now.getTime() + 300_000);
    await target.capabilities();
    await target.capabilities();
    expect(given).toBe(2);
  });

  it('renews a token the server revoked, once', async () => {
    await targetWith(credentials()).capabilities();
    valid.clear();
    expect(await target.capabilities()).toMatchObject({ ok: true });
    expect(given).toBe(2);
  });

  it('does not run in circles when every token is refused', async () => {
    server.fail({ on: 'metadata', status: 401 }, { on: 'metadata', status: 401 });
    expect(await targetWith(credentials()).capabilities()).toMatchObject({
      failure: { code: 'FHIR_UNAUTHORIZED' },
    });
    expect(asked('metadata')).toHaveLength(2);
    expect(given).toBe(2);
  });

  it.each([
    [
      'refuses the client',
      { status: 401, body: { error: 'invalid_client', error_description: SECRET } },
      'FHIR_UNAUTHORIZED',
    ],
    ['is broken', { status: 503 }, 'FHIR_UNAVAILABLE'],
    ['hangs up', { drop: true }, 'FHIR_UNAVAILABLE'],
    ['gives no token', { status: 200, body: {} }, 'FHIR_UNAUTHORIZED'],
    [
      'gives a token that would break a header',
      { status: 200, body: { access_token: 'a\nb' } },
      'FHIR_UNAUTHORIZED',
    ],
    ['is a page', { status: 200, body: '<html>' }, 'FHIR_UNAUTHORIZED'],
  ])('fails for a while when the token endpoint %s', async (_what, fault, code) => {
    server.fail({ on: 'token', ...fault });
    const answer = await targetWith(credentials()).capabilities();
    expect(answer).toMatchObject({ failure: { code, class: 'transient' } });
    expect(JSON.stringify(answer)).not.toContain(SECRET);
    expect(asked('metadata')).toEqual([]);
    // And heals with it.
    expect(await target.capabilities()).toMatchObject({ ok: true });
  });
});
