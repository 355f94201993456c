import { networkFailure } from './network-failures.js';

const fetchFailed = (code: string) =>
  Object.assign(new TypeError('fetch failed for Durand'), {
    cause: Object.assign(new Error('Durand'), { code }),
  });
const timeout = new DOMException('Durand', 'TimeoutError');

describe('networkFailure', () => {
  it.each([
    ['ECONNREFUSED', 'FHIR_UNAVAILABLE', 'FHIR_UNAVAILABLE'],
    ['ENOTFOUND', 'FHIR_UNAVAILABLE', 'FHIR_UNAVAILABLE'],
    ['EAI_AGAIN', 'FHIR_UNAVAILABLE', 'FHIR_UNAVAILABLE'],
    ['UND_ERR_CONNECT_TIMEOUT', 'FHIR_UNAVAILABLE', 'FHIR_UNAVAILABLE'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'FHIR_UNTRUSTED', 'FHIR_UNTRUSTED'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'FHIR_UNTRUSTED', 'FHIR_UNTRUSTED'],
    ['ECONNRESET', 'FHIR_INTERRUPTED', 'FHIR_UNAVAILABLE'],
    ['UND_ERR_SOCKET', 'FHIR_INTERRUPTED', 'FHIR_UNAVAILABLE'],
    ['UND_ERR_HEADERS_TIMEOUT', 'FHIR_TIMEOUT', 'FHIR_UNAVAILABLE'],
    ['SOMETHING_NEW', 'FHIR_INTERRUPTED', 'FHIR_UNAVAILABLE'],
  ])('%s: a write is %s, a read is %s', (code, write, read) => {
    const of = (reads: boolean) => networkFailure(fetchFailed(code), { place: 'test', reads });
    expect(of(false)).toMatchObject({ failure: { code: write } });
    expect(of(true)).toMatchObject({ failure: { code: read } });
  });

  it('is a timeout when ours ran out', () => {
    expect(networkFailure(timeout, { place: 'test', reads: false })).toMatchObject({
      failure: { code: 'FHIR_TIMEOUT', class: 'ambiguous' },
    });
  });

  it('reads the first of several addresses tried', () => {
    const both = new AggregateError([Object.assign(new Error('Durand'), { code: 'ECONNREFUSED' })]);
    const error = Object.assign(new TypeError('fetch failed'), { cause: both });
    expect(networkFailure(error, { place: 'test', reads: false })).toMatchObject({
      failure: { code: 'FHIR_UNAVAILABLE', message: 'no connection (ECONNREFUSED) to test' },
    });
  });

  it('repeats no message', () => {
    for (const error of [fetchFailed('ECONNRESET'), timeout, 'Durand', undefined]) {
      expect(JSON.stringify(networkFailure(error, { place: 'test', reads: false }))).not.toContain('Durand');
    }
  });
});
