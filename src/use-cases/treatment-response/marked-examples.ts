import { readFileSync } from 'node:fs';
import { segment, type Span } from '../../text/index.js';
import { type Finding, NO_CONTEXT } from '../finding.js';
import { treatmentResponse } from './index.js';
import { type ResponseValue } from './value.js';

/** A text, the class of the whole, the fields the example states, and the words that justify it. */
export interface MarkedExample {
  readonly text: string;
  readonly class: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly marks: readonly Span[];
}

const MARK = /<(\/?)r>/g;

/** `⏎` is a line break, `<r>…</r>` the words that justify. */
export function readMarks(source: string): { text: string; marks: readonly Span[] } {
  const marks: Span[] = [];
  let text = '';
  let from = 0;
  let open = 0;
  for (const mark of source.matchAll(MARK)) {
    text += source.slice(from, mark.index).replaceAll('⏎', '\n');
    from = mark.index + mark[0].length;
    if (mark[1]) marks.push({ start: open, end: text.length });
    else open = text.length;
  }
  return { text: text + source.slice(from).replaceAll('⏎', '\n'), marks };
}

/** `Class field="value" | text`. Throws on a line of another shape. */
export function readExample(line: string): MarkedExample {
  const [, head, source] = /^([^|]+) \| (.+)$/.exec(line) ?? [];
  const [name, ...rest] = (head ?? '').split(/ (?=\w+=")/);
  if (!name || !source) throw new Error(`an example without its class: ${line.slice(0, 60)}`);
  const fields = Object.fromEntries(
    rest.map((field) => [field.slice(0, field.indexOf('=')), field.slice(field.indexOf('"') + 1, -1)]),
  );
  return { ...readMarks(source), class: name, fields };
}

/** The examples of a file of this folder, one a line; `#` opens a comment. */
export function examplesOf(file: string): MarkedExample[] {
  const lines = readFileSync(new URL(`./examples/${file}`, import.meta.url), 'utf8').split('\n');
  return lines.filter((line) => line.trim() !== '' && !line.startsWith('#')).map(readExample);
}

export function findingsIn(text: string, documentDate: string | null = null): Finding<ResponseValue>[] {
  const document = { text, ...segment(text) } as Parameters<typeof treatmentResponse.run>[0]['document'];
  return treatmentResponse.run({ document, context: { ...NO_CONTEXT, documentDate }, needed: {} });
}

/** The answer of a text. */
export function answerOf(text: string, documentDate: string | null = null): Finding<ResponseValue> {
  const [answer, ...others] = findingsIn(text, documentDate).filter(({ value }) => value.current);
  if (!answer || others.length > 0) throw new Error('a document has exactly one answer');
  return answer;
}
