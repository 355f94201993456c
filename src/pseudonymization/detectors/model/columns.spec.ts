import { columns } from './columns.js';

describe('a place over a gap', () => {
  it.each([
    ['HOSPITAL', 'Laboratoire DU LAC      ROUX', ['Laboratoire DU LAC', 'ROUX']],
    ['HOSPITAL', 'Clinique du\nLac', ['Clinique du\nLac']],
    ['CITY', 'Vaux  le  Lac', ['Vaux  le  Lac']],
    ['ADDRESS', '3 rue Verte,\n     bât. C', ['3 rue Verte', 'bât. C']],
    ['LAST_NAME', 'ROUX     VIAL', ['ROUX     VIAL']],
  ] as const)('%s %j', (category, raw, expected) => {
    const span = {
      start: 2,
      end: 2 + raw.length,
      category,
      role: null,
      kind: null,
      score: 0.9,
      attributeScore: 0,
    };
    const text = `– ${raw} –`;
    expect(columns(text, span).map(({ start, end }) => text.slice(start, end))).toEqual(expected);
  });
});
