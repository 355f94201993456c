import { ok, type Result } from '../../../kernel/index.js';
import { evaluationFailure } from '../../failures.js';
import { isCategory, readLabel } from '../../labels/index.js';
import { type AnnotatedSpan } from '../annotated.js';

const MARK = /<(?<name>[A-Z_]+)(?: (?:kind=(?<kind>\w+)|(?<role>\w+)))?>(?<text>[^<]*)<\/>/g;
const CLOSING = '</>';
const OPENING = /<([A-Z_]{3,30})[ >]/g;

export interface Unmarked {
  readonly text: string;
  readonly spans: readonly AnnotatedSpan[];
}

/** Takes `<CATEGORY Role>…</>` and `<CATEGORY kind=KIND>…</>` out of a text. */
export function unmarked(source: string): Result<Unmarked> {
  const spans: AnnotatedSpan[] = [];
  let text = '';
  let read = 0;
  for (const match of source.matchAll(MARK)) {
    text += source.slice(read, match.index);
    const { name = '', kind, role, text: inside = '' } = match.groups ?? {};
    const label = readLabel({ category: name, ...(role && { roles: [role] }), kind });
    if (!label.ok) return label;
    if (inside === '') return evaluationFailure('CORPUS_SPAN_INVALID', `${name}: an empty mark`);
    spans.push({ start: text.length, end: text.length + inside.length, ...label.value });
    text += inside;
    read = match.index + match[0].length;
  }
  text += source.slice(read);
  if (text.includes(CLOSING) || leftOpen(text))
    return evaluationFailure('CORPUS_SPAN_INVALID', `a mark is not closed, or stands inside another`);
  return ok({ text, spans });
}

const leftOpen = (text: string): boolean =>
  [...text.matchAll(OPENING)].some(([, name = '']) => isCategory(name));
