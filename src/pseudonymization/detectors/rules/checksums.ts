/** Luhn key over digits, as RPPS (11 digits) and FINESS (9) use it. */
export function isLuhnValid(digits: string): boolean {
  let sum = 0;
  for (let at = 0; at < digits.length; at += 1) {
    const digit = Number(digits[digits.length - 1 - at]);
    const doubled = at % 2 === 0 ? digit : digit * 2;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/** Key of the 13 first signs of a NIR: 97 − n mod 97; Corsica 2A counts as 19, 2B as 18. */
export function nirKey(thirteen: string): string {
  const number = BigInt(thirteen.toUpperCase().replace('2A', '19').replace('2B', '18'));
  return String(97n - (number % 97n)).padStart(2, '0');
}
