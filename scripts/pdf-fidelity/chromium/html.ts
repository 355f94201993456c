import { type BodyPart, type SourceReport } from '../corpus.js';
import { cutsOf } from '../hyphenate.js';
import { type Layout } from '../layouts.js';
import { STYLES } from './styles.js';

const IN_BODY: ReadonlySet<Layout> = new Set(['letterhead', 'two-columns']);

const escape = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replace(/\^(\d+)/g, '<sup>$1</sup>');

/** Soft hyphens where a typesetter may cut: Chromium has no French dictionary everywhere. */
const withCuts = (text: string): string =>
  text
    .split(' ')
    .map((word) => cutsOf(word).reduceRight((cut, at) => `${cut.slice(0, at)}\u00AD${cut.slice(at)}`, word))
    .join(' ');

const element = (tag: string, text: string, name = ''): string =>
  `<${tag}${name && ` class="${name}"`}>${escape(text)}</${tag}>`;
const lines = (texts: readonly string[], name: string): string =>
  `<div class="${name}">${texts.map((text) => element('div', text)).join('')}</div>`;

function htmlOfPart(part: BodyPart, set: (text: string) => string): string {
  if ('heading' in part) return element('h2', part.heading);
  if ('text' in part) return element('p', set(part.text));
  if ('result' in part) return element('div', part.result, 'result');
  if ('list' in part) return `<ul>${part.list.map((item) => element('li', set(item))).join('')}</ul>`;
  if ('fields' in part)
    return `<div class="fields">${part.fields.map(([label, value]) => element('div', `${label} : ${value}`)).join('')}</div>`;
  const [head = [], ...rows] = part.table;
  const row = (cells: readonly string[], tag: string) =>
    `<tr>${cells.map((cell) => element(tag, cell)).join('')}</tr>`;
  return `<table><thead>${row(head, 'th')}</thead><tbody>${rows.map((cells) => row(cells, 'td')).join('')}</tbody></table>`;
}

/** The page Chromium prints: the same parts in each layout, placed by its style. */
export function htmlOf(report: SourceReport, layout: Layout): string {
  const set = layout === 'justified' ? withCuts : (text: string) => text;
  const body = report.blocks.map((part) => htmlOfPart(part, set)).join('\n');
  // In the other layouts it stands in the margin of each page.
  const hospital = IN_BODY.has(layout) ? lines(report.hospital, 'hospital') : '';
  const team = layout === 'letterhead' || layout === 'right-column' ? lines(report.team, 'team') : '';
  const stamp = layout === 'boxes' ? element('div', 'COPIE', 'stamp') : '';
  return `<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Compte rendu</title><style>${STYLES[layout](report)}</style></head>
<body>${hospital}${stamp}
<div class="sheet">${team}<div class="body">${element('h1', report.title)}${body}</div></div></body></html>`;
}
