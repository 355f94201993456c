import { aDocument, aPseudonymizer, known } from '../../../test/support/pseudonymization/index.js';

async function pseudonymized(text: string): Promise<string> {
  const result = await aPseudonymizer().pseudonymize(aDocument(text), known());
  if (!result.ok) throw new Error(result.failure.message);
  return result.value.text;
}

describe('surrogates of trades', () => {
  it.each([
    ['Il est retraité de la SNCF.', 'Il est retraité.'],
    ['Patient de 60 ans, artisan couvreur retraité.', 'Patient de 60 ans, artisan.'],
    ['Elle a été professeure de\nphysique.', 'Elle a été enseignante.'],
  ])('generalize the whole stretch: %s', async (text, expected) => {
    expect(await pseudonymized(text)).toBe(expected);
  });
});
