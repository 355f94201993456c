import { failuresOf, ok, type Result, sensitive } from '../../kernel/index.js';
import { type Finding } from '../../use-cases/index.js';
import { type AnnotatedReport } from '../corpora/annotated-report.js';
import { evaluateReports } from './evaluate-reports.js';
import { type ReadReport } from './read-reports.js';
import { treatmentResponse } from './tasks/treatment-response.js';

const aReport = (id: string, own: string): AnnotatedReport => ({
  ...{ id, patient: id, text: sensitive(`Bilan ${id}.`), mentions: [], relations: [] },
  results: {
    'treatment-response': [
      { value: { class: own, current: true }, assertion: 'Present', temporality: 'current' },
    ],
  },
});
const aFinding = (own: string, useCase = 'treatment-response'): Finding => ({
  ...{ useCase, useCaseVersion: '1', value: { class: own, current: true }, assertion: 'Present' },
  ...{ temporality: 'current', date: null, specimen: null, confidence: 1, evidence: [] },
});
const read = (text: string, findings: readonly Finding[]): Result<ReadReport> =>
  ok({ text: sensitive(text), findings, failures: [] } as unknown as ReadReport);
const failure = failuresOf({ ROOM_SHUT: 'permanent' });

describe('measuring a use case', () => {
  const reports = [
    aReport('a', 'MaladieStable'),
    aReport('b', 'ReponseComplete'),
    aReport('c', 'MaladieStable'),
  ];

  it('gives accuracy with an interval, a mean F1 and a confusion table', async () => {
    const { figures, failed } = await evaluateReports(
      reports,
      treatmentResponse,
      async ({ id, text }) =>
        read(text.reveal(), [
          aFinding('NonDetermine', 'other'),
          aFinding(id === 'c' ? 'NonDetermine' : 'MaladieStable'),
        ]),
      { resamples: 200 },
    );
    expect(failed).toEqual({});
    expect(figures.classes?.accuracy.value).toBeCloseTo(1 / 3);
    expect(figures.classes?.accuracy.low).toBe(0);
    // MaladieStable: one right of two expected and two found; ReponseComplete: none.
    expect(figures.classes?.macroF1.value).toBeCloseTo(0.25);
    expect(figures.classes?.confusion).toEqual({
      'MaladieStable > MaladieStable': 1,
      'ReponseComplete > MaladieStable': 1,
      'MaladieStable > NonDetermine': 1,
    });
    expect(figures.scopes.find(({ name }) => name === 'MaladieStable')).toMatchObject({
      ...{ expected: 2, found: 2, missed: 1, extra: 1 },
    });
  });

  it('counts what a report that was not read holds as missed, by the reason', async () => {
    const {
      figures,
      failed,
      read: readings,
    } = await evaluateReports(
      reports,
      treatmentResponse,
      async ({ id, text }) => {
        if (id === 'a') return failure('ROOM_SHUT', 'no');
        return read(id === 'b' ? 'Un autre texte' : text.reveal(), [aFinding('MaladieStable')]);
      },
      { resamples: 10 },
    );
    expect(failed).toEqual({ ROOM_SHUT: 1, CORPUS_TEXT_DIFFERS: 1 });
    expect(figures.classes?.accuracy.value).toBeCloseTo(1 / 3);
    expect(readings).toHaveLength(1);
  });

  it('tells a use case that crashed', async () => {
    const { failed } = await evaluateReports(reports.slice(0, 1), treatmentResponse, async ({ text }) =>
      ok({
        ...{ text, findings: [] },
        failures: [
          { useCase: 'treatment-response', code: 'USE_CASE_CRASHED', class: 'permanent', message: '' },
        ],
      } as unknown as ReadReport),
    );
    expect(failed).toEqual({ USE_CASE_CRASHED: 1 });
  });
});
