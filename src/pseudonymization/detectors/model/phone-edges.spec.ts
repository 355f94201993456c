import { phoneEdges } from './phone-edges.js';

describe('the ends of a phone number', () => {
  it.each([
    ['(06 39 98 00 11', '06 39 98 00 11'],
    ['(06 39 98 00 11)', '06 39 98 00 11'],
    ['06 39 98 00 11)', '06 39 98 00 11'],
    ['(+33) 6 39 98 00 11', '(+33) 6 39 98 00 11'],
    ['+33 (0)6 39 98 00 11', '+33 (0)6 39 98 00 11'],
    ['4512', '4512'],
  ])('%s', (raw, kept) => {
    const text = `Tel ${raw}.`;
    const { start, end } = phoneEdges(text, { start: 4, end: 4 + raw.length });
    expect(text.slice(start, end)).toBe(kept);
  });
});
