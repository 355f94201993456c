import { type Annotation, filledFields } from './filled-fields.js';

const rect = [100, 700, 300, 720];
const texts = (...annotations: Annotation[]): string[] => filledFields(annotations).map(({ str }) => str);

describe('the fields of a form', () => {
  it('are read with what was filled in', () => {
    expect(
      texts(
        { subtype: 'Widget', fieldType: 'Tx', fieldValue: 'pT2 N0', rect },
        { subtype: 'Widget', fieldType: 'Tx', fieldValue: 'deux\nlignes', rect },
        {
          subtype: 'Widget',
          fieldType: 'Ch',
          fieldValue: ['o'],
          options: [{ exportValue: 'o', displayValue: 'oui' }],
          rect,
        },
        { subtype: 'Widget', fieldType: 'Btn', checkBox: true, fieldValue: 'Yes', rect },
        { subtype: 'Widget', fieldType: 'Btn', radioButton: true, fieldValue: 'a', buttonValue: 'b', rect },
        { subtype: 'FreeText', contentsObj: { str: 'ajouté' }, rect },
      ),
    ).toEqual(['pT2 N0', 'deux', 'lignes', 'oui', '[x]', '[ ]', 'ajouté']);
  });

  it('are not read where nothing is seen: hidden, password, note, stamp, link, signature', () => {
    expect(
      texts(
        { subtype: 'Widget', fieldType: 'Tx', fieldValue: 'caché', annotationFlags: 2, rect },
        { subtype: 'Widget', fieldType: 'Tx', fieldValue: 'secret', password: true, rect },
        { subtype: 'Text', contentsObj: { str: 'note' }, rect },
        { subtype: 'Stamp', contentsObj: { str: 'COPIE' }, rect },
        { subtype: 'Link', rect },
        { subtype: 'Widget', fieldType: 'Sig', fieldValue: null, rect },
      ),
    ).toEqual([]);
  });
});
