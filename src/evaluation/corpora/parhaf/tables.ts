import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib';
import { type Compressors, parquetReadObjects } from 'hyparquet';
import { ok, type Result } from '../../../kernel/index.js';
import { evaluationFailure } from '../../failures.js';
import { type SourceFile } from '../annotated.js';
import { type Fields } from '../fields.js';

export type TableName = 'document_metadata' | 'spans' | 'relations';

/** Snappy, the usual one, comes with the reader. */
const COMPRESSORS: Compressors = {
  GZIP: (input) => gunzipSync(input),
  ZSTD: (input) => zstdDecompressSync(input),
  BROTLI: (input) => brotliDecompressSync(input),
};

const UTF_8 = new TextDecoder('utf-8', { ignoreBOM: true });
/** A text that starts with a mark of byte order keeps it: offsets count it. */
const stringFromBytes = (bytes: Uint8Array | undefined): string | undefined => bytes && UTF_8.decode(bytes);

/** Which table a file belongs to: `spans.parquet`, `spans/train-00000-of-00001.parquet`, `train/spans.parquet`. */
export const tableOf = (name: string): TableName | undefined =>
  (['document_metadata', 'spans', 'relations'] as const).find((table) =>
    new RegExp(`(?:^|[/_.-])${table}(?=[/_.-])`).test(name),
  );

const SPLIT = /(?:^|[/_.-])(train|validation|dev|test)(?=[/_.-])/;
export const splitOf = (name: string): string | undefined => SPLIT.exec(name)?.[1];

export async function rowsOf(file: SourceFile): Promise<Result<readonly Fields[]>> {
  try {
    const bytes = file.bytes();
    const copy = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
    return ok(
      (await parquetReadObjects({
        file: copy,
        compressors: COMPRESSORS,
        parsers: { stringFromBytes },
      })) as Fields[],
    );
  } catch {
    return evaluationFailure('CORPUS_FILE_INVALID', 'the file is not a parquet table that can be read');
  }
}
