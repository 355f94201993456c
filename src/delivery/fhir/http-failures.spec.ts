import { httpFailure } from './http-failures.js';

const now = new Date('2026-01-05T10:00:00Z');
const failureOf = (status: number, retryAfter: string | null = null, body: unknown = undefined) =>
  httpFailure({ status, retryAfter, body }, 'the care FHIR server, transaction', now);

/** The failure table of the room: docs/adr/0006-write-modes.md. */
const TABLE: readonly (readonly [number, string, string])[] = [
  ...[302, 307].map((status) => [status, 'FHIR_UNAVAILABLE', 'transient'] as const),
  ...[408, 425, 429, 500, 502, 503, 504, 507].map(
    (status) => [status, 'FHIR_UNAVAILABLE', 'transient'] as const,
  ),
  ...[409, 412].map((status) => [status, 'FHIR_CONFLICT', 'transient'] as const),
  ...[401, 403, 407].map((status) => [status, 'FHIR_UNAUTHORIZED', 'transient'] as const),
  ...[400, 404, 405, 410, 413, 415, 422, 451, 501].map(
    (status) => [status, 'FHIR_REJECTED', 'permanent'] as const,
  ),
];

describe('httpFailure', () => {
  it.each(TABLE)('HTTP %i is %s, %s', (status, code, failureClass) => {
    expect(failureOf(status)).toMatchObject({ ok: false, failure: { code, class: failureClass } });
  });

  it('keeps what the server asked to wait', () => {
    expect(failureOf(503, '30')).toMatchObject({ failure: { retryAfterSeconds: 30 } });
    expect(failureOf(429, 'Mon, 05 Jan 2026 10:01:00 GMT')).toMatchObject({
      failure: { retryAfterSeconds: 60 },
    });
    expect(failureOf(503, 'soon')).toEqual({
      ok: false,
      failure: {
        code: 'FHIR_UNAVAILABLE',
        class: 'transient',
        message: 'HTTP 503 from the care FHIR server, transaction',
      },
    });
  });

  it('says where and why', () => {
    const issue = [{ severity: 'error', code: 'required', expression: ['Observation.status'] }];
    expect(failureOf(422, null, { resourceType: 'OperationOutcome', issue })).toMatchObject({
      failure: { message: 'HTTP 422 from the care FHIR server, transaction: required at Observation.status' },
    });
  });
});
