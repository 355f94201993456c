import { featurize } from '../../src/pseudonymization/detectors/model/features.js';
import { ATTRIBUTE_LABELS, CATEGORY_LABELS, type GoldSpan, labelTokens } from './labels.js';

const TEXT = 'Mme Ys-Lune, vue le 3 mai';
const SPANS: GoldSpan[] = [
  { start: 20, end: 25, category: 'IDENTIFYING_DATE', role: null },
  { start: 4, end: 11, category: 'LAST_NAME', role: 'Patient' },
];

describe('the labels of tokens', () => {
  it('follow the spans, in whatever order they come', () => {
    const { categories, attributes } = labelTokens(featurize(TEXT).tokens, SPANS);
    expect([...categories].map((label) => CATEGORY_LABELS[label])).toEqual([
      ...['O', 'B-LAST_NAME', 'I-LAST_NAME', 'I-LAST_NAME', 'O', 'O', 'O'],
      ...['B-IDENTIFYING_DATE', 'I-IDENTIFYING_DATE'],
    ]);
    expect(ATTRIBUTE_LABELS[attributes[1] as number]).toBe('Patient');
    expect(ATTRIBUTE_LABELS[attributes[7] as number]).toBe('none');
  });

  it('refuse a category that is not ours', () => {
    expect(() => labelTokens(featurize(TEXT).tokens, [{ start: 0, end: 3, category: 'TITLE' }])).toThrow(
      'B-TITLE',
    );
  });
});
