import { type Bundle } from '@medplum/fhirtypes';
import { readSentBundle } from './sent-bundle.js';

const sent: Bundle = {
  resourceType: 'Bundle',
  type: 'transaction',
  entry: [{ request: { method: 'PUT', url: 'Observation/o1' } }],
};
const answer = (response: object | undefined, resource?: object) => ({
  resourceType: 'Bundle',
  type: 'transaction-response',
  entry: [{ ...(response && { response }), ...(resource && { resource }) }],
});

describe('readSentBundle', () => {
  it.each([
    [{ status: '201 Created', location: 'Observation/x1/_history/3', etag: 'W/"3"' }, 'x1', '3', 201],
    [{ status: '200', location: 'https://fhir.example/r4/Observation/x1/_history/7' }, 'x1', '7', 200],
    [{ status: '200 OK', location: '/fhir/Observation/x1' }, 'x1', undefined, 200],
    [{ status: '200', etag: '"2"' }, 'o1', '2', 200],
  ])('reads %j', (response, id, versionId, status) => {
    const read = readSentBundle(sent, answer(response), 'test');
    const version = versionId === undefined ? {} : { versionId };
    expect(read).toEqual({
      ok: true,
      value: { resources: [{ type: 'Observation', id, status, ...version }] },
    });
  });

  it('takes the id from the resource where the location is missing', () => {
    const resource = { resourceType: 'Observation', id: 'x9', meta: { versionId: '4' } };
    const read = readSentBundle(sent, answer({ status: '201' }, resource), 'test');
    expect(read).toMatchObject({ value: { resources: [{ id: 'x9', versionId: '4' }] } });
  });

  it.each([
    ['nothing', undefined],
    ['a page', '<html>'],
    ['the Bundle sent back', sent],
    ['a resource', { resourceType: 'OperationOutcome' }],
    ['no entry', { resourceType: 'Bundle', type: 'transaction-response' }],
    ['an entry without an answer', answer(undefined)],
    ['an entry refused', answer({ status: '422' })],
    ['a status that is a word', answer({ status: 'ok', location: 'Observation/x1' })],
  ])('takes %s for an answer of unknown outcome', (_what, body) => {
    expect(readSentBundle(sent, body, 'test')).toMatchObject({
      failure: { code: 'FHIR_ANSWER_UNREADABLE', class: 'ambiguous' },
    });
  });

  it('wants to know where a created resource is', () => {
    const posted: Bundle = { ...sent, entry: [{ request: { method: 'POST', url: 'Observation' } }] };
    expect(readSentBundle(posted, answer({ status: '201' }), 'test').ok).toBe(false);
  });
});
