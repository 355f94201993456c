import { brotliCompressSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { aFile, aSpan, opened, spanOf } from '../../../../test/support/evaluation/index.js';
import { readParhaf } from './read-parhaf.js';

const TEXT = '🙂 Mme Odile Belvaux est sortie.';
type Row = Record<string, string | number | null>;

const aTable = (name: string, rows: readonly Row[]) =>
  aFile(
    name,
    new Uint8Array(
      parquetWriteBuffer({
        columnData: Object.keys(rows[0] ?? { report: '' }).map((column) => ({
          name: column,
          data: rows.map((row) => row[column] ?? null),
          type: column === 'begin' || column === 'end' ? 'INT32' : 'STRING',
        })),
      }),
    ),
  );
const aRow = (more: Row = {}): Row => ({
  ...{
    report: 'r1',
    span_id: '1',
    span_type: 'EntiteAnonymisation',
    begin: 12,
    end: 19,
    span_text: 'Belvaux',
  },
  ...{ attribute_Categorie: 'LAST_NAME', attribute_RolePER: 'Patient', attribute_RoleLOC: null },
  ...more,
});
const read = async (rows: readonly Row[], text = TEXT) =>
  readParhaf(
    [
      aTable('document_metadata/train-00000-of-00001.parquet', [{ report: 'r1', full_text: text }]),
      aTable('spans/train-00000-of-00001.parquet', rows),
      aTable('relations/train-00000-of-00001.parquet', [{ report: 'r1' }]),
    ],
    { identities: true },
  );

describe('PARHAF tables', () => {
  it('counts code points, verified against span_text', async () => {
    const corpus = await read([aRow()]);
    expect(opened(corpus)).toEqual({
      documents: [{ id: 'r1', patient: 'r1', text: TEXT, spans: [spanOf(TEXT, 'Belvaux')] }],
      problems: [],
    });
    expect(corpus.documents[0]?.split).toBe('train');
    expect(corpus.notes).toEqual(['offsets are code points: verified against span_text']);
  });

  it('counts UTF-16 where only that gives back span_text, and says so', async () => {
    const corpus = await read([aRow({ begin: 13, end: 20 })]);
    expect(opened(corpus).documents[0]?.spans).toEqual([spanOf(TEXT, 'Belvaux')]);
    expect(corpus.notes).toEqual([expect.stringContaining('UTF-16')]);
  });

  it('takes the category from span_type where no attribute gives it, in French too', async () => {
    const rows = [aRow({ attribute_Categorie: null, span_type: 'Nom', attribute_RolePER: 'PersonnelSante' })];
    expect(opened(await read(rows)).documents[0]?.spans).toEqual([
      spanOf(TEXT, 'Belvaux', { role: 'Carer' }),
    ]);
  });

  it('leaves a role open that the table does not give', async () => {
    const rows = [aRow({ attribute_Categorie: 'CITY', attribute_RolePER: 'Patient' })];
    expect(opened(await read(rows)).documents[0]?.spans).toEqual([
      aSpan({ start: 13, end: 20, category: 'CITY', role: null }),
    ]);
  });

  it.each([
    [aRow({ begin: 11, end: 18 }), 'CORPUS_TEXT_DIFFERS'],
    [aRow({ end: 1000 }), 'CORPUS_SPAN_INVALID'],
    [aRow({ attribute_Categorie: 'DOG' }), 'CORPUS_LABEL_UNKNOWN'],
    [aRow({ report: 'r2' }), 'CORPUS_LINE_INVALID'],
  ])('%j: says the row', async (row, code) => {
    expect(opened(await read([aRow(), row])).problems).toEqual([
      `spans/train-00000-of-00001.parquet, row 2: ${code}`,
    ]);
  });

  it.each([
    ['GZIP', gzipSync],
    ['ZSTD', zstdCompressSync],
    ['BROTLI', brotliCompressSync],
  ] as const)('opens tables packed with %s', async (codec, pack) => {
    const long = `${TEXT} ${'Suite sans nom. '.repeat(200)}`;
    const compressors = { [codec]: (input: Uint8Array) => new Uint8Array(pack(input)) };
    const columnData = [
      { name: 'report', data: ['r1'] },
      { name: 'full_text', data: [long] },
    ];
    const table = new Uint8Array(parquetWriteBuffer({ columnData, codec, compressors }));
    expect(table.length).toBeLessThan(long.length);
    const corpus = await readParhaf([aFile('document_metadata.parquet', table)], { identities: false });
    expect(opened(corpus)).toMatchObject({ documents: [{ text: long }], problems: [] });
  });

  it('refuses what is not a table', async () => {
    const corpus = await readParhaf([aFile('spans.parquet', 'PAR1 no')], { identities: true });
    expect(opened(corpus).problems).toEqual(['spans.parquet, the file: CORPUS_FILE_INVALID']);
  });
});
