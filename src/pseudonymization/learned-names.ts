import { type Document } from '../document/index.js';
import { type Sensitive, sensitive } from '../kernel/index.js';
import { isCommon, isParticle, nameParts } from './detectors/known-facts.js';
import { tokenize } from './detectors/tokens.js';
import { type PseudonymizedDocument, type SpanRole } from './pseudonymized-document.js';

/** One word of a name read in one document of a stay, folded, to be replaced in the others too. */
export interface LearnedName {
  readonly word: string;
  readonly category: 'LAST_NAME' | 'FIRST_NAME';
  readonly role: SpanRole;
}

interface Read {
  readonly document: Document;
  readonly pseudonymized: Pick<PseudonymizedDocument, 'spans'>;
}

/**
 * The names replaced in these documents, word by word. A word that also is an ordinary or a medical one proves nothing
 * elsewhere: it is not learned. In one order, whatever the order of the documents.
 */
export function learnNames(documents: readonly Read[]): Sensitive<readonly LearnedName[]> {
  const learned = new Map<string, LearnedName>();
  for (const { document, pseudonymized } of documents) {
    const text = document.text.reveal();
    for (const { start, end, category, role, replacement } of pseudonymized.spans) {
      if (category !== 'LAST_NAME' && category !== 'FIRST_NAME') continue;
      const original = text.slice(start, end);
      if (replacement === original) continue;
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

/** Does one of these names still stand in the pseudonymized text (as an original, or by chance as a surrogate)? */
export function standsIn(
  { text }: Pick<PseudonymizedDocument, 'text'>,
  names: Sensitive<readonly LearnedName[]>,
): boolean {
  const words = new Set(names.reveal().map(({ word }) => word));
  return words.size > 0 && tokenize(text).some(({ folded }) => words.has(folded));
}
