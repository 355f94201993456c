export type OdtLayout = 'results' | 'margin-letter' | 'sheet';

export interface OdtLook {
  readonly font: string;
  /** Points. */
  readonly size: number;
  /** Centimetres: top, right, bottom, left. */
  readonly margins: readonly [number, number, number, number];
  readonly isJustified: boolean;
  readonly cellBorder: string;
  readonly cellSize: number;
  /** Centimetres from the left of the text. */
  readonly tabStops: readonly number[];
}

export const ODT_LOOKS: Record<OdtLayout, OdtLook> = {
  results: {
    font: 'Liberation Sans',
    size: 9.5,
    margins: [1.5, 1.5, 1.5, 1.5],
    isJustified: false,
    cellBorder: 'none',
    cellSize: 8.5,
    tabStops: [9],
  },
  'margin-letter': {
    font: 'Liberation Serif',
    size: 12,
    margins: [1.5, 1.8, 1.5, 6],
    isJustified: true,
    cellBorder: 'none',
    cellSize: 10,
    tabStops: [4.2, 7.2, 9.6, 11.6],
  },
  sheet: {
    font: 'Liberation Serif',
    size: 10.5,
    margins: [1.6, 2, 1.6, 2],
    isJustified: true,
    cellBorder: '0.5pt solid #000000',
    cellSize: 9.5,
    tabStops: [8],
  },
};

const paragraph = (name: string, paragraphs: string, text = '', inside = ''): string =>
  `<style:style style:name="${name}" style:family="paragraph" style:parent-style-name="Standard"><style:paragraph-properties ${paragraphs}>${inside}</style:paragraph-properties><style:text-properties ${text}/></style:style>`;
const BOLD = 'fo:font-weight="bold"';

/** The named styles of a document, for a paragraph, a table, a margin. */
export function stylesOf({ font, size, isJustified, cellBorder, cellSize, tabStops }: OdtLook): string {
  const stops = tabStops.map((stop) => `<style:tab-stop style:position="${stop}cm"/>`).join('');
  const cell = `fo:font-size="${cellSize}pt"`;
  return [
    paragraph(
      'Text',
      `fo:margin-bottom="0.2cm" fo:line-height="115%" fo:text-align="${isJustified ? 'justify' : 'start'}"`,
    ),
    paragraph('Right', 'fo:margin-left="7cm"'),
    paragraph('Small', 'fo:margin-bottom="0cm"', `fo:font-size="${size - 1.5}pt"`),
    paragraph('Margin', 'fo:margin-bottom="0.08cm"', 'fo:font-size="7.5pt"'),
    paragraph(
      'Title',
      'fo:margin-top="0.3cm" fo:margin-bottom="0.3cm" fo:text-align="center"',
      `fo:font-size="${size + 3}pt" ${BOLD}`,
    ),
    paragraph(
      'Heading',
      'fo:margin-top="0.25cm" fo:margin-bottom="0.1cm" fo:keep-with-next="always"',
      `${BOLD} style:text-underline-style="solid"`,
    ),
    paragraph(
      'Tabs',
      'fo:margin-bottom="0.05cm"',
      `fo:font-size="${cellSize}pt"`,
      `<style:tab-stops>${stops}</style:tab-stops>`,
    ),
    paragraph(
      'Item',
      'fo:margin-left="0.6cm" fo:text-indent="-0.4cm" fo:margin-bottom="0.05cm"',
      '',
      '<style:tab-stops><style:tab-stop style:position="0cm"/></style:tab-stops>',
    ),
    paragraph('Cell', '', cell),
    paragraph('Number', 'fo:text-align="end"', cell),
    paragraph('Head', '', `${cell} ${BOLD}`),
    paragraph('Remark', 'fo:margin-left="0.4cm"', `fo:font-size="${cellSize - 1}pt" fo:font-style="italic"`),
    paragraph('Foot', 'fo:text-align="center"', 'fo:font-size="8pt"'),
    `<style:style style:name="Cells" style:family="table-cell"><style:table-cell-properties fo:border="${cellBorder}" fo:padding="0.06cm"/></style:style>`,
    `<style:style style:name="Plain" style:family="table-cell"><style:table-cell-properties fo:border="none" fo:padding="0.06cm"/></style:style>`,
    `<style:style style:name="Rows" style:family="table-row"><style:table-row-properties fo:keep-together="always"/></style:style>`,
    `<style:style style:name="Tables" style:family="table"><style:table-properties table:align="left" fo:margin-bottom="0.2cm" table:border-model="collapsing"/></style:style>`,
    `<style:style style:name="Beside" style:family="graphic"><style:graphic-properties draw:fill="none" draw:stroke="none" style:wrap="run-through" style:run-through="foreground" style:number-wrapped-paragraphs="no-limit" style:flow-with-text="false" style:vertical-pos="from-top" style:vertical-rel="page" style:horizontal-pos="from-left" style:horizontal-rel="page" fo:border="none"/></style:style>`,
    `<style:style style:name="FontOf" style:family="text"><style:text-properties style:font-name="${font}"/></style:style>`,
  ].join('');
}
