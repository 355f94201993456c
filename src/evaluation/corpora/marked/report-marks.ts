import { ok, type Result } from '../../../kernel/index.js';
import { type Span } from '../../../text/index.js';
import { evaluationFailure } from '../../failures.js';
import { isLabel } from '../report-annotations.js';

/** `<Label what it says>words</>`: docs/annotation-guide-findings.md. */
export interface ReportMark extends Span {
  readonly label: string;
  readonly says: string;
}

const MARK = /<(?<label>[A-Z][A-Za-z]{2,})(?: (?<says>[^<>]*))?>(?<words>[^<>]*)<\/>/g;

const OPENING = /<([A-Z][A-Za-z]{2,})[ >]/g;
const leftOpen = (text: string): boolean =>
  [...text.matchAll(OPENING)].some(([, name = '']) => isLabel(name));

/** Takes the marks out of a text. */
export function unmarkedReport(source: string): Result<{ text: string; marks: readonly ReportMark[] }> {
  const marks: ReportMark[] = [];
  let text = '';
  let read = 0;
  for (const match of source.matchAll(MARK)) {
    text += source.slice(read, match.index);
    const { label = '', says = '', words = '' } = match.groups ?? {};
    if (words.trim() === '') return evaluationFailure('CORPUS_SPAN_INVALID', `${label}: an empty mark`);
    marks.push({ start: text.length, end: text.length + words.length, label, says: says.trim() });
    text += words;
    read = match.index + match[0].length;
  }
  text += source.slice(read);
  return text.includes('</>') || leftOpen(text)
    ? evaluationFailure('CORPUS_SPAN_INVALID', 'a mark is not closed, or stands inside another')
    : ok({ text, marks });
}
