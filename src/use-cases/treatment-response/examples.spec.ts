import { evidenceHolds } from '../evidence.js';
import { answerOf, examplesOf, findingsIn } from './marked-examples.js';

describe('the response that marked excerpts tell', () => {
  it.each(examplesOf('dev.txt').map((example) => [example.text, example] as const))(
    '%s',
    (_text, example) => {
      const { value, evidence } = answerOf(example.text);
      const given = Object.fromEntries(
        Object.keys(example.fields).map((key) => [key, String(value[key as keyof typeof value])]),
      );
      expect({ class: value.class, ...given }).toEqual({ class: example.class, ...example.fields });
      if (example.marks.length > 0) {
        const touched = evidence.some(({ start, end }) =>
          example.marks.some((mark) => start < mark.end && end > mark.start),
        );
        expect(touched).toBe(true);
      }
    },
  );

  it('gives evidence and mentions that stand in the text', () => {
    for (const { text } of examplesOf('dev.txt')) {
      for (const finding of findingsIn(text)) expect(evidenceHolds(finding, text)).toBe(true);
    }
  });
});
