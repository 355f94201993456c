import type { Element, Node } from '@xmldom/xmldom';
import { isElement } from './parse-xml.js';

/** A cell's blocks stay on the row's line, parted by this; cells by a bar, so that empty ones keep their column. */
const IN_CELL = ' ; ';
const BETWEEN_CELLS = ' | ';
const TEXT_NODE = 3;
const CDATA_NODE = 4;

/** Lines of one narrative block (CDA `text`): blocks, list items and table rows each take a line of their own. */
export function narrativeLines(text: Element): string[] {
  const lines = new Lines();
  writeChildren(text, lines);
  return lines.done();
}

class Lines {
  readonly #lines: string[] = [];
  #current = '';

  /** XML blanks fold to one, as a browser does; a no-break space is text. */
  text(value: string): void {
    const folded = value.replace(/[ \t\r\n]+/g, ' ');
    this.#current += this.#current === '' || this.#current.endsWith(' ') ? folded.trimStart() : folded;
  }

  break(): void {
    const line = this.#current.trimEnd();
    if (line !== '') this.#lines.push(line);
    this.#current = '';
  }

  row(line: string): void {
    this.break();
    this.#lines.push(line);
  }

  endsWithDigit(): boolean {
    return /\d$/.test(this.#current);
  }

  done(): string[] {
    this.break();
    return this.#lines;
  }
}

function writeChildren(parent: Element, lines: Lines): void {
  for (const node of parent.childNodes) write(node, lines);
}

function write(node: Node, lines: Lines): void {
  if (node.nodeType === TEXT_NODE || node.nodeType === CDATA_NODE) return lines.text(node.nodeValue ?? '');
  if (!isElement(node)) return;
  switch (node.localName) {
    case 'br':
      return lines.break();
    case 'table':
      return writeTable(node, lines);
    case 'list':
      return writeList(node, lines);
    case 'sup':
      return writeSuperscript(node, lines);
    case 'content':
      // Struck out by the author (CDA R2 4.3.5.5): no longer part of the text.
      return node.getAttribute('revised') === 'delete' ? undefined : writeChildren(node, lines);
    case 'paragraph':
    case 'caption':
    case 'footnote':
      lines.break();
      writeChildren(node, lines);
      return lines.break();
    default:
      return writeChildren(node, lines);
  }
}

/** `10<sup>9</sup>` is `10^9`, never `109`. */
function writeSuperscript(node: Element, lines: Lines): void {
  const value = (node.textContent ?? '').trim();
  lines.text(lines.endsWithDigit() && /^[-+]?\d/.test(value) ? `^${value}` : value);
}

function writeList(list: Element, lines: Lines): void {
  lines.break();
  const ordered = list.getAttribute('listType') === 'ordered';
  let number = 0;
  for (const node of list.childNodes) {
    if (!isElement(node)) continue;
    if (node.localName !== 'item') {
      write(node, lines);
      continue;
    }
    number += 1;
    narrativeLines(node).forEach((line, index) => {
      const mark = ordered ? `${number}. ` : '- ';
      lines.row(index === 0 ? `${mark}${line}` : `  ${line}`);
    });
  }
}

function writeTable(table: Element, lines: Lines): void {
  lines.break();
  for (const node of table.childNodes) {
    if (!isElement(node)) continue;
    if (node.localName === 'tr') writeRow(node, lines);
    else if (['thead', 'tbody', 'tfoot'].includes(node.localName ?? '')) writeTable(node, lines);
    else if (node.localName === 'caption') write(node, lines);
  }
}

function writeRow(row: Element, lines: Lines): void {
  const cells = [...row.childNodes]
    .filter(isElement)
    .filter(({ localName }) => localName === 'td' || localName === 'th')
    .map(narrativeLines);
  const [only, ...others] = cells;
  // A table of one column is a frame around text: its blocks keep their own lines.
  if (only && others.length === 0) return only.forEach((line) => lines.row(line));
  const texts = cells.map((cell) => cell.join(IN_CELL));
  if (texts.some((cell) => cell !== '')) lines.row(texts.join(BETWEEN_CELLS).trimEnd());
}
