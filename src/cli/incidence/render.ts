import { type Line, type TableSettings } from './table.js';

const TOTAL = 'total';
const HEADER = ['rubrique', 'nom', 'unité', 'mois', 'séjours', 'journées', 'pour 1000 journées'];

/** For a spreadsheet in French: `;`, decimal comma. `*`: hidden so that another cannot be computed. */
export function toCsv(lines: readonly Line[], threshold: number): string {
  const rows = lines.map((line) => [
    line.item.kind,
    line.item.name,
    line.unit ?? TOTAL,
    line.month ?? TOTAL,
    line.stays === null ? hidden(line, threshold) : String(line.stays),
    decimal(line.days),
    decimal(line.per1000),
  ]);
  return [HEADER, ...rows].map((row) => `${row.map(cell).join(';')}\n`).join('');
}

export const toJson = (lines: readonly Line[], { period, threshold }: TableSettings): string =>
  `${JSON.stringify(
    {
      ...period,
      threshold,
      lines: lines.map(({ item, mark, ...line }) => ({
        ...{ kind: item.kind, name: item.name },
        ...line,
        hidden: mark === 'shown' ? null : hidden({ mark }, threshold),
      })),
    },
    null,
    2,
  )}\n`;

const hidden = ({ mark }: Pick<Line, 'mark'>, threshold: number): string =>
  mark === 'small' ? `<${threshold}` : '*';

const decimal = (value: number | null): string => (value === null ? '' : String(value).replace('.', ','));

/** Quoted where it must be; a name that a spreadsheet would take for a formula is not one. */
function cell(text: string): string {
  const plain = /^[=+@\-\t\r]/.test(text) ? `'${text}` : text;
  return /[";\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
