import fc from 'fast-check';
import { type ModelLabels } from './labels.js';
import { decodeSpans } from './spans.js';
import { likeliestLabels } from './viterbi.js';

const LABELS: ModelLabels = {
  category: [
    { part: 'O' },
    { part: 'B', category: 'LAST_NAME' },
    { part: 'I', category: 'LAST_NAME' },
    { part: 'B', category: 'IDENTIFYING_CODE' },
    { part: 'I', category: 'IDENTIFYING_CODE' },
    { part: 'B', category: 'HOSPITAL' },
    { part: 'I', category: 'HOSPITAL' },
  ],
  attribute: [{}, { role: 'Patient' }, { role: 'Carer' }, { role: 'Hospital' }, { kind: 'IPP' }],
};
const WIDTH = LABELS.category.length;
const NONE = [1, 0, 0, 0, 0];

const tokensOf = (text: string) =>
  [...text.matchAll(/\S+|\n/g)].map(({ 0: raw, index }) => ({
    start: index,
    end: index + raw.length,
    kind: raw === '\n' ? 'line' : 'word',
  }));

/** One row for each label, that many tenths on it and the rest on `O`. */
const rows = (...given: readonly (readonly [number, number])[]): Float32Array =>
  Float32Array.from(
    given.flatMap(([label, tenths]) =>
      LABELS.category.map((_, at) => (at === label ? tenths / 10 : at === 0 ? 1 - tenths / 10 : 0.001)),
    ),
  );

function spansOf(
  text: string,
  category: Float32Array,
  attributes: readonly (readonly number[])[],
  outside = 1,
) {
  const tokens = tokensOf(text);
  const attribute = Float32Array.from(tokens.flatMap((_, at) => [...(attributes[at] ?? NONE)]));
  return decodeSpans({ tokens, category, attribute }, LABELS, outside).map(({ start, end, ...rest }) => ({
    ...rest,
    text: text.slice(start, end),
  }));
}

/** The best row, by trying them all. */
function bestOfAll(probabilities: readonly number[][]): number {
  const follows = (label: number, before: number | undefined): boolean =>
    LABELS.category[label]?.part !== 'I' || before === label || before === label - 1;
  const best = (at: number, before: number | undefined): number =>
    at === probabilities.length
      ? 0
      : Math.max(
          ...LABELS.category.map((_, label) =>
            follows(label, before)
              ? Math.log((probabilities[at] as number[])[label] as number) + best(at + 1, label)
              : -Infinity,
          ),
        );
  return best(0, undefined);
}

describe('the likeliest labels', () => {
  const ROW = fc.array(fc.integer({ min: 1, max: 100 }), { minLength: WIDTH, maxLength: WIDTH });

  it('are the best of all rows in which a part follows its beginning', () => {
    fc.assert(
      fc.property(fc.array(ROW, { minLength: 1, maxLength: 4 }), (weights) => {
        const probabilities = weights.map((row) => {
          const sum = row.reduce((a, b) => a + b);
          return row.map((one) => one / sum);
        });
        const row = likeliestLabels(Float32Array.from(probabilities.flat()), LABELS.category);
        row.forEach((label, at) => {
          if (LABELS.category[label]?.part === 'I') expect([label, label - 1]).toContain(row[at - 1]);
        });
        const score = [...row].reduce(
          (sum, label, at) => sum + Math.log((probabilities[at] as number[])[label] as number),
          0,
        );
        expect(score).toBeCloseTo(bestOfAll(probabilities), 4);
      }),
      { numRuns: 60 },
    );
  });

  it('rather say a name where the outside counts less', () => {
    const doubtful = rows([1, 4]);
    expect([...likeliestLabels(doubtful, LABELS.category)]).toEqual([0]);
    expect([...likeliestLabels(doubtful, LABELS.category, 0.5)]).toEqual([1]);
  });

  it('of nothing are none', () => {
    expect([...likeliestLabels(new Float32Array(0), LABELS.category)]).toEqual([]);
  });
});

describe('the spans of a reading', () => {
  it('go from a beginning to its last part, with the mean of what their tokens say', () => {
    const found = spansOf('Mme de GRANVILLE sort', rows([0, 10], [1, 8], [2, 9], [0, 10]), [
      NONE,
      [0, 0.2, 0.8, 0, 0],
      [0, 0.9, 0.1, 0, 0],
    ]);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({
      text: 'de GRANVILLE',
      category: 'LAST_NAME',
      role: 'Patient',
      kind: null,
    });
    expect(found[0]?.score).toBeCloseTo(0.85, 1);
    expect(found[0]?.attributeScore).toBeCloseTo(0.55, 2);
  });

  it('part where another begins', () => {
    const found = spansOf('LE GOFF LE BRAS', rows([1, 9], [2, 9], [1, 9], [2, 9]), []);
    expect(found.map(({ text }) => text)).toEqual(['LE GOFF', 'LE BRAS']);
  });

  it('have a role or a kind as their category may', () => {
    const all = [0.1, 0.1, 0.1, 0.6, 0.1];
    const found = spansOf('A 12 CHU', rows([1, 9], [3, 9], [5, 9]), [all, all, all]);
    expect(found.map(({ role, kind }) => role ?? kind)).toEqual(['Patient', 'IPP', null]);
  });

  it('end before a line end', () => {
    expect(
      spansOf('LE GOFF\nsort', rows([1, 9], [2, 9], [2, 9], [0, 10]), []).map(({ text }) => text),
    ).toEqual(['LE GOFF']);
  });
});
