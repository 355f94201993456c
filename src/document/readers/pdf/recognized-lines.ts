import type { PageLine } from './layout/layout.js';

/** Higher than any page: what was recognized stands nowhere, and at no place where a header of another page stands. */
const NOWHERE = -100_000;

/** What an engine has read of a page (`index` from 0), as its lines; a blank line parts two paragraphs. */
export function recognizedLines(text: string, index: number): PageLine[] {
  const lines: PageLine[] = [];
  let parted = false;
  for (const raw of text.split('\n')) {
    const line = raw.trim();
    if (line !== '') {
      const y = NOWHERE * (index + 1) * 100 - lines.length * 100;
      lines.push({ text: line, parted, begins: false, x: NOWHERE, y });
    }
    parted = line === '';
  }
  return lines;
}
