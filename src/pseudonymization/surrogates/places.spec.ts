import {
  aDocument,
  aPseudonymizer,
  known,
  testKeys,
  thePolicy,
} from '../../../test/support/pseudonymization/index.js';
import { TOWNS, townKey } from '../lexicon/index.js';
import { type Policy } from '../policy.js';

const KEYS = Array.from({ length: 12 }, (_, at) => `key ${String(at)}`);
const postcodeOf = (town: string): string =>
  TOWNS.find(({ name }) => townKey(name) === townKey(town))?.postalCode ?? 'unknown';
const departmentOf = (code: string): string => code.slice(0, /^9[78]/.test(code) ? 3 : 2);

/** What stands for each postcode and each town, in order. */
async function placesIn(
  text: string,
  policy: Policy,
  key = 'test key',
  given: Parameters<typeof known>[0] = {},
) {
  const made = await aPseudonymizer({ policy, keys: testKeys(key) }).pseudonymize(
    aDocument(text),
    known(given),
  );
  if (!made.ok) throw new Error(made.failure.message);
  const of = (category: string) =>
    made.value.spans.filter((span) => span.category === category).map(({ replacement }) => replacement);
  return { codes: of('POSTAL_CODE'), towns: of('CITY'), text: made.value.text };
}

const withCity = (CITY: Policy['categories']['CITY'], policy = thePolicy('warehouse')): Policy => ({
  ...policy,
  categories: { ...policy.categories, CITY },
});

describe('the postcode and the town of a place', () => {
  it.each(['care', 'demonstration'])('agree under %s', async (name) => {
    for (const key of KEYS) {
      const { codes, towns } = await placesIn(
        'Domicile : 3 rue Fictive, 25000 BESANÇON',
        thePolicy(name),
        key,
      );
      expect(codes).toEqual([postcodeOf(towns[0] as string)]);
    }
  });

  it.each(['warehouse', 'training'])(
    'agree under %s, which keeps no more than a department',
    async (name) => {
      for (const key of KEYS) {
        const { codes, towns } = await placesIn(
          'Domicile : 3 rue Fictive, 25000 BESANÇON',
          thePolicy(name),
          key,
        );
        expect(codes).toEqual([departmentOf(postcodeOf(towns[0] as string)).padEnd(5, '0')]);
        expect(codes[0]).not.toBe('25000');
      }
    },
  );

  it.each([
    ['a postcode of our list that stands alone', 'Secteur 25000.\nAdresse : 3 rue Fictive, 25000 Besançon'],
    ['a postcode after its town', 'Adresse : 3 rue Fictive, Besançon (25000)'],
    ['a town of nobody’s list', 'Adresse : 3 rue Fictive, 25870 VALMORANGE-LE-HAUT'],
  ])('agree for %s', async (_, text) => {
    for (const key of KEYS) {
      const { codes, towns } = await placesIn(text, thePolicy('care'), key);
      expect(codes.length).toBeGreaterThan(0);
      for (const code of codes) expect(code).toBe(postcodeOf(towns[0] as string));
    }
  });

  it('are those of another department than the real one', async () => {
    for (const key of KEYS) {
      const { codes } = await placesIn('Domicile : 3 rue Fictive, 97200 FORT-DE-FRANCE', thePolicy(), key);
      expect(departmentOf(codes[0] as string)).not.toBe('972');
    }
  });

  it('leave the true department where no other town is written', async () => {
    const text = 'Domicile : 3 rue Fictive, 97410 VALMORANGE';
    expect(await placesIn(text, withCity('mask'))).toMatchObject({ codes: ['97400'], towns: ['[VILLE]'] });
    expect((await placesIn('Domicile : 3 rue Fictive, 25870 VALMORANGE', withCity('mask'))).codes).toEqual([
      '25000',
    ]);
  });
});
