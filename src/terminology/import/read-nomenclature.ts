import { createHash } from 'node:crypto';
import { ok, type Result } from '../../kernel/index.js';
import { terminologyFailure } from '../failures.js';
import { type Imported } from '../imported.js';
import { layoutOf } from './layouts.js';
import { readTable, type Row } from './table.js';

/** A line that keeps a file out: its number and the rule it breaks. */
export interface BadLine {
  readonly line: number;
  readonly rule: string;
}

export type ReadNomenclature =
  { readonly ok: true; readonly value: Imported } | { readonly ok: false; readonly bad: readonly BadLine[] };

/**
 * Reads an official file whole. With one bad line nothing is given: half a nomenclature is worse than the last one.
 * `from`: the ISO day it is in force.
 */
export async function readNomenclature(bytes: Buffer, from: string): Promise<Result<ReadNomenclature>> {
  const rows = await tableOf(bytes);
  const [first] = rows ?? [];
  const layout = first && layoutOf(first);
  if (!rows || !layout)
    return terminologyFailure('NOMENCLATURE_UNKNOWN', 'no layout of a nomenclature that is known');
  const bad: BadLine[] = [];
  const byCode = new Map<string, object>();
  for (const { line, cells } of rows.slice(layout.headings)) {
    const read = layout.read(cells);
    if (!read) continue;
    if ('rule' in read) {
      bad.push({ line, rule: read.rule });
      continue;
    }
    const { code } = read.row as { code: string };
    // CCAM gives an act once for each time of its life: the last stands.
    if (byCode.has(code) && layout.kind === 'cim10') bad.push({ line, rule: 'ce code est déjà plus haut' });
    byCode.set(code, read.row);
  }
  if (bad.length > 0) return ok({ ok: false, bad });
  const digest = createHash('sha256').update(bytes).digest('hex');
  return ok({ ok: true, value: { kind: layout.kind, from, digest, rows: [...byCode.values()] } as Imported });
}

async function tableOf(bytes: Buffer): Promise<Row[] | undefined> {
  try {
    return await readTable(bytes);
  } catch {
    return undefined;
  }
}
