import { type Span, tokenize } from '../../text/index.js';
import { type Antibiotic } from './prose-results.js';
import { type Written } from './result-words.js';
import { antibioticMatcher } from './vocabulary.js';

/** Results as a hurried hand writes them: "amoxR c3gS", "amox r augmentin r cefixime s". */
export interface QuickNotes {
  readonly antibiotics: readonly Antibiotic[];
  readonly results: readonly Written[];
}

const GLUED = /(?<![\p{L}\d-])([\p{L}][\p{Ll}\d]{1,14})([SIR])(?![\p{L}\d])/gu;
const SMALL = /^[ \t]*[:=]?[ \t]*([sri])(?=[ \t]*(?:[,;/|)\n-]|$)|[ \t]+\p{L}{2})/u;
const LONGEST = 8;
const LEAST = 2;

/** `drugs` are sorted. Small letters count where a line has at least two. Linear in the text. */
export function readQuickNotes(text: string, drugs: readonly Antibiotic[]): QuickNotes {
  const antibiotics: Antibiotic[] = [];
  const results: Written[] = [];
  for (const { 0: whole, 1: name = '', 2: letter = '', index } of text.matchAll(GLUED)) {
    const [one] = [name, name.toUpperCase()].flatMap((word) => antibioticMatcher.find(tokenize(word)));
    if (!one || one.end !== name.length) continue;
    const end = index + whole.length;
    antibiotics.push({ ...one, start: index, end: end - 1 });
    results.push(letterAt({ start: end - 1, end }, letter));
  }
  let line: Written[] = [];
  let last = 0;
  const close = () => {
    if (line.length >= LEAST) results.push(...line);
    line = [];
  };
  for (const { start, end } of drugs) {
    if (line.length > 0 && text.slice(last, start).includes('\n')) close();
    const [whole = '', letter = ''] = SMALL.exec(text.slice(end, end + LONGEST)) ?? [];
    if (letter === '') continue;
    line.push(letterAt({ start: end + whole.length - 1, end: end + whole.length }, letter.toUpperCase()));
    last = end;
  }
  close();
  return { antibiotics, results };
}

const letterAt = (span: Span, letter: string): Written => ({
  ...span,
  pattern: letter,
  value: { result: letter as Written['value']['result'], letter: true },
});
