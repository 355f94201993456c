import { type Layout } from '../layouts.js';

const COMMON = `
* { box-sizing: border-box } body { margin: 0 } h1 { font-size: 1.35em; margin: 0 0 8pt } h2 { font-size: 1.05em; margin: 9pt 0 3pt; break-after: avoid }
p { margin: 0 0 6pt } ul { margin: 0 0 6pt; padding-left: 14pt } sup { font-size: 0.65em; line-height: 0 }
table { border-collapse: collapse; margin: 3pt 0 8pt; width: 100% } th { text-align: left } td, th { padding: 2pt 4pt; vertical-align: top }
.fields { display: grid; grid-template-columns: 1fr 1fr; margin: 0 0 6pt } .result { font-weight: bold; margin: 5pt 0 }
.footer { position: fixed; bottom: 0; left: 0; right: 0; text-align: center; font-size: 8pt }`;
/** The running header stands in the margin of each page, and so do the page numbers. */
const page = (margins: string, number: string): string => `@page { size: A4; margin: ${margins}; ${number} }`;

export const STYLES: Record<Layout, string> = {
  plain: `${COMMON} ${page('32mm 20mm 24mm', '@bottom-right { content: "Page " counter(page) " / " counter(pages); font: 8pt sans-serif }')}
    body { font: 10pt/1.25 "Liberation Sans", sans-serif } .hospital { position: fixed; top: -24mm; left: 0; font-size: 8pt } .footer { bottom: -12mm }`,
  letterhead: `${COMMON} ${page('15mm 15mm 22mm', '@bottom-right { content: counter(page) "/" counter(pages); font: 8pt serif }')}
    body { font: 10.5pt/1.2 "Liberation Serif", serif } .hospital { text-align: center; font-size: 9pt; margin-bottom: 14pt } .footer { bottom: -10mm }
    .sheet { position: relative; padding-left: 48mm } .team { position: absolute; left: 0; top: 0; width: 40mm; font: italic 7.5pt/1.35 "Liberation Serif", serif }`,
  'two-columns': `${COMMON} ${page('14mm 14mm 22mm', '@bottom-center { content: "- " counter(page) " -"; font: 7.5pt sans-serif }')}
    body { font: 9pt/1.2 "DejaVu Sans", sans-serif } .hospital { text-align: center; font-size: 8pt; margin-bottom: 8pt } .footer { bottom: -7mm; font-size: 7.5pt }
    h1 { column-span: all; text-align: center } .body { columns: 2; column-gap: 8mm } table { font-size: 7.5pt }`,
  boxes: `${COMMON} ${page('34mm 17mm 24mm', '@bottom-right { content: "page " counter(page) " sur " counter(pages); font: 8pt sans-serif }')}
    body { font: 10pt/1.25 "Liberation Serif", serif } .hospital { position: fixed; top: -25mm; left: 0; font: 8.5pt/1.25 "Liberation Sans", sans-serif } .footer { bottom: -12mm; text-align: left }
    td, th { border: 0.5pt solid #333; vertical-align: middle } .result { border: 1pt solid #000; padding: 5pt } h2 { font-family: "Liberation Sans", sans-serif }
    .stamp { position: fixed; top: 100mm; left: 30mm; font: bold 80pt "Liberation Sans"; color: #ccc; transform: rotate(-38deg) }`,
  justified: `${COMMON} ${page('28mm 30mm 24mm', '@top-right { content: "Page " counter(page) "/" counter(pages); font: 8.5pt serif }')}
    body { font: 10.5pt/1.18 "DejaVu Serif", serif; font-size: 9.5pt } .hospital { position: fixed; top: -14mm; left: 0; font-size: 8.5pt } .footer { bottom: -12mm }
    p, li { text-align: justify; hyphens: manual }`,
  'right-column': '',
};
