import { pointersOf, repoint } from './references.js';

const provenance = {
  resourceType: 'Provenance',
  target: [{ reference: 'Observation/a' }, { reference: 'Observation/b' }],
  entity: [{ what: { reference: 'DocumentReference/d', display: 'Observation/a' } }],
  extension: [{ url: 'http://example.org/x', valueReference: { reference: 'Observation/a' } }],
};

describe('references', () => {
  it('finds every pointer, however deep', () => {
    const pointers = pointersOf(provenance);
    expect(pointers.filter((one) => one.startsWith('Observation'))).toHaveLength(3);
    expect(pointers).toContain('DocumentReference/d');
  });

  it('moves pointers and nothing else', () => {
    const moved = repoint(provenance, new Map([['Observation/a', 'urn:uuid:1']]));
    expect(moved.target).toEqual([{ reference: 'urn:uuid:1' }, { reference: 'Observation/b' }]);
    expect(moved.extension[0]).toEqual({
      url: 'http://example.org/x',
      valueReference: { reference: 'urn:uuid:1' },
    });
    expect(moved.entity[0]?.what.display).toBe('Observation/a');
    expect(provenance.target[0]?.reference).toBe('Observation/a');
  });

  it('moves what an attachment points at', () => {
    const attachment = { attachment: { url: 'Binary/b', title: 'Binary/b' } };
    expect(repoint(attachment, new Map([['Binary/b', 'Binary/s']]))).toEqual({
      attachment: { url: 'Binary/s', title: 'Binary/b' },
    });
  });
});
