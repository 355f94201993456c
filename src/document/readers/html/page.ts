import { itemLines, type Line, Lines } from '../lines.js';
import { type Cell, spanOf, TableGrid } from '../table-grid.js';
import { keepsBlanks } from './hidden.js';
import type { HtmlElement, HtmlNode } from './html-element.js';

/** Elements that start and end a line. */
const BLOCKS = new Set(
  (
    'address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset figcaption ' +
    'figure footer form header hgroup hr html legend main menu nav option p pre section select summary textarea'
  ).split(' '),
);
const HEADINGS = new Set(['h1', 'h2', 'h3', 'h4', 'h5', 'h6']);
const TABLE_PARTS = new Set(['thead', 'tbody', 'tfoot']);
const CELLS = new Set(['td', 'th']);
const TYPED = new Set(['text', 'number', 'date', 'datetime-local', 'time', 'email', 'tel', 'url', 'search']);

/** Lines of an HTML element: blocks, list items and table rows each take a line of their own, as in a CDA. */
export function htmlLines(element: HtmlElement, asIs = false): Line[] {
  const lines = new Lines();
  for (const node of element.children) write(node, lines, asIs);
  return lines.done();
}

function write(node: HtmlNode, lines: Lines, asIs: boolean): void {
  if (typeof node === 'string') return asIs ? writeAsIs(node, lines) : lines.text(node);
  const { name, attributes } = node;
  const keeps = keepsBlanks(node) ?? asIs;
  if (name === 'br') return lines.break('line');
  if (name === 'sup') return lines.superscript(textOf(node));
  if (name === 'ul' || name === 'ol') return writeList(node, lines, keeps);
  if (name === 'input') return lines.text(typedIn(attributes));
  if (name === 'table') {
    lines.break();
    return writeTable(node, lines, new TableGrid());
  }
  // An item or a cell without its list or table: browsers give each its line all the same.
  const isHeading = HEADINGS.has(name);
  const isBlock = isHeading || BLOCKS.has(name) || name === 'li' || name === 'tr' || CELLS.has(name);
  if (isBlock) lines.break();
  for (const child of node.children) write(child, lines, keeps);
  if (isBlock) lines.break(isHeading ? 'title' : 'block');
}

/** Preformatted: the line ends are the author's, and an empty line parts what stands around it. */
function writeAsIs(text: string, lines: Lines): void {
  text.split(/[\n\r]/).forEach((line, index) => {
    if (index > 0) lines.break('line');
    lines.verbatim(line);
  });
}

/** The words of an element that fits in a line. */
function textOf(element: HtmlElement): string {
  return htmlLines(element)
    .map(({ text }) => text)
    .join(' ');
}

function typedIn({ type = 'text', value = '' }: HtmlElement['attributes']): string {
  return TYPED.has(type.toLowerCase()) ? value : '';
}

function writeList(list: HtmlElement, lines: Lines, asIs: boolean): void {
  lines.break();
  let number = wholeNumber(list.attributes.start) ?? 1;
  for (const node of list.children) {
    if (typeof node === 'string' || node.name !== 'li') {
      write(node, lines, asIs);
      continue;
    }
    number = wholeNumber(node.attributes.value) ?? number;
    lines.add(itemLines(list.name === 'ol' ? `${number}. ` : '- ', htmlLines(node, asIs)));
    number += 1;
  }
  lines.break();
}

function wholeNumber(value: string | undefined): number | undefined {
  return value !== undefined && /^-?\d{1,6}$/.test(value.trim()) ? Number(value) : undefined;
}

function writeTable(table: HtmlElement, lines: Lines, grid: TableGrid): void {
  for (const node of table.children) {
    if (typeof node === 'string') lines.text(node);
    else if (node.name === 'tr') lines.add(grid.row(cellsOf(node)));
    else if (TABLE_PARTS.has(node.name)) writeTable(node, lines, new TableGrid());
    else write(node, lines, false);
  }
  lines.break();
}

function cellsOf(row: HtmlElement): Cell[] {
  return row.children.flatMap((node) => {
    if (typeof node === 'string') {
      return node.trim() === '' ? [] : [{ lines: [{ text: node.trim() }], columns: 1, rows: 1 }];
    }
    const lines = CELLS.has(node.name) ? htmlLines(node) : linesOf(node);
    const { colspan, rowspan } = node.attributes;
    return [{ lines, columns: spanOf(colspan, 'columns'), rows: spanOf(rowspan, 'rows') }];
  });
}

function linesOf(node: HtmlElement): Line[] {
  const lines = new Lines();
  write(node, lines, false);
  return lines.done();
}
