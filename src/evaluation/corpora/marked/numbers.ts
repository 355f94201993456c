import { isLuhnValid, nirKey } from '../../../pseudonymization/index.js';

function luhn(body: string): string {
  for (let key = 0; key < 10; key += 1)
    if (isLuhnValid(`${body}${String(key)}`)) return `${body}${String(key)}`;
  return body;
}

/** Numbers with a right key are made when a corpus is read, never written in a file. */
const NUMBERS: Readonly<Record<string, () => string>> = {
  '{NIR}': () => `1850338123456${nirKey('1850338123456')}`,
  '{NIR spaced}': () => `2 91 11 69 123 042 ${nirKey('2911169123042')}`,
  '{NIR corse}': () => `1 66 07 2A 004 112 ${nirKey('166072A004112')}`,
  '{NIR 13}': () => '2911169123042',
  '{RPPS}': () => luhn('1010099988'),
  '{FINESS}': () => luhn('38099988'),
};

export const withNumbers = (text: string): string =>
  text.replace(/\{[A-Z]+(?: \w+)?\}/g, (name) => NUMBERS[name]?.() ?? name);
