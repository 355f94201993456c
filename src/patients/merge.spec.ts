import { inseeCode } from './birth-place.js';
import { type Identity, NO_IDENTITY } from './identity.js';
import { mergeIdentity, rememberIdentity } from './merge.js';
import { qualifiedIns } from './trust.js';

const of = (over: Partial<Identity>): Identity => ({ ...NO_IDENTITY, ...over });

describe('a place of birth', () => {
  const merged = (before: Partial<Identity>, now: Partial<Identity>) => {
    const { birthPlace, birthPlaceCode } = mergeIdentity(of(before), of(now));
    return [birthPlace, birthPlaceCode];
  };

  it('is a name and a code that go together', () => {
    const before = { birthPlace: 'Valmont', birthPlaceCode: '99901' };
    expect(merged(before, { birthPlace: 'VALMONT' })).toEqual(['VALMONT', '99901']);
    expect(merged(before, { birthPlaceCode: '99901' })).toEqual(['Valmont', '99901']);
    expect(merged(before, { birthPlace: 'Castelvieil' })).toEqual(['Castelvieil', undefined]);
    expect(merged(before, { birthPlaceCode: '99902' })).toEqual([undefined, '99902']);
    const validated = { ...before, status: ['VALI'] };
    expect(merged(validated, { birthPlaceCode: '99902' })).toEqual(['Valmont', '99901']);
  });

  it.each([
    ['63220', '63220'],
    [' 2b004 ', '2B004'],
    ['99109', '99109'],
    ['2C004', undefined],
    ['6322', undefined],
    ['VALMONT', undefined],
    ['', undefined],
    ['6'.repeat(3_000_000), undefined],
  ])('has an INSEE code of five: %#', (text, code) => expect(inseeCode(text)).toBe(code));
});

describe('a death', () => {
  const merged = (before: Partial<Identity>, now: Partial<Identity>) => {
    const { deceased, deathDate } = mergeIdentity({ ...NO_IDENTITY, ...before }, { ...NO_IDENTITY, ...now });
    return [deceased, deathDate];
  };
  const dead = { deceased: true, deathDate: '2026-03-09' };

  it('once said stays said, gets its date, and is taken back by a word only', () => {
    expect(merged(dead, {})).toEqual([true, '2026-03-09']);
    expect(merged({ deceased: true }, dead)).toEqual([true, '2026-03-09']);
    expect(merged(dead, { deceased: true })).toEqual([true, '2026-03-09']);
    expect(merged(dead, { deceased: false })).toEqual([false, undefined]);
  });

  it('is not said of a validated identity by a provisional one', () => {
    const alive = { status: ['VALI'], deceased: false };
    expect(merged(alive, { status: ['PROV'], ...dead })[0]).toBe(false);
  });
});

describe('what is known of a patient, completed by a message', () => {
  it('keeps every family name: texts still hold the former one', () => {
    const known = of({ lastName: 'VASSEROT', otherNames: ['VASSEROT-TELLINE'], birthDate: '1961-04-17' });
    const merged = mergeIdentity(known, of({ lastName: 'MALAGUTTI', birthDate: '1961-04-17' }));
    expect(merged.lastName).toBe('MALAGUTTI');
    expect(merged.otherNames).toEqual(['VASSEROT-TELLINE', 'VASSEROT']);
  });

  it('keeps every first name, those of the message first', () => {
    const merged = mergeIdentity(of({ firstNames: ['Élodie', 'Rose'] }), of({ firstNames: ['Elodie'] }));
    expect(merged.firstNames).toEqual(['Elodie', 'Rose']);
  });

  it('lists no other name that is the name used or the birth name', () => {
    const known = of({ lastName: 'VASSEROT', otherNames: ['MALAGUTTI'] });
    expect(mergeIdentity(known, of({ birthName: 'MALAGUTTI' }))).not.toHaveProperty('otherNames');
  });

  it('does not mix two people who share a number: another name and another birth date', () => {
    const known = of({
      lastName: 'VASSEROT',
      birthDate: '1961-04-17',
      phones: ['01 99 00 00 01'],
      identifiers: [{ kind: 'INS', value: 'first' }],
    });
    const said = of({
      lastName: 'TELLINE',
      birthDate: '1988-12-02',
      identifiers: [{ kind: 'IPP', value: '1' }],
    });
    expect(mergeIdentity(known, said)).toEqual(said);
  });

  it('takes a corrected birth date of the same name, and a new name with the same birth date', () => {
    const known = of({ lastName: 'VASSEROT', birthDate: '1961-04-17', phones: ['01 99 00 00 01'] });
    expect(mergeIdentity(known, of({ lastName: 'Vasserot', birthDate: '1961-04-11' })).phones).toHaveLength(
      1,
    );
    expect(mergeIdentity(known, of({ lastName: 'TELLINE', birthDate: '1961-04-17' })).phones).toHaveLength(1);
  });
});

describe('the more reliable identity gives the traits', () => {
  const ipp = { kind: 'IPP', value: '1', authority: { name: 'A' } } as const;
  const ins = (arc: number) =>
    ({ kind: 'INS', value: '2'.repeat(15), authority: { oid: `1.2.250.1.213.1.4.${arc}` } }) as const;
  const validated = of({
    ...{ birthName: 'VASSEROT', firstNames: ['Élise'], sex: 'F', birthDate: '1961-04-17' },
    ...{ status: ['VALI'], identifiers: [ipp] },
  });

  it('keeps a validated identity against a provisional one, whose names are still searched', () => {
    const said = of({
      ...{ birthName: 'VASEROT', firstNames: ['Lise'], sex: 'M', birthDate: '1961-04-17' },
      ...{ status: ['PROV'], identifiers: [ipp], phones: ['01 99 00 00 02'] },
    });
    expect(mergeIdentity(validated, said)).toEqual({
      ...validated,
      otherNames: ['VASEROT'],
      otherFirstNames: ['Lise'],
      phones: ['01 99 00 00 02'],
    });
  });

  it('keeps it against a message that says no status, and takes what it did not know', () => {
    const merged = mergeIdentity(validated, of({ lastName: 'TELLINE', birthName: 'X', identifiers: [ipp] }));
    expect(merged).toMatchObject({ birthName: 'VASSEROT', lastName: 'TELLINE', status: ['VALI'] });
  });

  it('takes the traits of a qualified identity that comes later', () => {
    const qualified = of({ ...validated, birthName: 'MALAGUTTI', identifiers: [ipp, ins(8)] });
    const merged = mergeIdentity(validated, qualified);
    expect(merged.birthName).toBe('MALAGUTTI');
    expect(qualifiedIns(merged)).toEqual([ins(8)]);
    expect(mergeIdentity(merged, validated).birthName).toBe('MALAGUTTI');
  });

  it('never takes the INS of an identity that is not qualified', () => {
    const provisional = of({ ...validated, status: ['PROV'], identifiers: [ipp, ins(8)] });
    for (const merged of [mergeIdentity(validated, provisional), mergeIdentity(provisional, validated)]) {
      expect(qualifiedIns(merged)).toEqual([]);
      expect(merged.identifiers.map(({ value }) => value)).toContain(ins(8).value);
    }
    expect(qualifiedIns(of({ ...validated, identifiers: [ins(10), ins(8)] }))).toEqual([ins(10)]);
    expect(qualifiedIns(of({ ...validated, identifiers: [ins(2)] }))).toEqual([]);
    expect(
      qualifiedIns(of({ ...validated, status: ['VALI', 'FICT'], identifiers: [ins(10), ins(8)] })),
    ).toEqual([ins(10)]);
  });

  it('adds a doubt without changing the traits, and drops it with a validated identity', () => {
    const qualified = of({ ...validated, identifiers: [ipp, ins(8)] });
    const doubted = mergeIdentity(
      qualified,
      of({ birthName: 'AUTRE', status: ['DOUT'], identifiers: [ipp] }),
    );
    expect(doubted).toMatchObject({ birthName: 'VASSEROT', status: ['VALI', 'DOUT'] });
    expect(qualifiedIns(doubted)).toEqual([]);
    const cleared = mergeIdentity(doubted, qualified);
    expect(cleared.status).toEqual(['VALI']);
    expect(qualifiedIns(cleared)).toEqual([ins(8)]);
  });

  it('keeps of two people with one number the more reliable', () => {
    const other = of({ birthName: 'TELLINE', birthDate: '1988-12-02', status: ['PROV'], identifiers: [ipp] });
    expect(rememberIdentity(validated, other)).toEqual(validated);
    expect(mergeIdentity(validated, other)).toEqual(other);
    expect(rememberIdentity(other, validated)).toEqual(validated);
  });
});
