import { type Span } from '../../../text/index.js';

const CELL = String.raw`(?:0[1-9]|[12]\d|3[01])\/(?:0[1-9]|1[0-2])`;
const ROW = new RegExp(
  String.raw`(?=\d\d\/)(?<=^[^\n/]{0,40}[ \t]{2,40})${CELL}(?:[ \t]{2,30}${CELL}){2,12}(?=[ \t]*$)`,
  'gmu',
);
/** A row of pressures looks like one of days. */
const PRESSURES = /(?<!\p{L})(?:ta|pa|tension|pression|pas|av|eva|acuit[ée])(?!\p{L})/iu;

/** Days at the head of a table: "Biologie   11/02   13/02   17/02", never earlier than the one before. */
export function dateRows(text: string): Span[] {
  return [...text.matchAll(ROW)].flatMap(({ 0: raw, index }) => {
    const line = text.slice(text.lastIndexOf('\n', index) + 1, index);
    const cells = [...raw.matchAll(/(\d{2})\/(\d{2})/g)];
    const order = cells.map(([, day, month]) => Number(month) * 31 + Number(day));
    if (PRESSURES.test(line) || order.some((day, at) => day <= (order[at - 1] ?? 0))) return [];
    return cells.map((cell) => ({ start: index + cell.index, end: index + cell.index + 5 }));
  });
}
