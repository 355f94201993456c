/** Longest expansions of one UTF-16 unit; every other folded letter comes from its decomposition. */
const EXPANSIONS: Readonly<Record<string, string>> = {
  œ: 'oe',
  Œ: 'oe',
  æ: 'ae',
  Æ: 'ae',
  ß: 'ss',
  ø: 'o',
  Ø: 'o',
  ﬀ: 'ff',
  ﬁ: 'fi',
  ﬂ: 'fl',
  ﬃ: 'ffi',
  ﬄ: 'ffl',
};

const OUTSIDE_WORD = 0;
const LETTER = 1;
const DIGIT = 2;
/** Part of the word it follows, and folded to nothing: combining accents and the soft hyphen. */
const SILENT = 3;
export type CharacterKind = 0 | 1 | 2 | 3;

const SIZE = 0x10000;
const kinds = new Uint8Array(SIZE).fill(255);
const folds: (string | undefined)[] = [];

function kindOf(character: string): CharacterKind {
  if (/\p{Nd}/u.test(character)) return DIGIT;
  if (/[\p{Mn}\u00AD]/u.test(character)) return SILENT;
  return /\p{L}/u.test(character) ? LETTER : OUTSIDE_WORD;
}

/** What one UTF-16 code unit is to a word; surrogate pairs stand outside words. */
export function characterKind(unit: number): CharacterKind {
  if (kinds[unit] === 255) kinds[unit] = kindOf(String.fromCharCode(unit));
  return kinds[unit] as CharacterKind;
}

/** One UTF-16 code unit in lower case without its accent, ligatures opened: `É` → `e`, `œ` → `oe`. */
export function foldUnit(unit: number): string {
  const known = folds[unit];
  if (known !== undefined) return known;
  const character = String.fromCharCode(unit);
  const folded =
    characterKind(unit) === SILENT
      ? ''
      : (EXPANSIONS[character] ??
        character
          .normalize('NFD')
          .replace(/\p{Mn}/gu, '')
          .toLowerCase());
  folds[unit] = folded;
  return folded;
}

/** A text in lower case without accents, ligatures opened. Its length may differ from the original's. */
export function fold(text: string): string {
  let folded = '';
  for (let at = 0; at < text.length; at += 1) folded += foldUnit(text.charCodeAt(at));
  return folded;
}

export const isWordUnit = (unit: number): boolean => characterKind(unit) !== OUTSIDE_WORD;
export const CHARACTER = { OUTSIDE_WORD, LETTER, DIGIT, SILENT } as const;
