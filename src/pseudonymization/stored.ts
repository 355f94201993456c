import { ok, type Result } from '../kernel/index.js';
import { type Section, type Span } from '../text/index.js';
import { type AlignmentEdit, createAlignment } from './alignment.js';
import { pseudonymizationFailure } from './failures.js';
import {
  type IdentifyingSpan,
  type PseudonymizedDocument,
  type PseudonymizedText,
} from './pseudonymized-document.js';

/** Form of the state between rooms. It holds no original text, only offsets into it; still store it encrypted. */
export interface StoredPseudonymization {
  readonly format: 1;
  readonly text: string;
  readonly edits: readonly AlignmentEdit[];
  readonly spans: readonly IdentifyingSpan[];
  readonly sections: readonly Section[];
  readonly sentences: readonly Span[];
  readonly dateShiftDays: number;
  readonly method: PseudonymizedDocument['method'];
}

/**
 * Spans that policy keeps hold the original words in `replacement`: they are in the text anyway. Nothing else of the
 * original is stored.
 */
export function toStored(document: PseudonymizedDocument): StoredPseudonymization {
  const { text, alignment, spans, sections, sentences, dateShiftDays, method } = document;
  return { format: 1, text, edits: alignment.edits, spans, sections, sentences, dateShiftDays, method };
}

/** True where the edits are sorted, apart, and agree on every stretch between them. */
export function areSound(edits: readonly AlignmentEdit[], length: number): boolean {
  let original = 0;
  let written = 0;
  for (const edit of edits) {
    const gap = edit.original.start - original;
    if (gap < 0 || edit.pseudonymized.start - written !== gap) return false;
    if (edit.original.end < edit.original.start || edit.pseudonymized.end < edit.pseudonymized.start)
      return false;
    original = edit.original.end;
    written = edit.pseudonymized.end;
  }
  return written <= length;
}

export function fromStored(stored: StoredPseudonymization): Result<PseudonymizedDocument> {
  const refused = (rule: string): Result<never> =>
    pseudonymizationFailure('PSEUDONYMIZATION_STATE_INVALID', `stored pseudonymization: ${rule}`);
  if ((stored.format as number) !== 1 || typeof stored.text !== 'string')
    return refused('format 1 is expected');
  if (!areSound(stored.edits, stored.text.length))
    return refused('edits are out of order or out of the text');
  const { text, edits, spans, sections, sentences, dateShiftDays, method } = stored;
  return ok({
    text: text as PseudonymizedText,
    alignment: createAlignment(edits),
    spans,
    sections,
    sentences,
    dateShiftDays,
    method,
  });
}

/** Puts back what stood under the edits: each edit with the text it replaced (authorized re-identification only). */
export function restoreEdits(
  text: string,
  edits: readonly (AlignmentEdit & { readonly text: string })[],
): string {
  let out = '';
  let read = 0;
  for (const { pseudonymized, text: original } of edits) {
    out += text.slice(read, pseudonymized.start) + original;
    read = pseudonymized.end;
  }
  return out + text.slice(read);
}
