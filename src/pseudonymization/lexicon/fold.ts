const ASCII = /^[\x20-\x7e]*$/;

/** Lower case, no accent, ligatures opened: two spellings of one name fold alike. Not for offsets. */
export function fold(text: string): string {
  const lower = text.toLowerCase();
  if (ASCII.test(lower)) return lower;
  return lower
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae')
    .replaceAll('ß', 'ss')
    .replaceAll('ø', 'o')
    .replaceAll('ł', 'l')
    .replaceAll('’', "'");
}

/** Letters only, folded: the form under which a name is compared. */
export const foldLetters = (text: string): string => fold(text).replace(/[^a-z]+/g, '');
