/**
 * Identifiers that have the shape of the national ones and break their rule on purpose: nobody can bear them.
 * The control digits are computed, then missed by one.
 */

/** 13 digits of a NIR with the key of another: 15 digits, or grouped as on a card. */
export function invalidNir(thirteen: string): { readonly digits: string; readonly printed: string } {
  const key = Number(97n - (BigInt(thirteen) % 97n));
  const wrong = String((key % 97) + 1).padStart(2, '0');
  const [, ...groups] = /^(\d)(\d\d)(\d\d)(\d\d)(\d{3})(\d{3})$/.exec(thirteen) ?? [];
  return { digits: thirteen + wrong, printed: [...groups, wrong].join(' ') };
}

/** The first digits of a RPPS (10) or FINESS (8), followed by a digit that is not their Luhn key. */
export function invalidLuhn(digits: string): string {
  const sum = [...digits].reverse().reduce((total, digit, at) => {
    const doubled = Number(digit) * (at % 2 === 0 ? 2 : 1);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  const key = (10 - (sum % 10)) % 10;
  return digits + String((key + 1) % 10);
}
