import {
  aDocument,
  aModel,
  aPseudonymizer,
  known,
  type Seen,
  testKeys,
  thePolicy,
} from '../../../test/support/pseudonymization/index.js';

const KEYS = Array.from({ length: 12 }, (_, at) => `key ${String(at)}`);

async function written(text: string, policy: string, seen: readonly Seen[] = [], key = 'test key') {
  const made = await aPseudonymizer({
    ...{ policy: thePolicy(policy), keys: testKeys(key) },
    model: aModel(...seen),
  }).pseudonymize(aDocument(text), known());
  if (!made.ok) throw new Error(made.failure.message);
  return made.value.text as string;
}
const trade = (text: string): Seen => ({ text, category: 'PATIENT_SOCIAL_IDENTITY' });

describe('what a patient does and is', () => {
  it.each(KEYS)('leaves nothing of it in a demonstration (%s)', async (key) => {
    const text = 'Patient de nationalité française, marié, boulanger, arrivé en France en 1988.';
    const made = await written(text, 'demonstration', [{ text: 'France', category: 'COUNTRY' }], key);
    expect(made).not.toMatch(/français|(?<!re)marié|boulanger|France/);
    expect(made).not.toMatch(/\[/);
    expect(made).toMatch(/^Patient de nationalité \p{L}+e, .+, arrivé en \p{L}/u);
  });

  it('may be French in a demonstration where it was not', async () => {
    const made = await Promise.all(
      Array.from({ length: 150 }, (_, at) =>
        written('De nationalité espagnole.', 'demonstration', [], String(at)),
      ),
    );
    expect(made).toContain('De nationalité française.');
  });

  it.each(['care', 'warehouse', 'training', 'demonstration'])(
    'becomes a tag under %s where no list of ours has it',
    async (policy) => {
      expect(
        await written('Travaille comme compteur de nuages.', policy, [trade('compteur de nuages')]),
      ).toBe('Travaille comme [IDENTITE_SOCIALE].');
    },
  );

  it.each([
    ['Ancien mineur de fond silicosé.', 'mineur de fond silicosé', 'Ancien ouvrier silicosé.'],
    ['Elle est boulangère en biscuiterie.', 'boulangère en biscuiterie', 'Elle est artisane.'],
    ['Patiente retraitée.', 'retraitée', 'Patiente retraitée.'],
  ])('is as wide as its sector: %s', async (text, seen, told) => {
    expect(await written(text, 'warehouse', [trade(seen)])).toBe(told);
  });

  it('becomes a tag where a country is in no list of ours', async () => {
    expect(await written('Séjour récent au Maghreb.', 'demonstration')).toBe('Séjour récent au [PAYS].');
    expect(await written('Séjour récent au Maghreb.', 'care')).toBe('Séjour récent au Maghreb.');
  });
});
