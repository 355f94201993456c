import { type PageLine } from './layout/layout.js';
import { isPageNumber, namesItsPage, standsApart, withoutPageNumber } from './page-number.js';

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
  pages.forEach((lines, page) => {
    const isFurniture = (line: PageLine) =>
      isRepeated(line, page) || isPageNumber(line.text, page, pages.length);
    const head = countWhile(lines, isFurniture);
    const foot = countWhile([...lines.slice(head)].reverse(), isFurniture);
    const first = lines.slice(0, head).flatMap((line) => keepOnce(line, page));
    (page === 0 ? body : after).push(...first);
    const text = lines
      .slice(head, lines.length - foot)
      .map((line, index, all) => unnumbered(line, page, pages.length, index === all.length - 1))
      .filter((line) => line.text !== '');
    text.forEach((line, index) => {
      if (isTitleAgain(line, index === 0, body)) return;
      // A paragraph may go on over the page: no empty line is put there.
      body.push(index === 0 && page > 0 ? { ...line, parted: false } : line);
    });
    after.push(...lines.slice(lines.length - foot).flatMap((line) => keepOnce(line, page)));
  });
  const [begin, ...rest] = after;
  return begin ? [...body, { ...begin, parted: true }, ...rest] : body;
}

function unnumbered(line: PageLine, page: number, count: number, isLast: boolean): PageLine {
  return (isLast && standsApart(line.text)) || namesItsPage(line.text, page, count)
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

/** A table that goes on over the page or the column prints the titles of its columns again. */
function isTitleAgain(line: PageLine, isFirst: boolean, before: readonly PageLine[]): boolean {
  if (!(line.begins || isFirst) || !line.text.includes('\t') || /\d/.test(line.text)) return false;
  const table = rowsAtTheEnd(before);
  return table.some(({ text }) => text === line.text);
}

function rowsAtTheEnd(lines: readonly PageLine[]): readonly PageLine[] {
  let start = lines.length;
  while (start > 0 && lines[start - 1]?.text.includes('\t')) start -= 1;
  return lines.slice(start);
}

function countWhile<T>(items: readonly T[], holds: (item: T) => boolean): number {
  const end = items.findIndex((item) => !holds(item));
  return end === -1 ? items.length : end;
}
