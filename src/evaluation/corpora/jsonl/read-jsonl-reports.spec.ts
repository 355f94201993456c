import { aFile, openedReports } from '../../../../test/support/evaluation/index.js';
import { readJsonlReports } from './read-jsonl-reports.js';

const read = async (...lines: object[]) =>
  openedReports(
    await readJsonlReports([aFile('a.jsonl', lines.map((line) => JSON.stringify(line)).join('\n'))], {
      identities: true,
    }),
  );

const FINDING = {
  useCase: 'tumor-biomarkers',
  value: { name: 'HER2', status: 'positive', value: '3+' },
  mentions: [
    { label: 'Biomarqueur', start: 3, end: 7 },
    { label: 'Valeur', start: 16, end: 18 },
  ],
};
const TEXT = '🙂 HER2 : score 3+';
const aStay = (finding: object, more: object = {}) => ({
  id: 'S',
  documents: [{ docId: 'D', text: TEXT, findings: [finding], ...more }],
});

describe('findings as JSON lines', () => {
  it('give the results and mentions of each document', async () => {
    const { reports, problems } = await read(aStay(FINDING));
    expect(problems).toEqual([]);
    expect(reports).toEqual([
      {
        ...{ id: 'D', patient: 'S', relations: [{ from: 1, to: 0 }] },
        mentions: ['Biomarqueur|HER2|Present|current|HER2', 'Valeur|3+|Present|current|HER2'],
        results: {
          'tumor-biomarkers': [{ value: FINDING.value, assertion: 'Present', temporality: 'current' }],
        },
      },
    ]);
  });

  it('count code points where that is asked', async () => {
    const file = aFile(
      'a.jsonl',
      JSON.stringify(aStay({ ...FINDING, mentions: [{ label: 'Valeur', start: 15, end: 17 }] })),
    );
    const corpus = openedReports(
      await readJsonlReports([file], { identities: true, offsets: 'code-points' }),
    );
    expect(corpus.reports[0]?.mentions).toEqual(['Valeur|3+|Present|current|HER2']);
  });

  it.each([
    ['no findings', aStay(FINDING, { findings: undefined }), 'documents[0]: CORPUS_LINE_INVALID'],
    ['a finding without value', aStay({ useCase: 'infections' }), 'documents[0]: CORPUS_LINE_INVALID'],
    [
      'an assertion that is none',
      aStay({ ...FINDING, assertion: 'Maybe' }),
      'documents[0]: CORPUS_LABEL_UNKNOWN',
    ],
    [
      'a mention outside',
      aStay({ ...FINDING, mentions: [{ label: 'Valeur', start: 3, end: 99 }] }),
      'documents[0]: CORPUS_SPAN_INVALID',
    ],
    [
      'a label that is none',
      aStay({ ...FINDING, mentions: [{ label: 'Toto', start: 3, end: 7 }] }),
      'documents[0]: CORPUS_LABEL_UNKNOWN',
    ],
  ])('with %s are set aside', async (_what, line, problem) => {
    expect((await read(line)).problems).toEqual([`a.jsonl, line 1, ${problem}`]);
  });
});
