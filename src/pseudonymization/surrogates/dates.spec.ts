import { shiftDay, shiftWritten } from './dates.js';

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
    ['oc-\ntobre 2025', 'octobre 2025'],
    ['25 MAR\nS', '1 AVRIL'],
    ['22/03\n/2026', '29/03\n/2026'],
    ['2019-2021', '2019-2021'],
  ])('%s, seven days later: %s', (from, to) => {
    expect(shiftWritten(from, 7, 2023)).toBe(to);
  });

  it('goes back too', () => {
    expect(shiftWritten('05/01/2024', -7, 2024)).toBe('29/12/2023');
    expect(shiftWritten('2024', -364, 2024)).toBe('2023');
  });
});

describe('what is no date in numbers', () => {
  it.each([
    ['Noël 2024', 'mi-février 2025'],
    ['Noël', 'mi-février'],
    ["jour de l'an", '19 février'],
    ['été 2021', 'automne 2021'],
    ['Hiver 2021-2022', 'Printemps 2022'],
    ['hiver 2021/22', 'printemps 2022'],
    ['HIVER 1956', 'PRINTEMPS 1956'],
  ])('%s, seven weeks later: %s', (from, to) => {
    expect(shiftWritten(from, from.startsWith('j') || from.startsWith('N') ? 49 : 91, 2023)).toBe(to);
  });
});

describe('shiftDay', () => {
  const anchor = { day: 30, month: 3, year: 2024, isAhead: false, isWorded: true };

  it.each([
    ['13', { ...anchor }, '20'],
    ['28', { ...anchor }, '4'],
    ['03', { ...anchor }, '10'],
    ['25', { ...anchor }, '1er'],
    ['13', { ...anchor, day: 16, isAhead: true }, '20'],
    ['22', { ...anchor, day: 26, isAhead: true }, '29 mars'],
    ['22', { ...anchor, day: 26, isAhead: true, isWorded: false }, '29/03'],
  ])('%s of %j, seven days later: %s', (raw, near, to) => {
    expect(shiftDay(raw, 7, near)).toBe(to);
  });
});
