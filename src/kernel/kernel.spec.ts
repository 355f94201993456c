import { inspect } from 'node:util';
import { failuresOf, sensitive } from './index.js';

describe('Sensitive', () => {
  const name = sensitive('VASSEROT');
  it.each([
    ['a template', `${name}`],
    ['JSON', JSON.stringify({ name })],
    ['inspect', inspect({ deep: { name } }, { showHidden: true, depth: 9 })],
    ['an Error', String(new Error(`bad ${name}`))],
    ['a spread', JSON.stringify({ ...name })],
    ['Object.values', JSON.stringify(Object.values(name))],
    ['concatenation', 'x' + String(name)],
  ])('prints nothing of its value in %s', (_place, printed) => {
    expect(printed).not.toContain('VASSEROT');
  });

  it('opens by reveal alone, and stays closed through map', () => {
    expect(name.reveal()).toBe('VASSEROT');
    expect(`${name.map((value) => value.toLowerCase())}`).toBe('[sensitive]');
    expect(name.map((value) => value.length).reveal()).toBe(8);
  });
});

describe('failuresOf', () => {
  it('gives a code its class', () => {
    const failure = failuresOf({ FHIR_TIMEOUT: 'ambiguous' });
    expect(failure('FHIR_TIMEOUT', 'no answer in 30 s', { retryAfterSeconds: 5 })).toEqual({
      ok: false,
      failure: {
        code: 'FHIR_TIMEOUT',
        class: 'ambiguous',
        message: 'no answer in 30 s',
        retryAfterSeconds: 5,
      },
    });
  });
});
