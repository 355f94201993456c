import { fold } from '../matching/fold.js';

/**
 * A title or an abbreviation as it is compared: folded, straight apostrophes, plain hyphens, single blanks.
 * Its length differs from the original's: never use an offset into it.
 */
export function comparable(text: string): string {
  return fold(text)
    .replace(/[’ʼ`´]/g, "'")
    .replace(/[‐‑–—]/g, '-')
    .replace(/\s+/g, ' ')
    .trim();
}
