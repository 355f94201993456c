import { type Document } from '../document/index.js';
import { type Span } from '../text/index.js';
import { shiftDate } from './days.js';
import { dateParts } from './detectors/rules/index.js';
import { type OriginalWords, originalWords } from './original-words.js';
import { type PseudonymizedDocument } from './pseudonymized-document.js';

/** Brings what was found in the pseudonymized text back to the original. */
export interface Restorer extends OriginalWords {
  /** The original place and words of a stretch of the pseudonymized text. */
  evidence(span: Span): Span & { readonly text: string };
  /** The true date of a shifted one; null where the text does not tell it back without doubt. */
  date(iso: string): string | null;
}

export function createRestorer(
  document: Pick<Document, 'text'>,
  pseudonymized: Pick<PseudonymizedDocument, 'text' | 'alignment' | 'dateShiftDays' | 'spans'>,
): Restorer {
  const text = document.text.reveal();
  const { alignment, dateShiftDays, spans } = pseudonymized;
  const written = datesOf(text, spans);
  return {
    ...originalWords(text, pseudonymized),
    evidence(span) {
      const { start, end } = alignment.toOriginal(span);
      return { start, end, text: text.slice(start, end) };
    },
    date(iso) {
      // A full date moves by the shift; a month or a year alone is told back by where it stands.
      const full = shiftDate(iso, -dateShiftDays);
      if (full) return full;
      const originals = written.get(iso);
      return originals?.size === 1 ? ([...originals][0] ?? null) : null;
    },
  };
}

/** Months and years as the pseudonymized text writes them, with what stood there. */
function datesOf(text: string, spans: PseudonymizedDocument['spans']): Map<string, Set<string>> {
  const dates = new Map<string, Set<string>>();
  for (const { start, end, category, replacement } of spans) {
    if (!category.endsWith('DATE')) continue;
    const original = partialIso(text.slice(start, end));
    const shown = partialIso(replacement);
    for (const length of [7, 4]) {
      const [from, to] = [shown?.slice(0, length), original?.slice(0, length)];
      if (from?.length !== length || to?.length !== length) continue;
      dates.set(from, (dates.get(from) ?? new Set()).add(to));
    }
  }
  return dates;
}

/** `YYYY-MM` or `YYYY` of a written date. */
function partialIso(raw: string): string | undefined {
  const parts = dateParts(raw.replace(/\n/g, ' '));
  const value = (field: 'year' | 'month') => parts?.find((part) => part.field === field)?.value;
  const [year, month] = [value('year'), value('month')];
  if (year === undefined) return undefined;
  return month === undefined ? String(year) : `${year}-${String(month).padStart(2, '0')}`;
}
