import { gunzipSync } from 'node:zlib';
import Papa from 'papaparse';
import readSheets from 'read-excel-file/node';

/** A line of a file and its cells; `line` counts from 1, as an editor shows it. */
export interface Row {
  readonly line: number;
  readonly cells: readonly string[];
}

const GZIP = [0x1f, 0x8b];
const ZIP = [0x50, 0x4b];
const startsWith = (bytes: Uint8Array, signature: readonly number[]): boolean =>
  signature.every((byte, at) => bytes[at] === byte);
/** What a nomenclature may unpack to. */
const LARGEST = 200 * 1024 * 1024;

/** The rows of a table: text (`|`, tab, `;`, `,`), a list of objects in JSON, a sheet of Excel; gzip or not. Throws on a broken file. */
export async function readTable(packed: Buffer): Promise<Row[]> {
  const bytes = startsWith(packed, GZIP) ? gunzipSync(packed, { maxOutputLength: LARGEST }) : packed;
  if (startsWith(bytes, ZIP)) return sheetRows(bytes);
  const text = decode(bytes);
  return /^\s*\[/.test(text) ? objectRows(text) : textRows(text);
}

/** The official files are in Latin-1, what people make of them in UTF-8. */
function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

async function sheetRows(bytes: Buffer): Promise<Row[]> {
  const [sheet] = await readSheets(bytes);
  return (sheet?.data ?? []).map((cells, at) => ({ line: at + 1, cells: cells.map(written) }));
}

function objectRows(text: string): Row[] {
  const objects = JSON.parse(text) as Record<string, unknown>[];
  const names = Object.keys(objects[0] ?? {});
  const rows = objects.map((one, at) => ({ line: at + 2, cells: names.map((name) => written(one[name])) }));
  return [{ line: 1, cells: names }, ...rows];
}

const written = (cell: unknown): string =>
  cell === null || cell === undefined
    ? ''
    : cell instanceof Date
      ? cell.toISOString()
      : String(cell as string);

/** The delimiter is that of the first line: official lists have `|`, which no label holds. */
function textRows(text: string): Row[] {
  const [first = ''] = text.split('\n', 1);
  const delimiter = ['|', '\t', ';', ','].find((one) => first.includes(one)) ?? ',';
  if (delimiter === '|' || delimiter === '\t')
    return text.split(/\r?\n/).flatMap((line, at) => {
      const cells = line.split(delimiter).map((cell) => cell.trim());
      return line.trim() === '' ? [] : [{ line: at + 1, cells }];
    });
  const { data } = Papa.parse<string[]>(text, { delimiter, skipEmptyLines: false });
  let line = 1;
  return data.flatMap((cells) => {
    const at = line;
    line += 1 + cells.join('').split('\n').length - 1;
    return cells.join('').trim() === '' ? [] : [{ line: at, cells: cells.map((cell) => cell.trim()) }];
  });
}
