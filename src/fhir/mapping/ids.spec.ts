import { type ResultIds, resultIds } from './results/context.js';
import { keyIdentifier, makeId, slug } from './ids.js';
import { anIdKey, someSettings } from './spec-builders.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe('ids', () => {
  it('have the form of a version 8 UUID', () => {
    expect(makeId(anIdKey(), 'Patient', 'IPP', '42')).toMatch(UUID);
  });

  it('follow from the parts and the key alone', () => {
    const id = makeId(anIdKey(), 'a', 'b');
    expect(makeId(anIdKey(), 'a', 'b')).toBe(id);
    expect(makeId(anIdKey(), 'ab')).not.toBe(id);
    expect(makeId(anIdKey('other'), 'a', 'b')).not.toBe(id);
  });

  it('refuse a key that is not a 64-digit hash', () => {
    expect(() => makeId(() => 'short', 'a')).toThrow('64');
  });

  it('stand in an identifier of the site', () => {
    expect(keyIdentifier(someSettings(), 'Observation', 'x')).toEqual({
      system: 'urn:passerelle:chu-essai:key:observation',
      value: 'x',
    });
  });

  it('write names as pieces of a URI', () => {
    expect(slug("Hôpital de l'Île ")).toBe('hopital-de-l-ile');
  });
});

describe('ids of results', () => {
  const first = (ids: ResultIds) => ids('Observation', 'tumor-biomarkers', ['HER2', 'IHC', '', 'current']);

  it('tell two results about the same thing apart by their order', () => {
    const ids = resultIds(anIdKey(), 'l');
    expect(first(ids)).not.toBe(first(ids));
  });

  it('are the same in another version of the document, in any case and spacing', () => {
    const again = resultIds(anIdKey(), 'l')('Observation', 'tumor-biomarkers', [
      'her2 ',
      'ihc',
      '',
      'current',
    ]);
    expect(again).toBe(first(resultIds(anIdKey(), 'l')));
  });

  it('differ between documents, use cases and types', () => {
    const parts = ['HER2', 'IHC', '', 'current'];
    const made = [
      first(resultIds(anIdKey(), 'l')),
      first(resultIds(anIdKey(), 'm')),
      resultIds(anIdKey(), 'l')('Observation', 'infections', parts),
      resultIds(anIdKey(), 'l')('Flag', 'tumor-biomarkers', parts),
    ];
    expect(new Set(made).size).toBe(4);
  });
});
