import { describeOutcome } from './outcome.js';

const outcome = (...issue: object[]) => ({ resourceType: 'OperationOutcome', issue });

describe('describeOutcome', () => {
  it('names codes and places', () => {
    const body = outcome(
      {
        severity: 'error',
        code: 'invariant',
        expression: ['Bundle.entry[2].resource.ofType(Observation).status'],
      },
      { severity: 'fatal', code: 'required' },
    );
    expect(describeOutcome(body)).toBe(
      'invariant at Bundle.entry[2].resource.ofType(Observation).status; required',
    );
  });

  it.each([
    ['diagnostics', { diagnostics: 'DURAND is no code' }],
    ['details', { details: { text: 'DURAND', coding: [{ code: 'DURAND' }] } }],
    ['a literal in an expression', { expression: ["Patient.name.where(family='DURAND')"] }],
    ['a sentence in the location', { location: ['at DURAND'] }],
    ['the code itself', { code: 'DURAND' }],
    ['the narrative', { extension: [{ valueString: 'DURAND' }] }],
  ])('never repeats a name found in %s', (_where, issue) => {
    const said = describeOutcome({
      ...outcome({ severity: 'error', code: 'value', ...issue }),
      text: 'DURAND',
    });
    expect(said).toMatch(/^(value|unknown issue)$/);
  });

  it('leaves warnings out, and counts on nothing', () => {
    expect(describeOutcome(outcome({ severity: 'warning', code: 'value' }))).toBe('');
    expect(describeOutcome('<html>')).toBe('');
    expect(describeOutcome(undefined)).toBe('');
    expect(describeOutcome({ resourceType: 'OperationOutcome', issue: 'none' })).toBe('');
  });

  it('stops after five', () => {
    const many = Array.from({ length: 9 }, () => ({ severity: 'error', code: 'value' }));
    expect(describeOutcome(outcome(...many)).split('; ')).toHaveLength(5);
  });
});
