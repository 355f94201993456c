const WINDOWS_1252 = '€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ';

/** The standard fonts of PDF have the letters of Windows-1252; another one is printed without its marks, or as `?`. */
export function inStandardFonts(character: string): string {
  if (/[\xa1-\xff]/.test(character) || WINDOWS_1252.includes(character)) return character;
  if (/\s/.test(character)) return ' ';
  const [base = ''] = character.normalize('NFD');
  return /[\x20-\x7e]/.test(base) ? base : '?';
}
