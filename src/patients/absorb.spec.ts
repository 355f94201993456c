import { absorb } from './absorb.js';
import { type Identifier, type Identity, NO_IDENTITY } from './identity.js';
import { currentIpps, mainPatientIdentifier } from './keys.js';
import { mergeIdentity } from './merge.js';
import { settleMerge } from './settle-merge.js';

const ipp = (value: string): Identifier => ({ kind: 'IPP', value, authority: { oid: '2.999.1' } });
const of = (over: Partial<Identity>): Identity => ({ ...NO_IDENTITY, ...over });

const absorbed = of({
  ...{ birthName: 'INCONNU', firstNames: ['X'], birthDate: '1900-01-01', status: ['PROV'] },
  ...{ identifiers: [ipp('A')], phones: ['01 99 00 00 01'] },
});
const survivor = of({
  ...{ birthName: 'VASSEROT', firstNames: ['Élise'], birthDate: '1961-04-17', status: ['VALI'] },
  identifiers: [ipp('B')],
});

describe('an identity that absorbs another', () => {
  const merged = absorb({ survivor, prior: [ipp('A')] }, survivor, absorbed);

  it('keeps its traits; the other’s number is old and its names are still searched', () => {
    expect(merged).toMatchObject({
      ...{ birthName: 'VASSEROT', firstNames: ['Élise'], birthDate: '1961-04-17', status: ['VALI'] },
      ...{ otherNames: ['INCONNU'], otherFirstNames: ['X'] },
    });
    expect(merged.identifiers).toEqual([ipp('B'), { ...ipp('A'), use: 'old' }]);
    expect(merged).not.toHaveProperty('pseudonymAnchor');
  });

  it('is who a report of the absorbed number is about, whatever its traits', () => {
    const view = mergeIdentity(merged, { ...absorbed, status: ['VALI'] });
    expect(mainPatientIdentifier(view)).toEqual(ipp('B'));
    expect(view).toMatchObject({ birthName: 'VASSEROT', birthDate: '1961-04-17', status: ['VALI'] });
  });

  it('keeps the number old though a later message repeats it', () => {
    const said = of({ ...survivor, identifiers: [ipp('A'), ipp('B')] });
    expect(currentIpps(mergeIdentity(merged, said))).toEqual([ipp('B')]);
    expect(currentIpps(absorb({ survivor: said, prior: [ipp('A')] }, undefined, undefined))).toEqual([
      ipp('B'),
    ]);
  });

  it('passes on what it had absorbed itself', () => {
    const last = absorb({ survivor: of({ identifiers: [ipp('C')] }), prior: [ipp('B')] }, undefined, merged);
    expect(currentIpps(last)).toEqual([ipp('C')]);
    expect(last.identifiers.filter(({ use }) => use === 'old').map(({ value }) => value)).toEqual(['B', 'A']);
  });

  it('goes on under the absorbed number’s surrogates only where nobody had spoken of it', () => {
    const renamed = absorb({ survivor, prior: [ipp('A')] }, undefined, absorbed);
    expect(renamed.pseudonymAnchor).toEqual(ipp('A'));
    const again = absorb(
      { survivor: of({ identifiers: [ipp('C')] }), prior: [ipp('B')] },
      undefined,
      renamed,
    );
    expect(again.pseudonymAnchor).toEqual(ipp('A'));
  });

  it('takes no INS from the identity that goes', () => {
    const ins: Identifier = { kind: 'INS', value: '2'.repeat(15), authority: { oid: '1.2.250.1.213.1.4.8' } };
    const gone = of({ ...absorbed, identifiers: [ipp('A'), ins], status: ['VALI'] });
    const { identifiers } = absorb({ survivor, prior: [ipp('A')] }, survivor, gone);
    expect(identifiers).toContainEqual({ ...ins, use: 'old' });
  });
});

describe('where a merge leads', () => {
  const keys = { survivor: 'b', survivorRoot: 'b', absorbed: 'a', absorbedRoot: 'a' };
  const codeOf = (over: Partial<typeof keys>) => {
    const settled = settleMerge({ ...keys, ...over });
    return settled.ok ? settled.value : settled.failure.code;
  };

  it.each([
    ['to the identity that stays', {}, 'b'],
    ['to what that one was merged into', { survivorRoot: 'c' }, 'c'],
    ['nowhere new when it is told again', { absorbedRoot: 'b' }, undefined],
    ['nowhere new when both were merged into a third', { absorbedRoot: 'c', survivorRoot: 'c' }, undefined],
    ['into itself: refused', { survivor: 'a', survivorRoot: 'a' }, 'MERGE_WITH_ITSELF'],
    ['round in a cycle: refused', { survivorRoot: 'a' }, 'MERGE_CYCLE'],
    ['elsewhere than before: refused', { absorbedRoot: 'c' }, 'MERGE_ELSEWHERE'],
  ])('%s', (_name, over, expected) => expect(codeOf(over)).toBe(expected));
});
