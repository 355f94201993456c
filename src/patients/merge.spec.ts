import { type Identity, NO_IDENTITY } from './identity.js';
import { mergeIdentity } from './merge.js';

const of = (over: Partial<Identity>): Identity => ({ ...NO_IDENTITY, ...over });

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
