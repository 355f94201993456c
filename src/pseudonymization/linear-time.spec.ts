import fc from 'fast-check';
import { aDocument, aPseudonymizer, known } from '../../test/support/pseudonymization/index.js';
import { growsLinearly } from '../../test/support/growth.js';

const HOSTILE = [
  '1',
  ' ',
  'A',
  '\n',
  '1 2 ',
  '1.',
  'a@',
  'a.b.',
  'J. ',
  'Dr ',
  'DUPONT ',
  'Dupont-',
  'de la ',
  "d'",
  '12 rue de ',
  'né le ',
  'CHU de ',
  '1 85 03 38 ',
  '06 12 ',
  'mars ',
  'mille neuf cent ',
  'Nom : ',
  'son fils ',
  'n° ',
  '(',
  'Tél : 0',
  'aB',
  'D U P ',
  '38000 Aa-',
  'Mme Dupont, ',
  'Marie DURAND 12/03/2024 ',
  'Nom : DURAND ',
  'habite à ',
  'vit a a a a a ',
  'Saint-',
  'Xa-sur-',
  'site de ',
  'Dr Xavier, ',
  'tapé par md',
  'Lyon, le ',
  'J.-',
  'x@y. ',
  'Dr A\n',
  'Marie ',
  'les 3, ',
  'du 3 au ',
  '12/03, ',
  'le 4/2 et ',
  'lots A1B2 et ',
  'n° A12345, ',
  'oc-\n',
  '| Lot |\n',
  'Noël 2024 ',
];

describe('hostile text', () => {
  it.each(HOSTILE.flatMap((unit) => [[unit, 'a known'] as const, [unit, 'an unknown'] as const]))(
    'of 200 kB of %j for %s patient is read in linear time',
    async (unit, who) => {
      const patient = who === 'a known' ? { identity: { lastName: 'DUPONT', firstNames: ['Jean'] } } : {};
      const read = (size: number) =>
        aPseudonymizer().pseudonymize(aDocument(unit.repeat(Math.ceil(size / unit.length))), known(patient));
      expect(await growsLinearly(read, { upTo: 200_000 })).toBe(true);
    },
  );

  it('of any mix of these never makes the reading fail', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: 'grapheme', maxLength: 6 })), {
          maxLength: 60,
        }),
        async (pieces) => {
          const text = pieces.join('');
          const result = await aPseudonymizer().pseudonymize(aDocument(text), known());
          expect(result.ok).toBe(true);
          if (!result.ok) return;
          const { spans, alignment } = result.value;
          for (const [at, { start, end }] of spans.entries()) {
            expect(end).toBeGreaterThan(start);
            expect(start).toBeGreaterThanOrEqual(spans[at - 1]?.end ?? 0);
          }
          expect(alignment.toPseudonymized({ start: 0, end: text.length }).end).toBe(
            result.value.text.length,
          );
        },
      ),
      { numRuns: 150 },
    );
  });
});
