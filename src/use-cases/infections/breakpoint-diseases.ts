import { type Span } from '../../text/index.js';

/** "AMC (hors cystite)", "S (cystite)": what a category is given for. */
export function isOfBreakpoint(text: string, { start, end }: Span): boolean {
  const before = text.slice(Math.max(0, start - 30), start);
  if (
    /(?:hors|sauf|bornes?|seuils?|breakpoints?|autres?[ \t]+que|except[ée])[ \t]+(?:les[ \t]+|la[ \t]+)?$/iu.test(
      before,
    )
  )
    return true;
  const isInside = /\([^()\n]{0,16}$/u.test(before) && /^[^()\n]{0,16}\)/u.test(text.slice(end, end + 18));
  return isInside && /(?:^|[ \t])(?:SFP|S|I|R)[ \t*]*\([^()\n]{0,16}$/u.test(before);
}
