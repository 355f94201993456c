import { type BlindReport } from './source.js';

export type HtmlLayout = 'care-plan' | 'narrow-columns' | 'form' | 'lines' | 'shaded';

const COMMON = `* { box-sizing: border-box } body { margin: 0 } h2 { break-after: avoid } tr, section, figure { break-inside: avoid }
table { border-collapse: collapse; width: 100% } sup { font-size: 0.65em; line-height: 0 } thead { display: table-header-group }`;
const quoted = (lines: readonly string[]): string => `"${lines.join('\\A ')}"`;
const NUMBER = `"Page " counter(page) "/" counter(pages)`;

/** A grid of medicines over a landscape page, all rules drawn, cells set in the middle of their rows. */
const carePlan = ({
  hospital,
  footer,
}: BlindReport): string => `${COMMON} body { font: 8pt/1.2 "Liberation Sans" }
  h1 { font-size: 12pt; text-align: center; margin: 0 0 5pt } h2 { font-size: 9pt; background: #dde; margin: 7pt 0 3pt; padding: 1pt 4pt }
  .fields { display: grid; grid-template-columns: repeat(3, 1fr); border: 1pt solid #000 } .fields div { border: 0.3pt solid #888; padding: 2pt 4pt }
  td, th { border: 0.5pt solid #444; padding: 1.5pt 3pt; vertical-align: middle } th { background: #eee; vertical-align: top; font-weight: bold }
  .grid td:not(:first-child):not(:last-child), .grid th { text-align: center } .grid td:last-child { font-size: 7pt; max-width: 55mm }
  .grid td:first-child { max-width: 45mm; font-weight: bold } p { margin: 4pt 0 } ul { margin: 3pt 0; padding-left: 12pt } .result { font-weight: bold }
  @page { size: A4 landscape; margin: 21mm 11mm 17mm; @top-left { content: ${quoted(hospital)}; font: 8pt "Liberation Sans"; white-space: pre }
    @bottom-left { content: ${quoted([footer])}; font: 7pt "Liberation Sans" } @bottom-right { content: ${NUMBER}; font: 7pt "Liberation Sans" } }`;

/** Two justified columns with half a letter between them, pictures with captions in them. */
const narrowColumns = ({
  footer,
}: BlindReport): string => `${COMMON} body { font: 9.5pt/1.2 "Liberation Serif" }
  header { font-size: 8.5pt; margin-bottom: 9pt } h1 { font-size: 13pt; margin: 0 0 6pt } h2 { font-size: 9.5pt; margin: 6pt 0 2pt; text-transform: none }
  main { columns: 2; column-gap: 5pt; column-rule: 0.3pt solid #777 } p { text-align: justify; margin: 0 0 4pt } ul { margin: 0 0 4pt; padding-left: 11pt }
  .fields { column-span: all; display: grid; grid-template-columns: 1fr 1fr; border-top: 0.5pt solid #000; border-bottom: 0.5pt solid #000; margin-bottom: 6pt; padding: 3pt 0 }
  figure { margin: 3pt 0 5pt } figure div { height: 27mm; background: #e4d8e8; border: 0.5pt solid #767 } figcaption { font: italic 7.5pt/1.15 "Liberation Serif"; margin-top: 1pt }
  table { font-size: 8.5pt; margin: 2pt 0 5pt } td, th { border-bottom: 0.3pt solid #999; padding: 1pt 2pt; text-align: left } .result { font-weight: bold }
  @page { size: A4; margin: 14mm 15mm 20mm; @bottom-left { content: ${quoted([footer])}; font: 7.5pt "Liberation Serif" } @bottom-right { content: ${NUMBER}; font: 7.5pt "Liberation Serif" } }`;

/** A form: boxes side by side with their titles in shaded strips, grids with all their rules. */
const form = ({ footer }: BlindReport): string => `${COMMON} body { font: 9pt/1.25 "Liberation Sans" }
  header { border: 1pt solid #246; padding: 3pt 5pt; font-size: 9pt } h1 { font-size: 13pt; margin: 6pt 0; color: #246 }
  h2 { font-size: 10pt; margin: 8pt 0 3pt; border-bottom: 1pt solid #246 } p { margin: 3pt 0 } ul { margin: 3pt 0; padding-left: 13pt; list-style: square }
  .boxes { display: flex; gap: 4pt; margin: 4pt 0 } section { flex: 1; border: 0.8pt solid #246; padding-bottom: 3pt } section div { padding: 1pt 4pt }
  h3 { font-size: 8.5pt; margin: 0 0 2pt; background: #dfe8f2; padding: 1.5pt 4pt } td, th { border: 0.5pt solid #579; padding: 2pt 4pt; vertical-align: middle; text-align: left }
  @page { size: A4; margin: 13mm 13mm 18mm; @bottom-center { content: ${quoted([footer])} " – " ${NUMBER}; font: 7.5pt "Liberation Sans" } }`;

/** Grids with rules between their rows only, cells at the top of their rows, times of day in narrow columns. */
const lines = ({ footer }: BlindReport): string => `${COMMON} body { font: 8.5pt/1.25 "DejaVu Sans" }
  header { text-align: center } h1 { font-size: 12pt; margin: 6pt 0 } h2 { font-size: 9.5pt; margin: 9pt 0 3pt } p { margin: 5pt 0 } ul { margin: 3pt 0; padding-left: 13pt }
  .fields { display: grid; grid-template-columns: 1fr 1fr; margin: 4pt 0 } td, th { border-bottom: 0.4pt solid #888; padding: 2pt 3pt; vertical-align: top; text-align: left; font-size: 7.5pt }
  .result { font-weight: bold } @page { size: A4; margin: 15mm 14mm 20mm; @bottom-left { content: ${quoted([footer])}; font: 7pt "DejaVu Sans" } @bottom-right { content: ${NUMBER}; font: 7pt "DejaVu Sans" } }`;

/** No rules at all: every other row is shaded, numbers in the middle of their columns. */
const shaded = ({ footer }: BlindReport): string => `${COMMON} body { font: 9pt/1.3 "Liberation Sans" }
  h1 { font-size: 13pt; margin: 8pt 0 } h2 { font-size: 10pt; margin: 9pt 0 3pt } p { margin: 5pt 0; text-align: justify } ul { margin: 3pt 0; padding-left: 13pt }
  .fields { display: grid; grid-template-columns: 1fr 1fr 1fr; margin: 4pt 0 } td, th { padding: 3pt 4pt; vertical-align: middle; text-align: center } td:first-child, th:first-child { text-align: left }
  tbody tr:nth-child(odd) { background: #eef } th { background: #ccd } .result { font-weight: bold }
  @page { size: A4 landscape; margin: 15mm 14mm 20mm; @bottom-left { content: ${quoted([footer])}; font: 7pt "Liberation Sans" } @bottom-right { content: ${NUMBER}; font: 7pt "Liberation Sans" } }`;

export const HTML_STYLES: Record<HtmlLayout, (report: BlindReport) => string> = {
  'care-plan': carePlan,
  'narrow-columns': narrowColumns,
  form,
  lines,
  shaded,
};
