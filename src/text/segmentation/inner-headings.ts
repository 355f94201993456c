import { type Block } from './blocks.js';
import { codeInContext, type Context } from './context.js';
import { type Heading } from './headings.js';
import { SECTIONS_WITHIN } from './title-patterns.js';
import { titleCode } from './title-code.js';

/** Bounded, so that a paragraph of colons stays linear. */
const CANDIDATE = /(?<=[.;!?»]\s|\s\s)(\p{L}[^.:;!?\t|]{2,50}?)\s?:(?=\s)/gu;

/**
 * Titles inside a paragraph that opens with a title before its text: `INDICATION : chute. RESULTAT : fracture.`
 * Anywhere else a known word before a colon is prose.
 */
export function innerHeadings(text: string, blocks: readonly Block[], context: Context): Heading[] {
  const seen = new Set<string>();
  return blocks.flatMap(({ end, heading }) => {
    if (heading) seen.add(heading.code);
    if (!heading || heading.end >= end || !text.slice(heading.start, heading.end).includes(':')) return [];
    let { code } = heading;
    return [...text.slice(heading.end, end).matchAll(CANDIDATE)].flatMap((match) => {
      const label = match[1] ?? '';
      const found = titleCode(label, code);
      if (!found || found.dated || found.code === code) return [];
      if (SECTIONS_WITHIN.get(code)?.has(found.code)) return [];
      if (!/^\p{Lu}/u.test(label) && !label.includes(' ')) return [];
      const start = heading.end + match.index;
      const end = start + match[0].length;
      code = codeInContext(text, { start, end, code: found.code }, context, seen);
      seen.add(code);
      return [{ start, end, code, marked: false, dated: false }];
    });
  });
}
