import { type Finding } from './finding.js';
import { runUseCases } from './run.js';
import { type DocumentUseCaseInput, type UseCase } from './use-case.js';

const TEXT = 'HER2 : score 3+';
const DOCUMENT = { text: TEXT, sections: [], sentences: [] } as unknown as DocumentUseCaseInput['document'];
const CONTEXT: DocumentUseCaseInput['context'] = {
  age: 50,
  sex: 'F',
  lengthOfStayDays: null,
  admissionMode: null,
  dischargeMode: null,
  specialty: null,
  documentType: null,
  documentDate: null,
};

const aFinding = (evidence: Finding['evidence']): Finding => ({
  useCase: 'any',
  useCaseVersion: '1.0.0',
  value: {},
  assertion: 'Present',
  temporality: 'current',
  date: null,
  specimen: null,
  confidence: 1,
  evidence,
});
const SOUND = aFinding([{ start: 7, end: 15, text: 'score 3+' }]);

const aUseCase = (id: string, run: UseCase['run'], needs: string[] = []): UseCase => ({
  id,
  version: '1.0.0',
  scope: 'document',
  stage: 'assisted',
  needs,
  run,
  vocabulary: () => ({ names: [] }),
});

describe('running the use cases', () => {
  it('keeps the results of the others when one crashes, and tells which, where, and no word of the report', () => {
    const crashing = aUseCase('crashing', ({ document }) => {
      throw new TypeError(`cannot read ${document.text}`);
    });
    const run = runUseCases(DOCUMENT, CONTEXT, [crashing, aUseCase('sound', () => [SOUND])]);
    expect(run.findings).toEqual([SOUND]);
    expect(run.failures).toMatchObject([
      { useCase: 'crashing', code: 'USE_CASE_CRASHED', class: 'permanent' },
    ]);
    expect(run.failures[0]?.message).toMatch(/crashing 1\.0\.0 threw TypeError at run\.spec\.ts:\d+:\d+/);
    expect(run.failures[0]?.message).not.toContain('HER2');
  });

  it('hands a use case the Findings it needs, and only those', () => {
    const seen: unknown[] = [];
    const reader = aUseCase('reader', ({ needed }) => (seen.push(needed), []), ['first']);
    runUseCases(DOCUMENT, CONTEXT, [
      aUseCase('first', () => [SOUND]),
      aUseCase('other', () => [SOUND]),
      reader,
    ]);
    expect(seen).toEqual([{ first: [SOUND] }]);
  });

  it('does not run a use case whose need failed', () => {
    const failing = aUseCase('failing', () => {
      throw new Error('no');
    });
    const { failures } = runUseCases(DOCUMENT, CONTEXT, [
      failing,
      aUseCase('reader', () => [SOUND], ['failing']),
    ]);
    expect(failures.map(({ useCase, code }) => [useCase, code])).toEqual([
      ['failing', 'USE_CASE_CRASHED'],
      ['reader', 'USE_CASE_NEED_FAILED'],
    ]);
  });

  it.each([
    ['no evidence', []],
    ['evidence past the end', [{ start: 7, end: 16, text: 'score 3+' }]],
    ['evidence before the start', [{ start: -8, end: 15, text: 'score 3+' }]],
    ['empty evidence', [{ start: 7, end: 7, text: '' }]],
    ['other words than the text', [{ start: 7, end: 15, text: 'score 2+' }]],
    ['one false evidence among two', [...SOUND.evidence, { start: 0, end: 4, text: 'HER1' }]],
  ])('leaves out a Finding with %s, and reports its use case', (_what, evidence) => {
    const run = runUseCases(DOCUMENT, CONTEXT, [aUseCase('loose', () => [aFinding(evidence), SOUND])]);
    expect(run.findings).toEqual([SOUND]);
    expect(run.failures).toMatchObject([{ useCase: 'loose', code: 'USE_CASE_EVIDENCE_INVALID' }]);
  });

  it('leaves out a Finding one of whose mentions is not in the text', () => {
    const mentions = [{ label: 'Valeur', start: 7, end: 15, text: 'score 2+' }];
    const run = runUseCases(DOCUMENT, CONTEXT, [aUseCase('loose', () => [{ ...SOUND, mentions }, SOUND])]);
    expect(run.findings).toEqual([SOUND]);
    expect(run.failures).toMatchObject([{ useCase: 'loose', code: 'USE_CASE_EVIDENCE_INVALID' }]);
  });
});
