import { cutsOf } from '../../pdf-fidelity/hyphenate.js';
import { type Span } from '../../../src/text/index.js';
import { type Block } from '../blocks.js';
import { type Layout, said, type Sheet } from '../report.js';
import { styleOf } from './style.js';

const LARGEST_INDENT = 50;

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** Soft hyphens where a typesetter may cut: Chromium has no French dictionary everywhere. */
const withCuts = (text: string): string =>
  text
    .split(' ')
    .map((word) => cutsOf(word).reduceRight((cut, at) => `${cut.slice(0, at)}\u00AD${cut.slice(at)}`, word))
    .join(' ');

/** The page Chromium prints: the same blocks in both layouts that have them, placed by their style. */
export function htmlOf(sheet: Sheet, layout: Layout): string {
  const { text, blocks } = sheet;
  const body =
    layout === 'fixed-pitch'
      ? `<pre>${escape(text)}</pre>`
      : blocks.map((block) => blockOf(text, block)).join('\n');
  return `<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Compte rendu</title><style>${styleOf(sheet, layout)}</style></head><body>${body}</body></html>`;
}

function blockOf(text: string, block: Block): string {
  const words = (at: Span): string => escape(said(text, at));
  const cell = (content: string): string => `<td>${content}</td>`;
  switch (block.kind) {
    case 'gap':
      return '<div class="gap"></div>';
    case 'rule':
      return '<hr>';
    case 'field':
      return `<table class="field"><tr><th>${words(block.label)} :</th>${cell(words(block.value))}</tr></table>`;
    case 'sides': {
      const sides = [block.left, block.right].map((side) => cell(side.map(words).join('<br>')));
      return `<table class="sides"><tr>${sides.join('')}</tr></table>`;
    }
    case 'table': {
      const rows = block.rows.map((row) =>
        row.map((cells) => cell(cells.map(words).join(' &nbsp; '))).join(''),
      );
      return `<table class="grid">${rows.map((row) => `<tr>${row}</tr>`).join('')}</table>`;
    }
    default: {
      const indent = `style="margin-left: ${String(Math.min(LARGEST_INDENT, block.indent))}ch"`;
      const content = block.kind === 'paragraph' ? escape(withCuts(said(text, block.at))) : words(block.at);
      return `<p class="${block.kind}" ${indent}>${content}</p>`;
    }
  }
}
