import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

export type BodyPart =
  | { readonly heading: string }
  | { readonly text: string }
  | { readonly list: readonly string[] }
  | { readonly table: readonly (readonly string[])[] }
  | { readonly fields: readonly (readonly [string, string])[] }
  | { readonly result: string };

/** A report as its author wrote it; how it looks on paper is the layout's. */
export interface SourceReport {
  readonly id: string;
  readonly kind: string;
  readonly hospital: readonly string[];
  readonly team: readonly string[];
  readonly title: string;
  readonly footer: string;
  readonly blocks: readonly BodyPart[];
}

export const CORPUS = join('test', 'corpora', 'documents', 'pdf');
export type CorpusSet = 'development' | 'held-out';

export function loadCorpus(set: CorpusSet): SourceReport[] {
  return readdirSync(join(CORPUS, set))
    .filter((file) => file.endsWith('.yml'))
    .sort()
    .map((file) =>
      checked(
        file.replace('.yml', ''),
        parse(readFileSync(join(CORPUS, set, file), 'utf8'), { schema: 'failsafe' }),
      ),
    );
}

function checked(id: string, content: unknown): SourceReport {
  const report = { ...(content as Omit<SourceReport, 'id'>), id };
  for (const part of report.blocks) {
    if (!('table' in part)) continue;
    const [head] = part.table;
    const uneven = part.table.find(
      (row) => row.length !== head?.length || row.some((cell) => typeof cell !== 'string'),
    );
    if (uneven) throw new Error(`${id}: the row « ${uneven.join(' | ')} » has not the cells of its table`);
  }
  return report;
}

/** The text of a part of the body, in the order of reading. */
export function textOfPart(part: BodyPart): string {
  if ('heading' in part) return part.heading;
  if ('text' in part) return part.text;
  if ('result' in part) return part.result;
  if ('list' in part) return part.list.join('\n');
  if ('fields' in part) return part.fields.map(([label, value]) => `${label} : ${value}`).join('\n');
  return part.table.map((row) => row.join('\t')).join('\n');
}
