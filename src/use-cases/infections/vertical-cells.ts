import { type Span } from '../../text/index.js';
import { type NamedDrug } from './antibiogram-tables.js';
import { type RowResult } from './result-columns.js';
import { cellsOf } from './row-cells.js';

/** An antibiotic alone on its line. */
interface Pending extends NamedDrug {
  readonly mic: string | null;
  readonly lines: number;
}

const MOST_LINES = 3;
const LONGEST_LINE = 80;

/**
 * The cells of a table one below the other, as they come out of a PDF: an antibiotic alone on its line, its MIC, its
 * category. `drugs` are sorted; the lines read hold no prose. Linear.
 */
export function readVertical(
  text: string,
  drugs: readonly NamedDrug[],
): { results: RowResult<never>[]; rows: Span[] } {
  const results: RowResult<never>[] = [];
  const rows: Span[] = [];
  let pending = null as Pending | null;
  let start = 0;
  let next = 0;
  for (const line of text.split('\n')) {
    const span = { start, end: start + line.length };
    start = span.end + 1;
    const from = next;
    while (next < drugs.length && (drugs[next] as NamedDrug).end <= span.end) next += 1;
    if (next === from && pending === null) continue;
    const cells = line.length <= LONGEST_LINE ? cellsOf(text, span, drugs.slice(from, next)) : null;
    const only = cells?.length === 1 ? cells[0] : undefined;
    const drug: Pending | null = pending;
    pending = null;
    if (only?.kind === 'drug')
      pending = { start: only.start, end: only.end, name: only.name, mic: null, lines: 0 };
    else if (drug && only?.kind === 'mic' && drug.lines < MOST_LINES)
      pending = { ...drug, mic: only.mic, lines: drug.lines + 1 };
    else if (drug && only?.kind === 'category') {
      const { start: at, end, name: antibiotic } = drug;
      const mic = only.mic ?? drug.mic;
      results.push({ start: at, end, antibiotic, result: only.result, mic, cell: only, organism: null });
      rows.push({ start: at, end: span.end });
    }
  }
  return { results, rows };
}
