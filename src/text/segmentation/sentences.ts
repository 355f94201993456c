import { type Span } from '../span.js';
import { trim } from './lines.js';
import { cutSentences } from './sentence-ends.js';

/** Sentences of blocks in order, trimmed, never empty, never overlapping. A title inside a block opens one. */
export function findSentences(text: string, blocks: readonly Span[], titles: readonly Span[]): Span[] {
  const sentences: Span[] = [];
  let at = 0;
  for (const block of blocks) {
    let { start } = block;
    while ((titles[at]?.start ?? Infinity) < block.end) {
      const cut = titles[at]?.start ?? block.end;
      if (cut > start) {
        sentences.push(...cutSentences(text, { start, end: cut }));
        start = cut;
      }
      at += 1;
    }
    sentences.push(...cutSentences(text, { start, end: block.end }));
  }
  return sentences.map((sentence) => trim(text, sentence)).filter(({ start, end }) => end > start);
}
