import { nirKey } from './detectors/rules/index.js';
import { findResidues } from './residual.js';

const BODY = '1850338123456';
const NIR = `${BODY}${nirKey(BODY)}`;
const WRONG = `${BODY}${String(97 - Number(nirKey(BODY)) === Number(nirKey(BODY)) ? 1 : 97 - Number(nirKey(BODY))).padStart(2, '0')}`;

/** Five values of three digits each, whose fifteen digits have a right key. */
const rowWithRightKey = Array.from(
  { length: 97 },
  (_, at) => `125 108 1${String(10 + Math.floor(at / 10))} 1${at % 10}0`,
)
  .flatMap((row) => Array.from({ length: 100 }, (_, last) => `${row} 1${String(last).padStart(2, '0')}`))
  .find((row) => nirKey(row.replace(/ /g, '').slice(0, 13)) === row.slice(-2)) as string;

describe('what is left in a pseudonymized text', () => {
  it.each([
    ['a national number', `carte ${NIR} vue`],
    ['one in groups', `1 85 03 38 123 456 ${NIR.slice(13)}`],
    ['one with points', `1.85.03.38.123.456/${NIR.slice(13)}`],
    ['one in three parts', `${NIR.slice(0, 4)} ${NIR.slice(4, 9)} ${NIR.slice(9)}`],
    ['one after a result', `140 ${NIR.slice(0, 13)} ${NIR.slice(13)}`],
    ['one of Corsica', `166072A004112${nirKey('166072A004112')}`],
  ])('%s is seen without a label', (_, text) => {
    expect(findResidues(text)).toEqual(['IDENTIFYING_CODE']);
  });

  it.each([
    ['a wrong key', WRONG],
    ['a month that is none', `1851338123456${nirKey('1851338123456')}`],
    ['a longer number', `${NIR}7`],
    ['digits of a row of results', rowWithRightKey],
    ['a list of results', '1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16'],
  ])('a number with %s is none', (_, text) => {
    expect(findResidues(text)).toEqual([]);
  });

  it('a mail box is seen, and ours is let through', () => {
    expect(findResidues('écrire à x.y@valmorange.example')).toEqual(['EMAIL']);
    expect(findResidues('écrire à x.y@courriel.example')).toEqual([]);
    expect(findResidues('écrire à "x y"@valmorange.example')).toEqual(['EMAIL']);
    expect(findResidues('écrire à x.y@courriel.example.Merci')).toEqual([]);
    expect(findResidues('1 cp @ 8 h. Puis 2 @ 12 h')).toEqual([]);
  });
});
