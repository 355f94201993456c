import { parquetWriteBuffer } from 'hyparquet-writer';
import { aFile, openedReports } from '../../../../test/support/evaluation/index.js';
import { readParhafReports } from './read-parhaf-reports.js';

type Column = readonly (string | number | null)[];

const table = (name: string, columns: Readonly<Record<string, Column>>) =>
  aFile(
    `${name}.parquet`,
    new Uint8Array(
      parquetWriteBuffer({
        columnData: Object.entries(columns).map(([column, data]) => ({
          ...{ name: column, data: [...data] },
          type: data.every((one) => typeof one === 'number') ? ('INT32' as const) : ('STRING' as const),
        })),
      }),
    ),
  );

const REPORTS = table('document_metadata', { report: ['r1'], full_text: ['🙂 Pas de BGN, RE 90 %.'] });
const read = async (...tables: ReturnType<typeof table>[]) =>
  openedReports(await readParhafReports([REPORTS, ...tables], { identities: true }));

describe('reports as PARHAF tables', () => {
  it('give spans by their type with NEGATION, and relations by the ids of their spans', async () => {
    const { reports, problems } = await read(
      table('spans', {
        ...{ report: ['r1', 'r1', 'r1'], span_id: ['s1', 's2', 's3'] },
        span_type: ['Bacterie', 'Biomarqueur', 'Valeur'],
        ...{ begin: [9, 14, 17], end: [12, 16, 21], span_text: ['BGN', 'RE', '90 %'] },
        attribute_NEGATION: ['Absent', null, null],
      }),
      table('relations', {
        ...{ report: ['r1'], relation_type: ['RefersTo'], from_span: ['s3'], to_span: ['s2'] },
      }),
    );
    expect(problems).toEqual([]);
    expect(reports[0]).toMatchObject({
      mentions: [
        ...['Bacterie|BGN|Absent|current|-', 'Biomarqueur|RE|Present|current|-'],
        'Valeur|90 %|Present|current|-',
      ],
      relations: [{ from: 2, to: 1 }],
    });
  });

  it('whose offsets and span_text do not agree are set aside by their row', async () => {
    const { reports, problems } = await read(
      table('spans', {
        ...{ report: ['r1', 'r9'], span_id: ['s1', 's2'], span_type: ['Bacterie', 'Bacterie'] },
        ...{ begin: [9, 0], end: [12, 1], span_text: ['SCN', 'x'] },
      }),
    );
    expect(reports).toEqual([]);
    expect(problems).toEqual([
      'spans.parquet, row 2: CORPUS_LINE_INVALID',
      'spans.parquet, row 1: CORPUS_TEXT_DIFFERS',
    ]);
  });
});
