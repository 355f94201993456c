import { type Span } from '../../text/index.js';
import { readCell, readMic, type SusceptibilityResult } from './antibiogram-cells.js';
import { type NamedDrug } from './antibiogram-tables.js';
import { BESIDE_NAME } from './result-columns.js';

/** A cell of a line of an antibiogram and what it holds; `both`: an antibiotic with its category. UTF-16 offsets. */
export type Cell = Span &
  (
    | { readonly kind: 'drug'; readonly name: string }
    | {
        readonly kind: 'both';
        readonly name: string;
        readonly result: SusceptibilityResult;
        readonly mic: string | null;
      }
    | { readonly kind: 'category'; readonly result: SusceptibilityResult; readonly mic: string | null }
    | { readonly kind: 'mic'; readonly mic: string }
    | { readonly kind: 'other' }
  );

const MOST_CELLS = 40;
const BORDER = /[|\t;]|[ ]{2,}|[.…_]{2,}|[ ]?(?:=>|->|→)[ ]?/gu;
const LEADING = /^(?:[-–•*+>►✓]|\d{1,2}[.)]|[A-Z]{2,4}\^)*[ \t]*$/u;

/** The cells of a line; null where one holds an antibiotic among other words. */
export function cellsOf(text: string, span: Span, drugs: readonly NamedDrug[]): Cell[] | null {
  const line = text.slice(span.start, span.end);
  const cells: Cell[] = [];
  let from = 0;
  let at = 0;
  for (const border of [...line.matchAll(BORDER), null]) {
    const to = border?.index ?? line.length;
    const body = line.slice(from, to);
    const start = span.start + from + body.length - body.trimStart().length;
    const cell = { start, end: start + body.trim().length };
    from = to + (border?.[0].length ?? 0);
    if (cell.start >= cell.end) continue;
    const own: NamedDrug[] = [];
    while (at < drugs.length && (drugs[at] as NamedDrug).end <= cell.end) own.push(drugs[at++] as NamedDrug);
    const read = cellOf(text, cell, own);
    if (!read || cells.length > MOST_CELLS) return null;
    cells.push(read);
  }
  return cells;
}

function cellOf(text: string, cell: Span, drugs: readonly NamedDrug[]): Cell | null {
  const [drug] = drugs;
  const last = drugs.at(-1);
  if (!drug || !last) {
    const words = text.slice(cell.start, cell.end).replace(/^[:=][ \t]*/, '');
    const category = readCell(words);
    if (category) return { ...cell, kind: 'category', ...category };
    const mic = readMic(words);
    return mic === null ? { ...cell, kind: 'other' } : { ...cell, kind: 'mic', mic };
  }
  if (new Set(drugs.map(({ name }) => name)).size > 1) return null;
  const span = { start: Math.max(cell.start, drug.start), end: last.end };
  const ahead = text.slice(cell.start, span.start);
  const behind = text.slice(span.end, cell.end);
  // "R Amoxicilline": a category and its antibiotic, as a line of its own.
  const first = readCell(ahead.trim());
  if (first && /^[^:=]*[ \t]$/.test(ahead) && BESIDE_NAME.test(behind))
    return { ...span, end: cell.end, kind: 'both', name: drug.name, ...first };
  if (!LEADING.test(ahead)) return null;
  if (BESIDE_NAME.test(behind)) return { ...span, kind: 'drug', name: drug.name };
  const category =
    tickedIn(behind) ?? readCell(behind.replace(/^[ \t]*(?:\([^()\d]{2,20}\))?[ \t:=]*/, '').trim());
  return category ? { ...span, end: cell.end, kind: 'both', name: drug.name, ...category } : null;
}

const BOX = /([☐□❏○☒☑✔✓]|\[[ xX]?\])[ \t]*(SFP|S|I|R)(?![\p{L}\d])/gu;
const BOX_AFTER = /(SFP|S|I|R)[ \t]*([☐□❏○☒☑✔✓]|\[[ xX]?\])/gu;

/** "☐ S ☐ I ☒ R", "S [ ] I [ ] R [x]": the one that is ticked. */
function tickedIn(words: string): ReturnType<typeof readCell> {
  const isAfter = /^[ \t:]*(?:SFP|S|I|R)/u.test(words);
  const boxes = [...words.matchAll(isAfter ? BOX_AFTER : BOX)].map(([, one = '', other = '']) => ({
    box: isAfter ? other : one,
    category: isAfter ? one : other,
  }));
  const ticked = boxes.filter(({ box }) => /[☒☑✔✓xX]/u.test(box));
  return boxes.length >= 2 && ticked.length === 1 ? readCell(ticked[0]?.category ?? '') : null;
}
