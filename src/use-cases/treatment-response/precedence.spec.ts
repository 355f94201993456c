import { growsLinearly } from '../../../test/support/growth.js';
import { datesIn } from './dates.js';
import { answerOf, examplesOf, findingsIn } from './marked-examples.js';
import { measuresIn } from './measures.js';

const told = (text: string, documentDate: string | null = null) =>
  findingsIn(text, documentDate).map(({ value, date, temporality }) => [
    value.class,
    value.current,
    date,
    temporality,
  ]);

describe('which assessment answers', () => {
  it('is the newest one that the text dates; the others are told with their dates', () => {
    const text =
      'Cancer du côlon. Scanner du 12/01/2024 : maladie progressive. Mise sous FOLFIRI.\nScanner du 15/04/2024 : réponse partielle.';
    expect(told(text)).toEqual([
      ['ReponsePartielle', true, '2024-04-15', 'current'],
      ['MaladieProgressive', false, '2024-01-12', 'historical'],
    ]);
  });

  it('is that of the conclusion, where the body of the same examination says another thing', () => {
    const { value } = answerOf(
      'Cancer du sein sous paclitaxel.\nRésultats : majoration des métastases hépatiques.\n\nCONCLUSION\nStabilité tumorale.',
    );
    expect(value).toMatchObject({ class: 'MaladieStable', explanation: 'conclusion-over-body' });
  });

  it('is the global answer of a grid, not one of its lines', () => {
    const { value } = answerOf(
      'Sous osimertinib. Lésions cibles : PR. Lésions non cibles : SD. Réponse globale : PR.',
    );
    expect(value).toMatchObject({ class: 'ReponsePartielle', explanation: 'stated-category' });
  });

  it('is open where two equal statements disagree, and both are evidence', () => {
    const { value, evidence } = answerOf(
      'Sous cabozantinib. Conclusion : maladie stable selon RECIST 1.1. Maladie progressive cliniquement.',
    );
    expect(value).toMatchObject({ class: 'NonDetermine', contradicts: true, explanation: 'contradiction' });
    expect(evidence).toHaveLength(2);
  });

  it('never comes from the antecedents', () => {
    const { value } = answerOf(
      'Pneumopathie communautaire.\n\nANTÉCÉDENTS\nCancer du sein traité en 2010, en rémission complète.',
    );
    expect(value).toMatchObject({ class: 'NonApplicable', explanation: 'earlier-assessment' });
  });

  it('is never computed: a category stated beside its measures stays', () => {
    const { value } = answerOf(
      'RECIST 1.1 sous sunitinib. Somme des cibles : 86 mm (+41 % par rapport au nadir). Conclusion : maladie stable.',
    );
    expect(value).toMatchObject({
      class: 'MaladieStable',
      targetSumMm: 86,
      targetSumChangePercent: 41,
      reference: 'nadir',
    });
  });

  it('holds neither a date nor words of the text in its value', () => {
    for (const { text } of examplesOf('dev.txt')) {
      for (const { value } of findingsIn(text)) {
        expect(JSON.stringify({ ...value, criteria: null })).not.toMatch(/\d{2}\/\d{2}|20[12]\d/);
      }
    }
  });
});

it.each(['-----\n=====', 'x', 'Cancer', '|  |  |\n', 'RECIST'])(
  'answers for any text with a sign: %j',
  (text) => {
    expect(answerOf(text).evidence.length).toBeGreaterThan(0);
  },
);

describe('the dates of a text', () => {
  it.each([
    ['Scanner du 12/03/2024 :', '2024-03-12'],
    ['TEP du 12.03.24 :', '2024-03-12'],
    ['IRM du 1er mars 2024', '2024-03-01'],
    ['TEP de mars 2024', '2024-03'],
    ['récidive en 2019', '2019'],
    ['2024-03-12 : stable', '2024-03-12'],
    ['Scanner du 9/02 :', '2026-02-09'],
    ['Scanner du 27/10 :', '2025-10-27'],
    ['TDM TAP 05/01 comparé', '2026-01-05'],
    ['TEP du 1er décembre :', '2025-12-01'],
    ['Scanner hier :', '2026-03-02'],
  ])('%s', (text, iso) => {
    expect(datesIn(text, '2026-03-03').map((date) => date.iso)).toEqual([iso]);
  });

  it.each(['TA 12/8', 'G8 13/17', 'Gleason 7 (4+3)', 'contrôle en 09/2026', '3/12 ganglions'])(
    'are not in "%s"',
    (text) => {
      expect(datesIn(text, '2026-03-03')).toEqual([]);
    },
  );

  it.each(['par rapport au 12/01/2024', 'comparé au scanner du 12/01/2024', 'sous FOLFOX depuis 01/2024'])(
    'tell a comparison or a beginning: %s',
    (text) => {
      expect(datesIn(text).every(({ compared }) => compared)).toBe(true);
    },
  );
});

describe('measures', () => {
  it.each([
    [
      'Somme des cibles : 86 mm (nadir 61 mm, +41 %)',
      { targetSumMm: 86, targetSumChangePercent: 41, reference: 'nadir' },
    ],
    [
      'diminution de 38 % de la somme des diamètres par rapport au bilan initial',
      { targetSumChangePercent: -38, reference: 'baseline' },
    ],
    ['Somme des lésions cibles 4,2 cm', { targetSumMm: 42 }],
    ['PD-L1 80 %, Ki67 30 %', {}],
  ])('%s', (text, expected) => {
    expect(measuresIn(text)).toEqual(expected);
  });
});

it('takes a time that grows with the text, also in one long sentence', async () => {
  const piece =
    'Cancer du sein sous paclitaxel, scanner du 12/03/2024 : diminution des lésions hépatiques, pas de récidive, RECIST 1.1 SD, progression osseuse, nodules stables ';
  const linear = await growsLinearly((size) => answerOf(piece.repeat(size), '2024-04-01'), { upTo: 600 });
  expect(linear).toBe(true);
}, 60_000);

describe('the words that justify', () => {
  it.each([
    ['Cancer du sein sous paclitaxel, pas de nouvelle lésion, pas de progression.', 'pas de progression'],
    ['Cancer du poumon sous osimertinib. Progression non retenue.', 'Progression non retenue'],
    ['Cancer du sein sous létrozole. Absence de signe de progression.', 'Absence de signe de progression'],
  ])('hold their denial: %s', (text, words) => {
    expect(answerOf(text).evidence.map((piece) => piece.text)).toContain(words);
  });
});
