import { type Layout, said, type Sheet } from '../report.js';

const COMMON = `
* { box-sizing: border-box } body { margin: 0 } p { margin: 0 } .gap { height: 6pt } .heading { font-weight: bold; margin: 4pt 0 2pt }
table { border-collapse: collapse; width: 100% } td, th { text-align: left; vertical-align: top; padding: 1.5pt 4pt }`;

const LAYOUT_STYLES: Readonly<Record<Layout, string>> = {
  'fixed-pitch': `pre { font: 7pt/1.25 "Liberation Mono", monospace; white-space: pre-wrap; margin: 0 }`,
  proportional: `body { font: 10.5pt/1.2 "Liberation Serif", serif } .paragraph { text-align: justify; hyphens: manual; margin-bottom: 3pt }
    .sides td { width: 50% } .field { width: auto } .field th { font-weight: normal; white-space: nowrap }`,
  form: `body { font: 9pt/1.25 "Liberation Sans", sans-serif } td, th { border: 0.6pt solid #333 } th { width: 50mm; background: #e6e6e6 }
    .heading { border: 0.6pt solid #333; background: #e6e6e6; padding: 2pt 4pt } .paragraph, .line { border: 0.6pt solid #333; padding: 2pt 4pt } hr { display: none }`,
};

const quoted = (text: string): string => `"${text.replace(/["\\]/g, '')}"`;

/** The running lines stand in the margins of each page; the form leaves little room, so that it breaks in its middle. */
export function styleOf({ text, header, footer }: Sheet, layout: Layout): string {
  const bottom = layout === 'form' ? '80mm' : '24mm';
  const font = layout === 'fixed-pitch' ? '8pt "Liberation Mono"' : '8pt "Liberation Sans"';
  const boxes = {
    'top-left': quoted(said(text, header)),
    'bottom-left': quoted(said(text, footer)),
    'bottom-right': '"Page " counter(page) " / " counter(pages)',
  };
  const margins = Object.entries(boxes).map(
    ([box, content]) => `@${box} { content: ${content}; font: ${font}; white-space: pre }`,
  );
  return `${COMMON} ${LAYOUT_STYLES[layout]} @page { size: A4; margin: 24mm 16mm ${bottom}; ${margins.join(' ')} }`;
}
