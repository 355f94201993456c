const ASCII = /^[\x20-\x7e]*$/;
const OTHER = /[^\x20-\x7e]/g;
const LIGATURES: Readonly<Record<string, string>> = {
  œ: 'oe',
  æ: 'ae',
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ı: 'i',
  '’': "'",
};
const folded = new Map<string, string>(Object.entries(LIGATURES));

function foldSign(sign: string): string {
  const known = folded.get(sign);
  if (known !== undefined) return known;
  const plain = sign.normalize('NFD').replace(/\p{M}+/gu, '');
  if (folded.size < 2000) folded.set(sign, plain);
  return plain;
}

/** Lower case, no accent, ligatures opened: two spellings of one name fold alike. Not for offsets. */
export function fold(text: string): string {
  const lower = text.toLowerCase();
  return ASCII.test(lower) ? lower : lower.replace(OTHER, foldSign);
}

/** Letters only, folded: the form under which a name is compared. */
export const foldLetters = (text: string): string => fold(text).replace(/[^a-z]+/g, '');
