import type { Element, Node } from '@xmldom/xmldom';
import { itemLines, type Line, Lines } from '../lines.js';
import { spanOf, TableGrid } from '../table-grid.js';
import { isElement } from './parse-xml.js';

const TEXT_NODE = 3;
const CDATA_NODE = 4;
const TABLE_PARTS = ['thead', 'tbody', 'tfoot'];

/** Lines of one narrative block (CDA `text`): blocks, list items and table rows each take a line of their own. */
export function narrativeLines(text: Node): Line[] {
  const lines = new Lines();
  writeChildren(text, lines);
  return lines.done();
}

function writeChildren(parent: Node, lines: Lines): void {
  for (const node of parent.childNodes) write(node, lines);
}

function write(node: Node, lines: Lines): void {
  if (isText(node)) return lines.text(node.nodeValue ?? '');
  if (!isElement(node)) return;
  switch (node.localName) {
    case 'br':
      return lines.break('line');
    case 'table':
      lines.break();
      return writeTable(node, lines, new TableGrid());
    case 'list':
      return writeList(node, lines);
    case 'sup':
      return lines.superscript(node.textContent ?? '');
    case 'content':
      // Struck out by the author (CDA R2 4.3.5.5): no longer part of the text.
      return node.getAttribute('revised') === 'delete' ? undefined : writeChildren(node, lines);
    case 'footnote':
      return lines.note(narrativeLines(node));
    case 'paragraph':
    case 'caption':
      lines.break();
      writeChildren(node, lines);
      return lines.break();
    default:
      return writeChildren(node, lines);
  }
}

function isText(node: Node): boolean {
  return node.nodeType === TEXT_NODE || node.nodeType === CDATA_NODE;
}

function writeList(list: Element, lines: Lines): void {
  lines.break();
  const ordered = list.getAttribute('listType') === 'ordered';
  let number = 0;
  for (const node of list.childNodes) {
    if (!isElement(node) || node.localName !== 'item') {
      write(node, lines);
      continue;
    }
    number += 1;
    lines.add(itemLines(ordered ? `${number}. ` : '- ', narrativeLines(node)));
  }
  lines.break();
}

/** What stands between rows, against the schema, is text all the same. */
function writeTable(table: Element, lines: Lines, grid: TableGrid): void {
  for (const node of table.childNodes) {
    if (!isElement(node)) write(node, lines);
    else if (node.localName === 'tr') lines.add(rowOf(node, grid));
    else if (TABLE_PARTS.includes(node.localName ?? '')) writeTable(node, lines, new TableGrid());
    else write(node, lines);
  }
  lines.break();
}

function rowOf(row: Element, grid: TableGrid): readonly Line[] {
  const cells = [...row.childNodes].flatMap((node) => {
    if (!isElement(node)) return isBlank(node) ? [] : [{ lines: linesOf(node), columns: 1, rows: 1 }];
    const columns = spanOf(node.getAttribute('colspan'), 'columns');
    return [{ lines: narrativeLines(node), columns, rows: spanOf(node.getAttribute('rowspan'), 'rows') }];
  });
  return grid.row(cells);
}

function isBlank(node: Node): boolean {
  return !isText(node) || (node.nodeValue ?? '').trim() === '';
}

function linesOf(node: Node): Line[] {
  const lines = new Lines();
  write(node, lines);
  return lines.done();
}
