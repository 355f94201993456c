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
];
const SIZE = 200_000;

/** Processor time, so that a busy machine does not count. */
async function milliseconds(unit: string, size: number): Promise<number> {
  const text = unit.repeat(Math.ceil(size / unit.length)).slice(0, size);
  const start = process.cpuUsage();
  await aPseudonymizer().pseudonymize(
    aDocument(text),
    known({ identity: { lastName: 'DUPONT', firstNames: ['Jean'] } }),
  );
  return process.cpuUsage(start).user / 1000;
}

describe('hostile text', () => {
  it.each(HOSTILE)('of 200 kB of %j is read in linear time', async (unit) => {
    await milliseconds(unit, SIZE / 10);
    const tenth = await milliseconds(unit, SIZE / 10);
    const whole = await milliseconds(unit, SIZE);
    // Ten times the text: quadratic reading would be a hundred times; small times are noise.
    expect(whole).toBeLessThan(Math.max(tenth, 20) * 45);
  });
});
