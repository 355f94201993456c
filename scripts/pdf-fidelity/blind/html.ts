import { type BlindPart, type BlindReport, type Box, type Row } from './source.js';
import { HTML_STYLES, type HtmlLayout } from './styles.js';

const escape = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replace(/\^(\d+)/g, '<sup>$1</sup>');

const element = (tag: string, text: string, name = ''): string =>
  `<${tag}${name && ` class="${name}"`}>${escape(text)}</${tag}>`;

/** How far a cell goes: itself and the marks that follow it. */
const spanOf = (cells: Row, at: number, mark: string): number => {
  let end = at + 1;
  while (cells[end] === mark) end += 1;
  return end - at;
};

function tableOf(rows: readonly Row[], name: string): string {
  const headRows = rows.slice(1).findIndex((row) => !row.includes('^')) + 1 || 1;
  const cell = (row: Row, index: number, at: number): string => {
    const text = row[at] ?? '';
    if (text === '<' || text === '^') return '';
    const below = rows.slice(index).map((one) => one[at] ?? '');
    const spans = ` colspan="${spanOf(row, at, '<')}" rowspan="${spanOf(below, 0, '^')}"`;
    const tag = index < headRows ? 'th' : 'td';
    return `<${tag}${spans}>${escape(text)}</${tag}>`;
  };
  const lines = rows.map((row, index) => `<tr>${row.map((_, at) => cell(row, index, at)).join('')}</tr>`);
  const [head, body] = [lines.slice(0, headRows), lines.slice(headRows)];
  return `<table class="${name}"><thead>${head.join('')}</thead><tbody>${body.join('')}</tbody></table>`;
}

const boxOf = ({ title, lines }: Box): string =>
  `<section>${element('h3', title)}${lines.map((line) => element('div', line)).join('')}</section>`;

function htmlOfPart(part: BlindPart): string {
  if ('heading' in part) return element('h2', part.heading);
  if ('text' in part) return element('p', part.text);
  if ('result' in part) return element('p', part.result, 'result');
  if ('figure' in part) return `<figure><div></div>${element('figcaption', part.figure)}</figure>`;
  if ('list' in part) return `<ul>${part.list.map((item) => element('li', item)).join('')}</ul>`;
  if ('boxes' in part) return `<div class="boxes">${part.boxes.map(boxOf).join('')}</div>`;
  if ('fields' in part)
    return `<div class="fields">${part.fields.map(([label, value]) => element('div', `${label} : ${value}`)).join('')}</div>`;
  if ('grid' in part) return tableOf(part.grid, 'grid');
  return tableOf('table' in part ? part.table : 'results' in part ? part.results : part.tabs, '');
}

/** The page Chromium prints. */
export function blindHtml(report: BlindReport, layout: HtmlLayout): string {
  const hospital = `<header>${report.hospital.map((line) => element('div', line)).join('')}</header>`;
  const inPage = layout === 'care-plan' ? '' : hospital;
  return `<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Document</title><style>${HTML_STYLES[layout](report)}</style></head>
<body>${inPage}${element('h1', report.title)}<main>${report.blocks.map(htmlOfPart).join('\n')}</main></body></html>`;
}
