const SMALL =
  'zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf'.split(
    ' ',
  );
const TENS = [
  '',
  '',
  'vingt',
  'trente',
  'quarante',
  'cinquante',
  'soixante',
  'soixante',
  'quatre-vingt',
  'quatre-vingt',
];

function belowHundred(value: number): string {
  if (value < 20) return SMALL[value] as string;
  const ten = Math.floor(value / 10);
  const rest = ten === 7 || ten === 9 ? value - (ten - 1) * 10 : value % 10;
  if (rest === 0) return ten === 8 ? 'quatre-vingts' : (TENS[ten] as string);
  const link = ten < 8 && (rest === 1 || rest === 11) ? ' et ' : '-';
  return `${TENS[ten] as string}${link}${SMALL[rest] as string}`;
}

/** A whole number from 1 to 2999 in French words, as years and days are written. */
export function inWords(value: number): string {
  const thousands = Math.floor(value / 1000);
  const hundreds = Math.floor((value % 1000) / 100);
  const rest = value % 100;
  return [
    thousands === 0 ? '' : thousands === 1 ? 'mille' : `${SMALL[thousands] as string} mille`,
    hundreds === 0
      ? ''
      : hundreds === 1
        ? 'cent'
        : `${SMALL[hundreds] as string} ${rest === 0 ? 'cents' : 'cent'}`,
    rest === 0 && value >= 100 ? '' : belowHundred(rest),
  ]
    .filter(Boolean)
    .join(' ');
}
