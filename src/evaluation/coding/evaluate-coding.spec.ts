import { sensitive } from '../../kernel/index.js';
import { type CodingValue, type StayUseCase } from '../../use-cases/index.js';
import { type CodedStay, type GoldCode } from '../corpora/coding/coded-stay.js';
import { type ReportReader } from '../reports/read-reports.js';
import { evaluateCoding } from './evaluate-coding.js';

const stayOf = (id: string, ...codes: [GoldCode['role'], string, ...string[]][]): CodedStay => ({
  ...{ id, specialty: 'x', age: 50, sex: 'F', lengthOfStayDays: 1, admissionMode: null, dischargeMode: null },
  documents: [{ id: `${id}-1`, type: 'CRH', text: sensitive(id) }],
  codes: codes.map(([role, code, ...also]) => ({ role, code, also })),
});
const proposing = (...values: [CodingValue['role'], string, number?][]): StayUseCase<CodingValue> => ({
  ...{
    id: 'medical-coding',
    version: '1',
    scope: 'stay',
    stage: 'shadow',
    vocabulary: () => ({ names: [] }),
  },
  run: () =>
    values.map(([role, code, confidence = 0.5], at) => ({
      ...{ useCase: 'medical-coding', useCaseVersion: '1', assertion: 'Present', temporality: 'current' },
      ...{ date: null, specimen: null, confidence, evidence: [] },
      value: { role, code, label: '', rank: at + 1, by: 'lexicon', cma: null },
    })),
});
const reader: ReportReader = async ({ text }) =>
  ({
    ok: true,
    value: { text, pseudonymized: { text: text.reveal() }, findings: [], failures: [] },
  }) as never;

async function measure(stays: CodedStay[], useCase: StayUseCase<CodingValue>) {
  const isValid = ({ code }: CodingValue) => !code.startsWith('W');
  const evaluation = await evaluateCoding(stays, [{ name: 'x', useCase }], { reader, law: { isValid } });
  const figure = (name: string) => evaluation.proposers[0]?.figures[name]?.value;
  return { evaluation, figure };
}

describe('measuring proposed codes', () => {
  it('counts the principal diagnosis by its rank, at three characters, and what another coder accepts', async () => {
    const stays = [
      stayOf('first', ['DP', 'I50.19']),
      stayOf('third', ['DP', 'I48.2']),
      stayOf('short', ['DP', 'I50.09']),
      stayOf('also', ['DP', 'C34.1', 'I50.19']),
    ];
    const { figure } = await measure(stays, proposing(['DP', 'I50.19'], ['DP', 'J18.9'], ['DP', 'I48.2']));
    expect(figure('DP exact, first')).toBe(0.5);
    expect(figure('DP exact, among 3')).toBe(0.75);
    expect(figure('DP at three characters, first')).toBe(0.75);
  });

  it('gives precision and recall of the others', async () => {
    const stay = stayOf('s', ['DP', 'I10'], ['DAS', 'E11.98'], ['DAS', 'N18.3'], ['CCAM', 'DEQP003']);
    const { figure } = await measure(
      [stay],
      proposing(['DP', 'I10'], ['DAS', 'E11.98'], ['DAS', 'K35.8'], ['DAS', 'R05'], ['CCAM', 'DEQP003']),
    );
    expect(figure('DAS precision')).toBeCloseTo(1 / 3);
    expect(figure('DAS recall')).toBe(0.5);
    expect(figure('CCAM F1')).toBe(1);
    expect(figure('CCAM first, stays with acts')).toBe(1);
  });

  it('tells codes that may not stand in their role, parts, and what differs', async () => {
    const { evaluation } = await measure(
      [stayOf('s', ['DP', 'I10'])],
      proposing(['DP', 'W19.0'], ['DAS', 'R05']),
    );
    expect(evaluation.invalid).toBe(1);
    expect(evaluation.parts).toEqual([
      ['0 à 2 jours', 1, 0],
      ['x', 1, 0],
    ]);
    expect(evaluation.differences).toMatchObject([
      { stay: 's', DP: { missed: ['I10'] }, DAS: { extra: ['R05'] } },
    ]);
  });

  it('measures how sure it was against how right it was', async () => {
    const stays = [stayOf('a', ['DP', 'I10']), stayOf('b', ['DP', 'I48.2'])];
    const { figure } = await measure(stays, proposing(['DP', 'I10', 0.9]));
    expect(figure('calibration error of DP')).toBeCloseTo(0.4);
  });
});
