import { type SourceReport } from '../corpus.js';
import { type Layout } from '../layouts.js';

const COMMON = `
* { box-sizing: border-box } body { margin: 0 } h1 { font-size: 1.35em; margin: 0 0 8pt } h2 { font-size: 1.05em; margin: 9pt 0 3pt; break-after: avoid }
p { margin: 0 0 6pt } ul { margin: 0 0 6pt; padding-left: 14pt } sup { font-size: 0.65em; line-height: 0 }
table { border-collapse: collapse; margin: 3pt 0 8pt; width: 100% } th { text-align: left } td, th { padding: 2pt 4pt; vertical-align: top }
tr { break-inside: avoid } .fields { display: grid; grid-template-columns: 1fr 1fr; margin: 0 0 6pt } .result { font-weight: bold; margin: 5pt 0 }`;

/** Text in the margin of each page; `counter(…)` stays CSS. */
interface Margins {
  readonly margin: string;
  readonly font: string;
  readonly boxes: Readonly<Record<string, string>>;
}
const quoted = (lines: readonly string[]): string => `"${lines.join('\\A ')}"`;
const page = ({ margin, font, boxes }: Margins): string => {
  const all = Object.entries(boxes).map(
    ([box, content]) => `@${box} { content: ${content}; font: ${font}; white-space: pre }`,
  );
  return `@page { size: A4; margin: ${margin}; ${all.join(' ')} }`;
};
const NUMBER = 'counter(page)';
const COUNT = 'counter(pages)';

type Style = (report: SourceReport) => string;

const plain: Style = ({
  hospital,
  footer,
}) => `${COMMON} body { font: 10pt/1.25 "Liberation Sans", sans-serif }
  ${page({
    margin: '34mm 20mm 24mm',
    font: '8pt "Liberation Sans"',
    boxes: {
      'top-left': quoted(hospital),
      'bottom-center': quoted([footer]),
      'bottom-right': `"Page " ${NUMBER} " / " ${COUNT}`,
    },
  })}`;

const letterhead: Style = ({ footer }) => `${COMMON} body { font: 10.5pt/1.2 "Liberation Serif", serif }
  .hospital { text-align: center; font-size: 9pt; margin-bottom: 14pt } .sheet { position: relative; padding-left: 48mm }
  .team { position: absolute; left: 0; top: 0; width: 40mm; font: italic 7.5pt/1.35 "Liberation Serif", serif }
  ${page({
    margin: '15mm 15mm 22mm',
    font: '8pt "Liberation Serif"',
    boxes: { 'bottom-left': quoted([footer]), 'bottom-right': `${NUMBER} "/" ${COUNT}` },
  })}`;

const twoColumns: Style = ({ footer }) => `${COMMON} body { font: 8.5pt/1.2 "DejaVu Sans", sans-serif }
  .hospital { text-align: center; font-size: 8pt; margin-bottom: 8pt } h1 { column-span: all; text-align: center }
  .body { columns: 2; column-gap: 8mm } table { font-size: 7pt }
  ${page({
    margin: '14mm 14mm 22mm',
    font: '7.5pt "DejaVu Sans"',
    boxes: { 'bottom-center': `${quoted([footer])} "\\A - " ${NUMBER} " -"` },
  })}`;

const boxes: Style = ({ hospital, footer }) => `${COMMON} body { font: 10pt/1.25 "Liberation Serif", serif }
  td, th { border: 0.5pt solid #333; vertical-align: middle } .result { border: 1pt solid #000; padding: 5pt } h2 { font-family: "Liberation Sans", sans-serif }
  .stamp { position: fixed; top: 100mm; left: 30mm; font: bold 80pt "Liberation Sans"; color: #ccc; transform: rotate(-38deg) }
  ${page({
    margin: '34mm 17mm 24mm',
    font: '8.5pt "Liberation Sans"',
    boxes: {
      'top-left': quoted(hospital),
      'bottom-left': `${quoted([footer])} " | page " ${NUMBER} " sur " ${COUNT}`,
    },
  })}`;

const justified: Style = ({ hospital, footer }) => `${COMMON} body { font: 9.5pt/1.18 "DejaVu Serif", serif }
  p, li { text-align: justify; hyphens: manual }
  ${page({
    margin: '28mm 30mm 24mm',
    font: '8.5pt "DejaVu Serif"',
    boxes: {
      'top-left': quoted(hospital.slice(0, 1)),
      'top-right': `"Page " ${NUMBER} "/" ${COUNT}`,
      'bottom-center': quoted([footer]),
    },
  })}`;

const rightColumn: Style = ({
  hospital,
  footer,
}) => `${COMMON} body { font: 9.5pt/1.35 "DejaVu Serif", serif; font-size: 8.5pt }
  .sheet { padding-right: 48mm } .team { position: fixed; right: 0; top: 8mm; width: 40mm; font: 7pt/1.5 "Liberation Sans" } td, th { border-bottom: 0.5pt solid #999 }
  ${page({
    margin: '32mm 14mm 22mm',
    font: '8pt "Liberation Sans"',
    boxes: {
      'top-center': quoted(hospital),
      'bottom-left': quoted([footer]),
      'bottom-right': `"p. " ${NUMBER} "/" ${COUNT}`,
    },
  })}`;

export const STYLES: Record<Layout, Style> = {
  plain,
  letterhead,
  'two-columns': twoColumns,
  boxes,
  justified,
  'right-column': rightColumn,
};
