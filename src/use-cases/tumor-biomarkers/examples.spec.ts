import { compared, examplesOf, readMarked } from './marked-examples.js';
import { BIOMARKERS } from './lexicon.js';

describe('tumour biomarkers in marked sentences', () => {
  it.each(
    BIOMARKERS.flatMap(({ name, examples }) => [
      [name, 'positive', examples.positive],
      [name, 'negative', examples.negative],
    ]),
  )('%s, its %s example: %s', (_name, _kind, source) => {
    const { wanted, given } = compared(readMarked(source));
    expect(wanted.length).toBeGreaterThan(0);
    expect(given).toEqual(wanted);
  });

  it.each(examplesOf('dev.txt').map((example) => [example.text, example] as const))(
    '%s',
    (_text, example) => {
      const { wanted, given } = compared(example);
      expect(given).toEqual(wanted);
    },
  );
});
