import { tokenize } from '../matching/index.js';
import { type Section } from '../span.js';
import { EXAMINATIONS, OPENERS, PAST_LABELS, PRESENT_LINES } from './triggers.js';

const LABEL = /^[\p{L}'’ ]{2,30}:/u;

/**
 * Where a section stops meaning the past. A title alone on its line holds its section; a title before its text
 * ("ATCD : HTA, PNA 2018.") holds that paragraph, up to a blank line, another label, or a line of the present. UTF-16 offsets.
 */
export function reachOf(text: string, { start, end, title }: Section): number {
  if (title.end <= title.start) return end;
  const lines = text.slice(title.end, end).split('\n');
  if ((lines[0] ?? '').replace(/[\s:]/g, '') === '' || title.start > start + 40) return end;
  let at = title.end + (lines[0] as string).length;
  let previous = lines[0] as string;
  for (const line of lines.slice(1)) {
    const isNew = opensPresent(line.trimStart()) || (/[.!]\s*$/.test(previous) && opensProse(line));
    if (line.trim() === '' || isNew) return at;
    at += 1 + line.length;
    previous = line;
  }
  return end;
}

/** After a full stop, a line that begins as a sentence does tells the present story. */
const opensProse = (line: string): boolean => OPENERS.has(tokenize(line.slice(0, 40)).stems[0] ?? '');

function opensPresent(line: string): boolean {
  const first = tokenize(line.slice(0, 40)).stems[0] ?? '';
  if (PAST_LABELS.has(first)) return false;
  return EXAMINATIONS.has(first) || PRESENT_LINES.has(first) || LABEL.test(line);
}
