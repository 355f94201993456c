/** `E11.98`, `Z51.30`, `S82.8`, `K63.5+0`, `Z99.2+0`: CIM-10 FR for the PMSI, extensions included. */
const DOTTED = /^[A-Z]\d{2}(?:\.(?:\d[\d+]{0,3}|\+\d{1,3}))?$/;
const COMPACT = /^[A-Z]\d{2}[\d+]{0,4}$/;
const CCAM = /^[A-Z]{4}\d{3}$/;

/** A code of CIM-10 as people read it (`E11.98`), from either form; undefined where it is none. Case and blanks do not count. */
export function dottedCode(written: string): string | undefined {
  const code = written.trim().toUpperCase();
  if (DOTTED.test(code)) return code;
  if (!COMPACT.test(code)) return undefined;
  return code.length === 3 ? code : `${code.slice(0, 3)}.${code.slice(3)}`;
}

/** A code as the PMSI writes it in its files (`E1198`). */
export const compactCode = (code: string): string => code.replace('.', '');

/** The code above it: one character less, down to its category of three; undefined above a category. */
export function parentCode(code: string): string | undefined {
  if (code.length <= 3) return undefined;
  const shorter = code.slice(0, -1);
  return /[.+]$/.test(shorter) ? shorter.replace(/[.+]+$/, '') : shorter;
}

/** A code of a CCAM act, in capitals; undefined where it is none. */
export function actCode(written: string): string | undefined {
  const code = written.trim().toUpperCase();
  return CCAM.test(code) ? code : undefined;
}
