import { ok, type Result } from '../../../kernel/index.js';
import type { KnownTitle } from '../../../text/index.js';
import type { ReadingLimits } from '../../limits.js';
import type { Line } from '../lines.js';
import type { TextReading } from '../reading.js';
import { decodeHtml } from './decode-html.js';
import { htmlLines } from './page.js';
import { parseHtml } from './parse-html.js';

/** A page with fewer headings than this has its name in it; its sections, if any, are told by words. */
const HEADINGS_OF_SECTIONS = 2;

/** The text of an HTML page as a person sees it, a line per block, list item or table row; headings give the titles. */
export function readHtml(content: Uint8Array, limits: ReadingLimits): Result<TextReading> {
  const source = decodeHtml(content);
  if (!source.ok) return source;
  const parsed = parseHtml(source.value, limits);
  if (!parsed.ok) return parsed;
  const lines = htmlLines(parsed.value);
  const titles = titlesOf(lines);
  const text = lines.map((line) => line.text).join('\n');
  return ok({ kind: 'text', text, ...(titles.length >= HEADINGS_OF_SECTIONS && { titles }) });
}

function titlesOf(lines: readonly Line[]): KnownTitle[] {
  const titles: KnownTitle[] = [];
  let start = 0;
  for (const { text, title } of lines) {
    if (title) titles.push({ start, end: start + text.length });
    start += text.length + 1;
  }
  return titles;
}
