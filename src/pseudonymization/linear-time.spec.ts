import fc from 'fast-check';
import { aDocument, aPseudonymizer, known } from '../../test/support/pseudonymization/index.js';

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
];
const SIZE = 200_000;

/** Processor time, so that a busy machine does not count. */
async function milliseconds(unit: string, size: number, isKnown: boolean): Promise<number> {
  const text = unit.repeat(Math.ceil(size / unit.length)).slice(0, size);
  const start = process.cpuUsage();
  await aPseudonymizer().pseudonymize(
    aDocument(text),
    known(isKnown ? { identity: { lastName: 'DUPONT', firstNames: ['Jean'] } } : {}),
  );
  return process.cpuUsage(start).user / 1000;
}

describe('hostile text', () => {
  it.each(HOSTILE.flatMap((unit) => [[unit, 'a known'] as const, [unit, 'an unknown'] as const]))(
    'of 200 kB of %j for %s patient is read in linear time',
    async (unit, who) => {
      const isKnown = who === 'a known';
      await milliseconds(unit, SIZE / 10, isKnown);
      const tenth = await milliseconds(unit, SIZE / 10, isKnown);
      const whole = await milliseconds(unit, SIZE, isKnown);
      // Ten times the text: quadratic reading would be a hundred times; small times are noise.
      expect(whole).toBeLessThan(Math.max(tenth, 20) * 45);
    },
    30_000,
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
