import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** What a file must give: the outcome, and after ` : ` the code where it is not AA alone. */
export type Expected = ReadonlyMap<string, string>;

const SHAPE =
  /^(?:acknowledgement|set aside|(?:not )?read|refused|identity [A-Z]\d\d|report (?:original|replacement|addendum|deletion)(?:, (?:draft|(?:not )?read))*)(?: : [A-Z][A-Z0-9_ ]+)?$/;

/** File by file, under its folder. Throws where a line could never be met. */
export function readExpected(file: string): Expected {
  const folders = parse(readFileSync(file, 'utf8')) as Record<string, Record<string, string>>;
  const entries = Object.entries(folders).flatMap(([folder, files]) =>
    Object.entries(files).map(([name, outcome]) => [`${folder}/${name}`, outcome] as const),
  );
  const wrong = entries.filter(([, outcome]) => typeof outcome !== 'string' || !SHAPE.test(outcome));
  if (wrong.length > 0) throw new Error(`not an outcome: ${wrong.map(([name]) => name).join(', ')}`);
  return new Map(entries);
}
