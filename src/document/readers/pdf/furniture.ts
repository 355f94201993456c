import { type PageLine } from './layout/layout.js';
import { isPageNumber, namesItsPage, withoutPageNumber } from './page-number.js';

/** In points: where a header stands on one page, it stands on the next. */
const SAME_PLACE = 4;

/**
 * The lines of all pages, one after the other. Headers and footers repeated from page to page are left once: those of
 * the first page's head before the text, the others after it, so that no sentence is cut. Page numbers are left out.
 */
export function joinPages(pages: readonly (readonly PageLine[])[]): PageLine[] {
  const isRepeated = repeatedIn(pages);
  const body: PageLine[] = [];
  const after: PageLine[] = [];
  const kept = new Set<string>();
  const keepOnce = (line: PageLine, page: number): PageLine[] => {
    const text = withoutPageNumber(line.text, page, pages.length);
    if (text === '' || kept.has(text)) return [];
    kept.add(text);
    return [{ ...line, text }];
  };
  let previous: readonly PageLine[] = [];
  pages.forEach((lines, page) => {
    const isFurniture = (line: PageLine) =>
      isRepeated(line, page) || isPageNumber(line.text, page, pages.length);
    const head = countWhile(lines, isFurniture);
    const foot = countWhile([...lines.slice(head)].reverse(), isFurniture);
    const first = lines.slice(0, head).flatMap((line) => keepOnce(line, page));
    (page === 0 ? body : after).push(...first);
    const text = lines
      .slice(head, lines.length - foot)
      .map((line) => unnumbered(line, page, pages.length))
      .filter((line) => line.text !== '');
    const [begin, ...rest] = isTableGoingOn(previous, text) ? text.slice(1) : text;
    // A paragraph may go on over the page: no empty line is put there.
    if (begin) body.push(page === 0 ? begin : { ...begin, parted: false }, ...rest);
    after.push(...lines.slice(lines.length - foot).flatMap((line) => keepOnce(line, page)));
    if (text.length > 0) previous = text;
  });
  const [begin, ...rest] = after;
  return begin ? [...body, { ...begin, parted: true }, ...rest] : body;
}

function unnumbered(line: PageLine, page: number, count: number): PageLine {
  return namesItsPage(line.text, page, count)
    ? { ...line, text: withoutPageNumber(line.text, page, count) }
    : line;
}

function repeatedIn(pages: readonly (readonly PageLine[])[]): (line: PageLine, page: number) => boolean {
  const places = new Map<string, { page: number; x: number; y: number }[]>();
  const keyOf = (line: PageLine, page: number) => withoutPageNumber(line.text, page, pages.length);
  pages.forEach((lines, page) => {
    for (const line of lines) {
      const key = keyOf(line, page);
      const same = places.get(key);
      // Lines of a long table may repeat without end: a few places tell a header.
      if (!same) places.set(key, [{ page, x: line.x, y: line.y }]);
      else if (same.length < 50) same.push({ page, x: line.x, y: line.y });
    }
  });
  return (line, page) =>
    (places.get(keyOf(line, page)) ?? []).some(
      (place) =>
        place.page !== page &&
        Math.abs(place.x - line.x) <= SAME_PLACE &&
        Math.abs(place.y - line.y) <= SAME_PLACE,
    );
}

/** A table that goes on over the page prints the titles of its columns again. */
function isTableGoingOn(before: readonly PageLine[], text: readonly PageLine[]): boolean {
  const [first] = text;
  if (!first?.text.includes('\t') || /\d/.test(first.text) || !before.at(-1)?.text.includes('\t'))
    return false;
  return before.some((line) => line.text === first.text && Math.abs(line.x - first.x) <= SAME_PLACE);
}

function countWhile<T>(items: readonly T[], holds: (item: T) => boolean): number {
  const end = items.findIndex((item) => !holds(item));
  return end === -1 ? items.length : end;
}
