import { type Span } from '../../text/index.js';
import { type InfectionValue } from './value.js';

export type SusceptibilityResult = NonNullable<InfectionValue['result']>;

/** A row cut into cells; offsets are UTF-16 code units of the text. */
export interface Row extends Span {
  readonly cut: 'bar' | 'tab' | 'space';
  readonly cells: readonly Span[];
}

const CUTS = { bar: /\||;/g, tab: /\t/g, space: / {2,}/g } as const;

/** Cuts a line at bars, else tabs, else wide blanks; null where it is no row. */
export function rowOf(text: string, { start, end }: Span): Row | null {
  const line = text.slice(start, end);
  const cut = /\||;.*;/.test(line) ? 'bar' : line.includes('\t') ? 'tab' : 'space';
  const cells: Span[] = [];
  let from = 0;
  for (const border of [...line.matchAll(CUTS[cut]), null]) {
    const to = border?.index ?? line.length;
    const body = line.slice(from, to);
    const left = body.length - body.trimStart().length;
    if (cut !== 'space' || body.trim() !== '') {
      cells.push({ start: start + from + left, end: start + from + left + body.trim().length });
    }
    from = to + (border?.[0].length ?? 0);
  }
  // "| a | b |" and "a | b" are one table.
  if (cut === 'bar' && cells[0]?.start === cells[0]?.end && /^ {0,4}\|/.test(line)) cells.shift();
  if (cut === 'bar' && line.trimEnd().endsWith('|')) cells.pop();
  return cells.length > 1 ? { start, end, cut, cells } : null;
}

const NUMBER = String.raw`[<>≤≥=]{0,2}[ \t]?\d{1,4}(?:[.,]\d{1,4})?(?:\/\d{1,3})?(?:[ \t]?(?:mg\/L|[µm]g\/ml))?`;
const HIGH = String.raw`S[ -]?FP|SDD|(?:sensible|S)[ \t]+(?:à[ \t]+)?(?:fortes?[ \t]+(?:poso(?:logies?)?\.?|doses?)|(?:posologie|dose)[ \t]+[ée]lev[ée]e)`;
const STANDARD = String.raw`(?:sensible|S)[ \t]+(?:à[ \t]+)?(?:posologie|dose)[ \t]+standard`;
const WORD = String.raw`${HIGH}|${STANDARD}|S|I|R|sensible|sens\.?|interm[ée]diaire|interm?\.?|r[ée]sistante?|r[ée]s(?:ist)?\.?`;
/** "nat.", "(HN)", "(déduit)", "*": what a laboratory notes beside a category. */
const NOTE = String.raw`(?:[ \t]*(?:\*{1,3}|†|nat(?:urelle?)?\.?|HN|BN|\([^()\d<>≤≥]{1,25}\)))?`;
const CELL = new RegExp(
  String.raw`^\(?(?:CMI[ \t]*[:=]?[ \t]*)?(${NUMBER})?\)?[ \t]*\(?(${WORD})\)?${NOTE}[ \t]*[:=]?[ \t]*\(?(?:CMI[ \t]*[:=]?[ \t]*)?(${NUMBER})?\)?$`,
  'iu',
);
const IS_HIGH = new RegExp(String.raw`^(?:${HIGH})$|^i`, 'iu');
/** A zone of inhibition is no MIC. */
const ZONE = /^[<>≤≥=]{0,2}[ \t]?\d{1,2}[ \t]?mm[ \t:=]*/;
const TICKED = /^(?:[☒☑✔✓]|\[[xX]\])[ \t]*/u;
const ONLY_NUMBER = new RegExp(String.raw`^\(?(${NUMBER})\)?$`, 'u');
const plain = (number: string): string => number.replace(/[ \t]*(?:mg\/L|[µm]g\/ml)$|[ \t]/gi, '');

/** "S", "> 8 R", "S (0,25)": the category of a cell and its MIC, where it has one. */
export function readCell(written: string): { result: SusceptibilityResult; mic: string | null } | null {
  const cell = written.replace(ZONE, '').replace(TICKED, '');
  const [, before, word = '', after] = CELL.exec(cell) ?? [];
  if (word === '') return null;
  const mic = before ?? after;
  const first = word[0]?.toUpperCase() ?? '';
  const isHigh = IS_HIGH.test(word);
  return { result: isHigh ? 'I' : (first as SusceptibilityResult), mic: mic ? plain(mic) : null };
}

/** The MIC of a cell that holds nothing else. */
export function readMic(cell: string): string | null {
  const [, number] = ONLY_NUMBER.exec(cell) ?? [];
  return number ? plain(number) : null;
}

/**
 * The column a cell stands under: by rank where both rows have as many, by groups where each column is split (MIC and
 * category), else by place on the line.
 */
export function columnOf(header: Row, row: Row, rank: number): number | null {
  if (header.cut !== row.cut) return null;
  if (header.cells.length === row.cells.length) return rank;
  const [columns, cells] = [header.cells.length - 1, row.cells.length - 1];
  if (row.cut !== 'space') {
    const isSplit = columns > 0 && cells > columns && cells % columns === 0;
    return isSplit ? Math.floor((rank - 1) / (cells / columns)) + 1 : rank;
  }
  const at = centre(row, rank);
  let best: number | null = null;
  header.cells.forEach((_, index) => {
    const isNearer =
      best === null || Math.abs(centre(header, index) - at) < Math.abs(centre(header, best) - at);
    if (isNearer) best = index;
  });
  return best;
}

function centre({ start, cells }: Row, rank: number): number {
  const cell = cells[rank] as Span;
  return (cell.start + cell.end) / 2 - start;
}
