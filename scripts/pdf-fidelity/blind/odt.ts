import { ODT_LOOKS, type OdtLayout, type OdtLook, stylesOf } from './odt-styles.js';
import { columnStyles, tableXml } from './odt-tables.js';
import { type BlindPart, type BlindReport } from './source.js';
import { escapeXml, p } from './xml.js';

const NAMESPACES = ['office', 'style', 'text', 'table']
  .map((name) => `xmlns:${name}="urn:oasis:names:tc:opendocument:xmlns:${name}:1.0"`)
  .concat(
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"',
    'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"',
    'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"',
  )
  .join(' ');

function xmlOfPart(part: BlindPart, width: number): string {
  if ('heading' in part) return p('Heading', part.heading);
  if ('text' in part) return p('Text', part.text);
  if ('result' in part) return p('Text', part.result);
  if ('figure' in part) return p('Remark', part.figure);
  if ('list' in part) return part.list.map((item) => p('Item', `•\t${item}`)).join('');
  if ('tabs' in part) return part.tabs.map((row) => p('Tabs', row.join('\t'))).join('');
  if ('fields' in part) {
    const pairs = part.fields.map(([label, value]) => `${label} : ${value}`);
    const lines = pairs.flatMap((pair, index) => (index % 2 === 0 ? [[pair, pairs[index + 1] ?? '']] : []));
    return lines.map((line) => p('Tabs', line.join('\t'))).join('');
  }
  if ('boxes' in part)
    return tableXml([part.boxes.map(({ title, lines }) => [title, ...lines].join('\n'))], {
      kind: 'boxes',
      width,
    });
  if ('results' in part) return tableXml(part.results, { kind: 'results', width });
  return tableXml('grid' in part ? part.grid : part.table, { kind: 'grid', width });
}

const linesXml = (lines: readonly string[], style: string): string =>
  lines.map((line) => p(style, line)).join('');

/** The team stands left of the text on every page: a frame held by the header. */
const marginXml = (team: readonly string[]): string =>
  `<draw:frame draw:style-name="Beside" text:anchor-type="paragraph" svg:x="1.2cm" svg:y="4.6cm" svg:width="4.2cm" svg:height="16cm" draw:z-index="1"><draw:text-box>${linesXml(team, 'Margin')}</draw:text-box></draw:frame>`;

function headerXml({ hospital, team }: BlindReport, layout: OdtLayout): string {
  if (layout === 'results') return '';
  const [first = '', ...rest] = hospital;
  const margin = team ? marginXml(team) : '';
  return `<style:header><text:p text:style-name="Small">${margin}${escapeXml(first)}</text:p>${linesXml(rest, 'Small')}</style:header>`;
}

function openingXml({ hospital, recipient = [], title }: BlindReport, layout: OdtLayout): string {
  if (layout === 'results')
    return (
      tableXml([[hospital.join('\n'), ['', ...recipient].join('\n')]], { kind: 'heads', width: 18 }) +
      p('Title', title)
    );
  return linesXml(recipient, 'Right') + p('Title', title);
}

const pageXml = ({ margins: [top, right, bottom, left] }: OdtLook): string =>
  `<style:page-layout style:name="A4"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm" fo:margin-top="${top}cm" fo:margin-right="${right}cm" fo:margin-bottom="${bottom}cm" fo:margin-left="${left}cm"/><style:header-style><style:header-footer-properties fo:min-height="1cm" fo:margin-bottom="0.5cm"/></style:header-style><style:footer-style><style:header-footer-properties fo:min-height="0.6cm" fo:margin-top="0.3cm"/></style:footer-style></style:page-layout>`;

/** The flat OpenDocument text (ODF 1.3) LibreOffice prints. */
export function blindOdt(report: BlindReport, layout: OdtLayout): string {
  const look = ODT_LOOKS[layout];
  const [, right, , left] = look.margins;
  const width = 21 - left - right;
  const footer = `<style:footer><text:p text:style-name="Foot">${escapeXml(report.footer)} – page <text:page-number/> sur <text:page-count/></text:p></style:footer>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<office:document ${NAMESPACES} office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">
<office:font-face-decls><style:font-face style:name="${look.font}" svg:font-family="'${look.font}'"/></office:font-face-decls>
<office:styles><style:style style:name="Standard" style:family="paragraph"><style:text-properties style:font-name="${look.font}" fo:font-size="${look.size}pt" fo:language="fr" fo:country="FR"/></style:style></office:styles>
<office:automatic-styles>${stylesOf(look)}${columnStyles()}${pageXml(look)}</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="A4">${headerXml(report, layout)}${footer}</style:master-page></office:master-styles>
<office:body><office:text>${openingXml(report, layout)}${report.blocks.map((part) => xmlOfPart(part, width)).join('\n')}</office:text></office:body></office:document>`;
}
