import { type Style, widthOfWord } from '../../pdf-fidelity/pdfkit/lines.js';

const MARGIN = 14;

/** Columns as wide as their longest text where the page allows it, never less than their longest word. */
export function widthsOf(
  pdf: PDFKit.PDFDocument,
  rows: readonly (readonly string[])[],
  { width, style }: { readonly width: number; readonly style: Style },
): number[] {
  const longest = (texts: readonly string[]): number =>
    MARGIN + Math.max(0, ...texts.map((text) => widthOfWord(pdf, text, style)));
  const columns = (rows[0] ?? []).map((_, column) => {
    const texts = rows.map((row) => row[column] ?? '');
    return { least: longest(texts.flatMap((text) => text.split(/\s+/))), most: longest(texts) };
  });
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  const least = sum(columns.map((column) => column.least));
  const wish = sum(columns.map((column) => column.most)) - least;
  const share = wish > 0 ? Math.min(1, Math.max(0, width - least) / wish) : 0;
  return columns.map((column) => column.least + share * (column.most - column.least));
}
