/** The ways a French report prints its page number; the groups are the number and the count. */
const NAMED =
  /\b(?:page|p\.|folio)\s{0,3}(?:n°\s?)?(\d{1,4})(?:\s{0,3}(?:\/|sur|de)\s{0,3}(\d{1,4}))?(?!\d)/i;
const OF_COUNT = /(?<![\d/.,])(\d{1,4})\s?\/\s?(\d{1,4})(?![\d/.,])/;
const ALONE = /^[-–—\s]{0,5}(\d{1,4})[-–—\s]{0,5}$/;
/** What stood between the number and the rest of the line. */
const SEPARATORS = /^[\s|·•–—-]+|[\s|·•–—-]+$/g;
/** No header is longer. */
const LONGEST = 300;

const BETWEEN_DASHES = /^[-–—]\s?(\d{1,4})\s?[-–—]$/;

/** Is the line nothing but this page's number, or one that names it? */
export function isPageNumber(text: string, page: number, count: number): boolean {
  const rest = withoutPageNumber(text, page, count);
  return rest === '' || (rest !== text && NAMED.test(text) && count > 1);
}

/**
 * A line without its page number; the line as it is where it holds none.
 * @param page counted from 0.
 */
export function withoutPageNumber(text: string, page: number, count: number): string {
  if (text.length > LONGEST) return text;
  const named = NAMED.exec(text);
  if (named && isOf(named, page, count)) return cut(text, named[0], named.index);
  const ofCount = OF_COUNT.exec(text);
  if (ofCount && isOf(ofCount, page, count)) {
    const rest = cut(text, ofCount[0], ofCount.index);
    // On a single page, 1/1 in a line of text is a result; alone in the corner it is not.
    if (count > 1 || rest === '' || text.endsWith(`\t${ofCount[0]}`)) return rest;
  }
  const alone = (count > 1 ? ALONE : BETWEEN_DASHES).exec(text);
  return alone && Number(alone[1]) === page + 1 ? '' : text;
}

const isOf = ([, number, total]: RegExpExecArray, page: number, count: number): boolean =>
  Number(number) === page + 1 && (total === undefined ? count > 1 : Number(total) === count);

/** Does a line begin or end with « page 2/3 », this page's own? That is never of the text, wherever it stands. */
export function namesItsPage(text: string, page: number, count: number): boolean {
  const named = text.length > LONGEST ? null : NAMED.exec(text);
  if (!named?.[2] || !isOf(named, page, count)) return false;
  return named.index === 0 || named.index + named[0].length === text.length;
}

/** Does a line begin or end with « 2/3 » in a column of its own? Within a sentence it is a result. */
export const standsApart = (text: string): boolean =>
  /^\d{1,4}\s?\/\s?\d{1,4}(?:\t|$)|\t\d{1,4}\s?\/\s?\d{1,4}$/.test(text);

const cut = (text: string, number: string, at: number): string =>
  (text.slice(0, at) + text.slice(at + number.length)).replace(SEPARATORS, '');
