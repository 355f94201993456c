import { shiftWritten } from './dates.js';

describe('shiftWritten', () => {
  it.each([
    ['12/03/2024', '19/03/2024'],
    ['12.03.24', '19.03.24'],
    ['1/3/2024', '8/3/2024'],
    ['2024-12-30', '2025-01-06'],
    ['28/02', '07/03'],
    ['12 mars 2024', '19 mars 2024'],
    ['25 DECEMBRE 2024', '1 JANVIER 2025'],
    ['1er mars', '8 mars'],
    ['20240312081500', '20240319081500'],
    ['29 au 30 mars 2024', '5 au 6 avril 2024'],
    ['29 février 2024', '7 mars 2024'],
    ['mars 2024', 'mars 2024'],
    ['05/2024', '05/2024'],
    ['douze avril mille neuf cent cinquante-deux', 'dix-neuf avril mille neuf cent cinquante-deux'],
    ['12 janv. 2024', '19 janv. 2024'],
  ])('%s, seven days later: %s', (from, to) => {
    expect(shiftWritten(from, 7, 2023)).toBe(to);
  });

  it('goes back too', () => {
    expect(shiftWritten('05/01/2024', -7, 2024)).toBe('29/12/2023');
    expect(shiftWritten('2024', -364, 2024)).toBe('2023');
  });
});
