import { nirKey } from './detectors/rules/index.js';
import { findResidues } from './residual.js';

const BODY = '1850338123456';
const NIR = `${BODY}${nirKey(BODY)}`;
const WRONG = `${BODY}${String(97 - Number(nirKey(BODY)) === Number(nirKey(BODY)) ? 1 : 97 - Number(nirKey(BODY))).padStart(2, '0')}`;

describe('what is left in a pseudonymized text', () => {
  it.each([
    ['a national number', `carte ${NIR} vue`],
    ['one in groups', `1 85 03 38 123 456 ${NIR.slice(13)}`],
    ['one with points', `1.85.03.38.123.456/${NIR.slice(13)}`],
    ['one of Corsica', `166072A004112${nirKey('166072A004112')}`],
  ])('%s is seen without a label', (_, text) => {
    expect(findResidues(text)).toEqual(['IDENTIFYING_CODE']);
  });

  it.each([
    ['a wrong key', WRONG],
    ['a month that is none', `1851338123456${nirKey('1851338123456')}`],
    ['a longer number', `${NIR}7`],
    ['a list of results', '1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16'],
  ])('a number with %s is none', (_, text) => {
    expect(findResidues(text)).toEqual([]);
  });

  it('a mail box is seen, and ours is let through', () => {
    expect(findResidues('écrire à x.y@valmorange.example')).toEqual(['EMAIL']);
    expect(findResidues('écrire à x.y@courriel.example')).toEqual([]);
    expect(findResidues('1 cp @ 8 h. Puis 2 @ 12 h')).toEqual([]);
  });
});
