import { readFileSync } from 'node:fs';
import { layTerminology } from '../../terminology/index.js';
import { segment } from '../../text/index.js';
import { type CaseContext, NO_CONTEXT } from '../finding.js';
import { type StayDocument } from '../stay-use-case.js';
import { createMedicalCoding } from './index.js';

const useCase = createMedicalCoding(layTerminology([]));
const documentOf = (text: string, id = 'D1', context: Partial<CaseContext> = {}): StayDocument => ({
  ...{ id, document: { text, ...segment(text) } as unknown as StayDocument['document'] },
  context: { ...NO_CONTEXT, ...context },
});
const propose = (...documents: StayDocument[]) =>
  useCase.run({ documents }).map(({ value, confidence, evidence }) => ({ ...value, confidence, evidence }));
const codesOf = (text: string, role = 'DP') =>
  propose(documentOf(text)).flatMap((one) => (one.role === role ? [one.code] : []));

const lines = readFileSync(new URL('./examples/stays.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => {
    const [text = '', codes = ''] = line.split(' => ');
    const expected = codes.split(' ').filter((code) => code !== '');
    return [text.replaceAll('\\n', '\n'), expected] as const;
  });

describe('the codes of a text', () => {
  it.each(lines)('%j: %j', (text, expected) => {
    const found = new Set(propose(documentOf(text)).map(({ code }) => code));
    const wrong = expected.filter((code) =>
      code.startsWith('!') ? found.has(code.slice(1)) : !found.has(code),
    );
    expect([wrong, wrong.length > 0 ? [...found] : []]).toEqual([[], []]);
  });
});

describe('a stay', () => {
  it('has ranked principal diagnoses whose probabilities are at most one, each with its words', () => {
    const text = 'Motif : dyspnée.\nConclusion : OAP sur FA permanente. HTA traitée.';
    const principal = propose(documentOf(text)).filter(({ role }) => role === 'DP');
    expect(principal.map(({ rank }) => rank)).toEqual(principal.map((_, at) => at + 1));
    expect(principal.reduce((sum, { confidence }) => sum + confidence, 0)).toBeLessThanOrEqual(1.05);
    for (const { evidence } of principal) {
      expect(evidence.length).toBeGreaterThan(0);
      for (const { start, end, text: words } of evidence) expect(text.slice(start, end)).toBe(words);
    }
  });

  it('gathers the words of all its documents', () => {
    const found = propose(documentOf('OAP.', 'D1'), documentOf('Conclusion : OAP.', 'D2'));
    const documents = new Set(
      found.find(({ code }) => code === 'I50.19')?.evidence.map(({ document }) => document),
    );
    expect([...documents].sort()).toEqual(['D1', 'D2']);
  });

  it('never proposes an external cause as a principal diagnosis', () => {
    const text = 'Chute de sa hauteur. Fracture du col du fémur.';
    expect(codesOf(text)).toContain('S72.00');
    expect(codesOf(text).filter((code) => /^[V-Y]/.test(code))).toEqual([]);
  });

  it('never proposes what the patient cannot have', () => {
    const text = 'Accouchement voie basse. Adénome de prostate. HTA.';
    const of = (context: Partial<CaseContext>) =>
      propose(documentOf(text, 'D1', context)).map(({ code }) => code);
    expect(of({ sex: 'M', age: 70 }).some((code) => code.startsWith('O'))).toBe(false);
    expect(of({ sex: 'F', age: 30 })).not.toContain('N40');
    expect(of({})).toEqual(expect.arrayContaining(['N40', 'I10']));
  });

  it('has nothing to say of no document, or of one without a problem', () => {
    expect(propose()).toEqual([]);
    expect(propose(documentOf('Bonjour.'))).toEqual([]);
  });
});
