import { createHash } from 'node:crypto';
import { sensitive } from '../kernel/index.js';
import { type Section, type Span } from '../text/index.js';
import { type Document } from './document.js';

/** What stands between a report and its addendum. */
const BETWEEN = '\n';

/**
 * A report and its addenda as one document: the texts one after the other, a line end between them; sections and
 * sentences as read in each, at their place in the whole.
 */
export function joinDocuments(first: Document, ...addenda: readonly Document[]): Document {
  if (addenda.length === 0) return first;
  let text = '';
  const sections: Section[] = [];
  const sentences: Span[] = [];
  for (const [at, document] of [first, ...addenda].entries()) {
    if (at > 0) text += BETWEEN;
    const by = text.length;
    sections.push(...document.sections.map((one) => ({ ...shift(one, by), title: shift(one.title, by) })));
    sentences.push(...document.sentences.map((one) => shift(one, by)));
    text += document.text.reveal();
  }
  return {
    text: sensitive(text),
    reader: first.reader,
    hash: createHash('sha256').update(text, 'utf8').digest('hex'),
    sections,
    sentences,
  };
}

const shift = <S extends Span>(span: S, by: number): S => ({
  ...span,
  start: span.start + by,
  end: span.end + by,
});
