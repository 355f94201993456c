import { jsonOf } from './json-of.js';
import { type StayOutput } from './output-line.js';

const STAY = {
  id: 'S1',
  documents: [{ docId: 'D1' }, { docId: 'D2' }],
  findings: [],
} as unknown as StayOutput;

describe('a stay as a line', () => {
  it('is its JSON', () => {
    expect(jsonOf(STAY)).toEqual({ json: JSON.stringify(STAY) });
  });

  it('too long to be held says so of each document, and keeps its place', () => {
    const { json, failure } = jsonOf(STAY, () => {
      throw new RangeError('Invalid string length');
    });
    expect(failure?.code).toBe('RESULT_TOO_LARGE');
    expect(JSON.parse(json)).toMatchObject({
      id: 'S1',
      documents: [
        { docId: 'D1', error: { code: 'RESULT_TOO_LARGE', class: 'permanent' } },
        { docId: 'D2', error: { code: 'RESULT_TOO_LARGE', class: 'permanent' } },
      ],
      findings: [],
    });
  });

  it('throws on, where something else is wrong', () => {
    const wrong = () => {
      throw new TypeError('no');
    };
    expect(() => jsonOf(STAY, wrong)).toThrow(TypeError);
  });
});
