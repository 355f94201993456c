import { aDocument, aPseudonymizer, known, testKeys } from '../../../test/support/pseudonymization/index.js';

const KEYS = Array.from({ length: 24 }, (_, at) => `key ${String(at)}`);

async function written(text: string, key: string): Promise<string> {
  const made = await aPseudonymizer({ keys: testKeys(key) }).pseudonymize(aDocument(text), known());
  if (!made.ok) throw new Error(made.failure.message);
  return made.value.text;
}

describe('the name of a place of care', () => {
  it.each([
    ['Opérée à Necker.', /Necker/i],
    ['Suivi à Gustave Roussy.', /Gustave|Roussy/i],
    ['ADRESSE AU VAL DE GRACE', /VAL DE|GRACE/i],
    ['EHPAD Les Fauvettes. Elle se plaît aux Fauvettes.', /Fauvettes/i],
    ['Clinique Les Tilleuls, puis retour aux Tilleuls.', /Tilleuls/i],
    ['EHPAD Le Belvédère', /Belv[ée]d[èe]re/i],
    ['Transféré de l’hôpital Édouard\nLavallière hier.', /Édouard|Lavallière/i],
  ])('%j stays in no part', async (text, own) => {
    for (const key of KEYS) expect(await written(text, key)).not.toMatch(own);
  });

  it('keeps what kind of place it is', async () => {
    expect(await written('Clinique Les Ormes', 'key')).toMatch(/^Clinique (?:d|l)/);
    expect(await written('IMAGERIE MEDICALE DE LA PLAINE', 'key')).toMatch(/^IMAGERIE /);
  });
});

describe('an address', () => {
  it.each([
    'Adresse : 12 rue des\nLavandières, 00000 Nulleville',
    '3 rue de la\nFontainerie 00000 NULLEVILLE',
  ])('that a line ends inside goes whole: %j', async (text) => {
    expect(await written(text, 'key')).not.toMatch(/Lavandières|Fontainerie/i);
  });
});
