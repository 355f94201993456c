import { type Document } from '../document/index.js';
import { type Sensitive, sensitive } from '../kernel/index.js';
import { isCommon, isParticle, nameParts } from './detectors/known-facts.js';
import { learnedTokens, type LearnedWord } from './detectors/learned.js';
import { tokenize } from './detectors/tokens.js';
import { type PseudonymizedDocument } from './pseudonymized-document.js';

/** One word of a name read in one document of a stay, to be replaced in the others too. */
export type LearnedName = LearnedWord;

interface Read {
  readonly document: Pick<Document, 'text'>;
  readonly pseudonymized: Pick<PseudonymizedDocument, 'spans'>;
}

const isName = (category: string): category is LearnedWord['category'] =>
  category === 'LAST_NAME' || category === 'FIRST_NAME';

/**
 * The names replaced in these documents, word by word. A word that also is an ordinary or a medical one proves nothing
 * elsewhere, nor does a piece of a name cut at the end of a line: neither is learned. In one order, whatever the order
 * of the documents.
 */
export function learnNames(documents: readonly Read[]): Sensitive<readonly LearnedName[]> {
  const learned = new Map<string, LearnedName>();
  for (const { document, pseudonymized } of documents) {
    const text = document.text.reveal();
    for (const { start, end, category, role, replacement } of pseudonymized.spans) {
      const original = text.slice(start, end);
      if (!isName(category) || replacement === original || original.includes('\n')) continue;
      for (const word of nameParts(original)) {
        if (isCommon(word) || isParticle(word)) continue;
        const before = learned.get(word);
        // A surname in one document and a first name in another: the same choice each time.
        if (before === undefined || category < before.category)
          learned.set(word, { word, category, role: role ?? 'Other' });
      }
    }
  }
  return sensitive([...learned.values()].sort((a, b) => (a.word < b.word ? -1 : 1)));
}

/**
 * Does one of these names still stand in the pseudonymized text (as an original, or by chance as a surrogate)? Not
 * where it is part of what policy keeps.
 */
export function standsIn(
  { text, spans, alignment }: Pick<PseudonymizedDocument, 'text' | 'spans' | 'alignment'>,
  names: Sensitive<readonly LearnedName[]>,
): boolean {
  const words = new Set(names.reveal().map(({ word }) => word));
  if (words.size === 0) return false;
  const found = learnedTokens(text, tokenize(text), words);
  if (found.length === 0) return false;
  const kept = spans
    .map((span) => ({
      ...alignment.toPseudonymized(span),
      replacement: span.replacement,
      length: span.end - span.start,
    }))
    .filter(
      ({ start, end, replacement, length }) =>
        length === end - start && text.slice(start, end) === replacement,
    )
    .filter(
      ({ start, end }) =>
        !alignment.edits.some((edit) => edit.pseudonymized.start < end && start < edit.pseudonymized.end),
    );
  return found.some((token) => !kept.some(({ start, end }) => start <= token.start && token.end <= end));
}
