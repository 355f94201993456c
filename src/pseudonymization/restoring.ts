import { type Document } from '../document/index.js';
import { type Span } from '../text/index.js';
import { shiftDate } from './days.js';
import { type PseudonymizedDocument } from './pseudonymized-document.js';

/** Brings what was found in the pseudonymized text back to the original. */
export interface Restorer {
  /** The original place and words of a stretch of the pseudonymized text. */
  evidence(span: Span): Span & { readonly text: string };
  /** The true date of a shifted one; null where a month or a year alone cannot be told back. */
  date(iso: string): string | null;
}

export function createRestorer(
  document: Pick<Document, 'text'>,
  { alignment, dateShiftDays }: Pick<PseudonymizedDocument, 'alignment' | 'dateShiftDays'>,
): Restorer {
  const text = document.text.reveal();
  return {
    evidence(span) {
      const { start, end } = alignment.toOriginal(span);
      return { start, end, text: text.slice(start, end) };
    },
    date: (iso) => (dateShiftDays === 0 ? iso : shiftDate(iso, -dateShiftDays)),
  };
}
