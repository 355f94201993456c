import { sensitive } from '../kernel/index.js';
import { segment } from '../text/index.js';
import { type Document } from './document.js';
import { joinDocuments } from './join-documents.js';

const aDocument = (text: string): Document => ({
  text: sensitive(text),
  reader: { id: 'plain', version: '1' },
  hash: 'x',
  ...segment(text, []),
});

describe('joinDocuments', () => {
  const first = aDocument('CONCLUSION\nHER2 : score 3+. Ki-67 : 25 %.');
  const second = aDocument('ADDENDUM\nFISH : amplifié 🔬.');
  const joined = joinDocuments(first, second);
  const text = joined.text.reveal();

  it('puts a line end between the texts, and nothing else', () => {
    expect(text).toBe('CONCLUSION\nHER2 : score 3+. Ki-67 : 25 %.\nADDENDUM\nFISH : amplifié 🔬.');
    expect(joined.hash).toMatch(/^[0-9a-f]{64}$/);
  });

  it('keeps every sentence and section of each, at its place in the whole', () => {
    const quotes = (document: Document, spans: readonly { start: number; end: number }[]) =>
      spans.map(({ start, end }) => document.text.reveal().slice(start, end));
    expect(quotes(joined, joined.sentences)).toEqual([
      ...quotes(first, first.sentences),
      ...quotes(second, second.sentences),
    ]);
    expect(
      quotes(
        joined,
        joined.sections.map(({ title }) => title),
      ),
    ).toEqual([
      ...quotes(
        first,
        first.sections.map(({ title }) => title),
      ),
      ...quotes(
        second,
        second.sections.map(({ title }) => title),
      ),
    ]);
  });

  it('leaves a document without addendum as it is', () => {
    expect(joinDocuments(first)).toBe(first);
  });
});
