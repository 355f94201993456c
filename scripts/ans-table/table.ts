import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { type Expected } from './expected.js';
import { outcomeOf } from './outcome.js';

export interface Row {
  readonly file: string;
  readonly kind: string;
  readonly expected: string;
  readonly outcome: string;
  readonly code: string;
  readonly isRight: boolean;
}

/** The folders of the national examples. */
const FOLDERS = ['ans-hl7v2', 'ans-cda'];
const PLAIN = ['', 'AA'];

/** One row for each message and document of the folder, and for each file that is expected and not there. */
export async function ansTable(folder: string, expected: Expected): Promise<Row[]> {
  const rows: Row[] = [];
  for (const file of filesOf(folder)) {
    const found = await outcomeOf(readFileSync(join(folder, file)));
    if (!found) continue;
    const wanted = expected.get(file) ?? '(nothing)';
    const whole = PLAIN.includes(found.code) ? found.outcome : `${found.outcome} : ${found.code}`;
    rows.push({ file, expected: wanted, isRight: whole === wanted, ...found });
  }
  const seen = new Set(rows.map(({ file }) => file));
  const missing = [...expected].filter(([file]) => !seen.has(file));
  return [
    ...rows,
    ...missing.map(([file, wanted]) => ({
      ...{ file, kind: '', expected: wanted, outcome: 'the file is missing', code: '', isRight: false },
    })),
  ];
}

const filesOf = (folder: string): string[] =>
  FOLDERS.flatMap((name) =>
    readdirSync(join(folder, name), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1)),
  )
    // The same names whatever wrote them: a decomposed accent, another separator.
    .map((file) => file.split(sep).join('/'))
    .sort();

/** Columns parted by `|`, then the count of those that are wrong. */
export function printed(rows: readonly Row[]): string {
  const lines = rows.map((row) => [
    row.isRight ? 'ok' : 'WRONG',
    ...[row.file, row.kind, row.expected, row.outcome, row.code],
  ]);
  const head = ['', 'file', 'kind', 'expected', 'outcome', 'code'];
  const wrong = rows.filter(({ isRight }) => !isRight).length;
  const table = [head, head.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`);
  return [...table, '', `${rows.length} files, ${wrong} wrong`].join('\n');
}
