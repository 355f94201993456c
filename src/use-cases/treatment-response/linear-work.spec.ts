import { workOf } from '../../../test/support/work.js';
import { answerOf } from './marked-examples.js';

/** Four times the text, four times the work; sixteen where each place looks at all the others. */
const TIMES = 4;
const TOLERANCE = 1.3;
const SMALL = 6_000;

const REPORT =
  'Cancer du sein sous paclitaxel, scanner du 12/03/2024 : diminution des lésions hépatiques, pas de récidive.\nRECIST 1.1 : SD. Progression osseuse en juin puis mise sous T-DXd, nodule de 12 mm (15 mm), réponse partielle.\n';

describe('the work grows with the text, no faster', () => {
  it.each([
    ['a report', REPORT],
    ['one sentence without end', REPORT.replace(/[.\n]/g, ' ')],
    ['one line without end', REPORT.replaceAll('\n', ' ')],
    ['categories', 'cancer sous FOLFOX RECIST SD, RP, PD, '],
    ['denials', 'cancer traité, pas de progression ni récidive, '],
    ['doubts', 'cancer traité, suspicion de progression possible, '],
    ['stories', 'Cancer traité. Progression. Puis réponse partielle. '],
    ['lists of lesions', 'tumeur traitée, lésions, nodules, stables, majoration, '],
    ['sizes', 'tumeur traitée, nodule 12 mm (15 mm) de 20 à 13 mm '],
    ['dates', 'cancer traité, stable le 12/03/2024 puis 13/03/2024 '],
    ['open brackets', 'cancer traité (progression ('],
    ['blanks', 'cancer traité \n \n progression \t '],
    ['no word of response', 'Le patient se lève, marche et mange. '],
  ])(
    '%s',
    async (_name, piece) => {
      const text = (length: number) => piece.repeat(Math.ceil(length / piece.length)).slice(0, length);
      const run = (length: number) =>
        workOf(() => answerOf(text(length), '2024-06-01'), 'use-cases/treatment-response');
      await run(SMALL);
      const [small, large] = [await run(SMALL), await run(SMALL * TIMES)];
      expect(large.steps).toBeLessThanOrEqual(small.steps * TIMES * TOLERANCE);
      expect(large.characters).toBeLessThanOrEqual(small.characters * TIMES * TOLERANCE);
    },
    60_000,
  );
});
