import { aWorld } from './a-world.js';
import { auditResults, type ResultRecord } from './audit-results.js';
import { type ExpectedDocument } from './model.js';

const document: ExpectedDocument = {
  ...{ root: 'A', ids: ['A'], people: ['87001'], unseen: [], maybe: false },
  stands: { text: 'HER2 : score 3+', results: ['HER2 : score 3+'] },
};
const told: ResultRecord = {
  ...{ eventId: 'e-1', lineage: 'l', action: 'delivered', resources: ['DocumentReference/D-A'] },
};

const codesOf = (records: readonly ResultRecord[], expected = [document], sent = ['e-1']) =>
  auditResults({ records, sent }, expected, aWorld([document]).resources).map(({ code }) => code);

describe('the audit of what was announced', () => {
  it('finds nothing where it is told once, or twice under one id', () => {
    expect(codesOf([told])).toEqual([]);
    expect(codesOf([told, told])).toEqual([]);
  });

  it.each<[string, readonly string[], string]>([
    ['what was never told', codesOf([], [document], []), 'RESULT_NEVER_TOLD'],
    ['what was sent and is not there', codesOf([]), 'RESULT_SENT_AND_LOST'],
    [
      'the same id with other words',
      codesOf([told, { ...told, action: 'renewed' }]),
      'RESULT_TOLD_OTHERWISE',
    ],
    [
      'a resource that is not there',
      codesOf([{ ...told, resources: [...told.resources, 'Observation/none'] }]),
      'RESULT_OF_NOTHING',
    ],
    [
      'what was taken back while it stands',
      codesOf([told, { ...told, eventId: 'e-2', action: 'withdrawn' }]),
      'RESULT_NEVER_TOLD',
    ],
    [
      'what was not taken back',
      codesOf([told], [{ ...{ root: 'A', ids: ['A'], people: [], unseen: [], maybe: false } }]),
      'RESULT_NOT_TAKEN_BACK',
    ],
  ])('finds %s', (_name, codes, code) => {
    expect(codes).toContain(code);
  });
});
