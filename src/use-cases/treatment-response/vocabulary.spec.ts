import { answerOf, readMarks } from './marked-examples.js';
import { SCORES } from './scores.js';
import { CHANGES, DIRECTIONS, STATEMENTS, SWALLOWED } from './vocabulary.js';
import { type ResponseClass } from './value.js';

const OF_DIRECTION: Readonly<Record<(typeof DIRECTIONS)[number], ResponseClass>> = {
  vanish: 'ReponseComplete',
  decrease: 'ReponsePartielle',
  stable: 'MaladieStable',
  increase: 'MaladieProgressive',
  new: 'MaladieProgressive',
  left: 'NonDetermine',
};
const entries = [
  ...STATEMENTS,
  ...DIRECTIONS.map((name) => ({ name, class: OF_DIRECTION[name], ...CHANGES[name] })),
];

describe('every entry of the vocabulary', () => {
  it.each(entries)('is found: $name, "$positive"', ({ class: said, positive }) => {
    const { text, marks } = readMarks(positive);
    const { value, evidence } = answerOf(text);
    expect(value.class).toBe(said);
    expect(
      evidence.some(({ start, end }) => marks.some((mark) => start < mark.end && end > mark.start)),
    ).toBe(true);
  });

  it.each(entries)('is not found: $name, "$negative"', ({ negative }) => {
    expect(answerOf(negative).value.class).toBe('NonApplicable');
  });

  it.each(SWALLOWED)('says nothing: $example', ({ example }) => {
    expect(answerOf(example).value.class).toBe('NonApplicable');
  });
});

describe('every score', () => {
  it.each(SCORES)('is read: $name, "$positive"', ({ positive, grades, as }) => {
    const { value } = answerOf(readMarks(positive).text);
    const grade = Object.keys(grades).find((one) => value.score === `${as}${one}`);
    expect(grade).toBeDefined();
    expect(value.class).toBe(grades[grade ?? '']);
  });

  it.each(SCORES.map(({ heads, as }) => [heads[0] ?? '', as]))(
    'without its grade says nothing: %s',
    (head) => {
      const words = head.replace(/\{[^{}]*\}/g, ' ');
      expect(answerOf(`Carcinome opéré, ${words} demandé.`).value.class).toBe('NonApplicable');
    },
  );
});
