import { ownFiles, read, ROOT } from '../support/documents/documents.js';

const BINARY = /\.(pdf|png|pem|onnx)$/;
const files = ownFiles().filter((file) => !BINARY.test(file));
const texts = files.map((file) => [file, read(file)] as const);

const digits = (text: string): number[] => [...text].map(Number);

/** RPPS: 11 digits, Luhn. */
function isRpps(number: string): boolean {
  const sum = digits(number)
    .reverse()
    .map((digit, at) => (at % 2 === 0 ? digit : digit * 2 > 9 ? digit * 2 - 9 : digit * 2))
    .reduce((total, digit) => total + digit, 0);
  return sum % 10 === 0;
}

/** NIR: 13 characters (2A and 2B for Corsica) and the key, 97 less the remainder. */
function isNir(number: string, key: string): boolean {
  const numeric = number.replace('2A', '19').replace('2B', '18');
  return /^\d{13}$/.test(numeric) && 97 - (Number(numeric) % 97) === Number(key);
}

const keyOf = (number: string): string => String(97 - (Number(number) % 97)).padStart(2, '0');

// A month and a department that exist: other runs of fifteen digits are figures.
const NIR =
  /(?<![\d.])([1278] ?\d{2} ?(?:0[1-9]|1[0-2]|[2-4]\d|[5-9]\d) ?(?:\d{2}|2[AB]) ?\d{3} ?\d{3})(?: ?(?:\/ ?)?|\^)(\d{2})(?![\d.])/g;
const RPPS = /(?<![\d.-])(1\d{10})(?![\d.-])/g;

const nirIn = (text: string): number =>
  [...text.matchAll(NIR)].filter(([, number = '', key = '']) => isNir(number.replaceAll(' ', ''), key))
    .length;
const rppsIn = (text: string): number =>
  [...text.matchAll(RPPS)].filter(([, number = '']) => isRpps(number)).length;

const holding = (count: (text: string) => number) =>
  texts.filter(([file, text]) => file !== 'package-lock.json' && count(text) > 0).map(([file]) => file);

describe('the files of the repository', () => {
  it('finds a valid number where there is one', () => {
    const number = ['2', '85', '05', '78', '006', '084'];
    const key = keyOf(number.join(''));
    expect([nirIn(`${number.join(' ')} ${key}`), nirIn(number.join('') + key)]).toEqual([1, 1]);
    const ten = '1000000000';
    const last = [...'0123456789'].find((digit) => isRpps(ten + digit)) ?? '';
    expect(rppsIn(`RPPS ${ten}${last}.`)).toBe(0);
    expect(rppsIn(`RPPS ${ten}${last}`)).toBe(1);
  });

  it('hold no valid NIR', () => {
    expect(holding(nirIn)).toEqual([]);
  });

  it('hold no valid RPPS', () => {
    expect(holding(rppsIn)).toEqual([]);
  });

  it('name no path of the machine they were written on', () => {
    const someones = /(?<![\w.*/])\/(?:home|Users|root|work)\/\w/;
    const named = texts.filter(([, text]) => someones.test(text) || text.includes(ROOT));
    expect(named.map(([file]) => file)).toEqual([]);
  });

  it('name no package registry: packages come from the one npm is set to', () => {
    const registry = /registry\.npmjs\.org|registry\.yarnpkg\.com|"resolved":|^registry=/m;
    const named = texts.filter(([file, text]) => !file.endsWith('own-files.spec.ts') && registry.test(text));
    expect(named.map(([file]) => file)).toEqual([]);
  });
});
