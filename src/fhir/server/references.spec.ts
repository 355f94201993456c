import { pointersOf, repoint } from './references.js';

const observation = {
  resourceType: 'Observation',
  subject: { reference: 'urn:uuid:p' },
  derivedFrom: [{ reference: 'urn:uuid:d' }, { reference: 'Observation/1' }],
  identifier: [{ system: 'urn:ietf:rfc:3986', value: 'urn:uuid:p' }],
  extension: [{ url: 'http://example.org/x', valueUri: 'urn:uuid:other' }],
};

describe('pointers of a resource', () => {
  it('are its references and uris, and no plain string', () => {
    expect([...pointersOf(observation)]).toEqual([
      ['urn:uuid:p', true],
      ['urn:uuid:d', true],
      ['Observation/1', true],
      ['http://example.org/x', false],
      ['urn:uuid:other', false],
    ]);
  });

  it('are replaced where the Bundle knows them, and the sender keeps what was sent', () => {
    const before = structuredClone(observation);
    const after = repoint(observation, new Map([['urn:uuid:p', 'Patient/1']]));
    expect(after).toEqual({ ...before, subject: { reference: 'Patient/1' } });
    expect(observation).toEqual(before);
    expect(after.derivedFrom).toBe(observation.derivedFrom);
  });

  it('stay as they are inside a document', () => {
    const document = { resourceType: 'Bundle', type: 'document', entry: [{ resource: observation }] };
    expect(pointersOf(document).size).toBe(0);
    expect(repoint(document, new Map([['urn:uuid:p', 'Patient/1']]))).toBe(document);
  });
});
