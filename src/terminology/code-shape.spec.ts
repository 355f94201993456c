import { actCode, compactCode, dottedCode, parentCode } from './code-shape.js';

describe('a code of CIM-10', () => {
  it.each([
    ['E1198', 'E11.98'],
    ['e11.98 ', 'E11.98'],
    ['I10', 'I10'],
    ['Z992+0', 'Z99.2+0'],
    ['Z99.2+0', 'Z99.2+0'],
    ['A00   ', 'A00'],
    ['F0000', 'F00.00'],
  ])('%s is %s', (written, code) => {
    expect(dottedCode(written)).toBe(code);
    expect(dottedCode(compactCode(code))).toBe(code);
  });

  it.each(['', 'E', '1198', 'E1', 'E11.', 'HHFA016', 'I10;DROP', 'A00000000'])('%j is none', (written) => {
    expect(dottedCode(written)).toBeUndefined();
  });

  it.each([
    ['E11.98', 'E11.9'],
    ['E11.9', 'E11'],
    ['Z99.2+0', 'Z99.2'],
    ['E11', undefined],
  ])('%s stands under %s', (code, parent) => {
    expect(parentCode(code)).toBe(parent);
  });
});

describe('a code of CCAM', () => {
  it('has four letters and three digits', () => {
    expect(actCode(' hhfa016')).toBe('HHFA016');
    expect(actCode('HHFA16')).toBeUndefined();
    expect(actCode('I10')).toBeUndefined();
  });
});
