import { fold } from '../../lexicon/index.js';

/** Letters that lose an accent when folded; a PDF may leave a space where it stood ("infirmie re"). */
const ACCENTED = /^[àâäéèêëîïôöùûüç]$/i;

/** What one sign of a form may look like in a text folded in place. */
function unit(sign: string, last: boolean): string {
  if (/^[- ]$/.test(sign)) return '(?:[- ]|-?\\n ?)';
  if (/^['’]$/.test(sign)) return "['’] ?";
  const folded = fold(sign);
  if (!/^[a-z\d]+$/.test(folded)) return `\\${sign}`;
  if (folded.length > 1) return `(?:${sign.toLowerCase()}|${folded})`;
  return ACCENTED.test(sign) && !last ? `${folded} ?` : folded;
}

interface Branch {
  readonly next: Map<string, Branch>;
  ends: boolean;
}
const branch = (): Branch => ({ next: new Map(), ends: false });

function sourceOf({ next, ends }: Branch): string {
  if (next.size === 0) return '';
  const choices = [...next]
    .map(([sign, rest]) => `${sign}${sourceOf(rest)}`)
    .sort((a, b) => b.length - a.length);
  if (choices.length === 1 && !ends) return choices[0] as string;
  return `(?:${choices.join('|')})${ends ? '?' : ''}`;
}

/**
 * Source of one expression for all forms of a word list, the longest first, to be matched on a text folded in place.
 * It is built as a tree, so that its cost hardly grows with the list.
 */
export function formsPattern(forms: readonly string[]): string {
  const root = branch();
  for (const form of forms) {
    let at = root;
    const signs = [...form];
    signs.forEach((sign, index) => {
      const key = unit(sign, index === signs.length - 1);
      const known = at.next.get(key) ?? branch();
      at.next.set(key, known);
      at = known;
    });
    if (at !== root) at.ends = true;
  }
  return sourceOf(root);
}
