// Turns a corpus (one report per line) into the arrays the trainer reads: main.js --input corpus.jsonl --output folder
import { createReadStream, createWriteStream, mkdirSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import {
  FEATURE_COLUMNS,
  FEATURE_VERSION,
  featurize,
  GRAM_COLUMNS,
} from '../../src/pseudonymization/detectors/model/features.js';
import { ATTRIBUTE_LABELS, CATEGORY_LABELS, type GoldSpan, labelTokens } from './labels.js';

interface CorpusReport {
  readonly id: string;
  readonly split?: string;
  readonly documents: readonly { readonly text: string; readonly spans: readonly GoldSpan[] }[];
}

const NAMES = ['features', 'grams', 'words', 'categories', 'attributes', 'lengths', 'splits'] as const;
type Name = (typeof NAMES)[number];

/** N-grams are kept once for each word: a token names the row of its word. */
function gramRows(): { rowOf: (grams: Int32Array, at: number) => number; rows: () => Int32Array } {
  const known = new Map<string, number>();
  const kept: Int32Array[] = [];
  const { count } = GRAM_COLUMNS;
  return {
    rowOf(grams, at) {
      const row = grams.slice(at * count, (at + 1) * count);
      const key = row.join(' ');
      let index = known.get(key);
      if (index === undefined) {
        known.set(key, (index = kept.length));
        kept.push(row);
      }
      return index;
    },
    rows() {
      const all = new Int32Array(kept.length * count);
      kept.forEach((row, index) => all.set(row, index * count));
      return all;
    },
  };
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { input: { type: 'string' }, output: { type: 'string' } } });
  if (!values.input || !values.output) throw new Error('usage: --input corpus.jsonl --output folder');
  const folder = values.output;
  mkdirSync(folder, { recursive: true });
  const files = new Map(NAMES.map((name) => [name, createWriteStream(join(folder, `${name}.bin`))]));
  const write = async (name: Name, data: Int32Array | Uint8Array): Promise<void> => {
    const file = files.get(name);
    if (!file) return;
    const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
    if (!file.write(bytes)) await once(file, 'drain');
  };
  const grams = gramRows();
  let documents = 0;
  let tokens = 0;
  for await (const line of createInterface({ input: createReadStream(values.input) })) {
    if (line.trim() === '') continue;
    const report = JSON.parse(line) as CorpusReport;
    for (const { text, spans } of report.documents) {
      const read = featurize(text);
      const { categories, attributes } = labelTokens(read.tokens, spans);
      await write('features', read.features);
      await write(
        'words',
        Int32Array.from(read.tokens, (_, at) => grams.rowOf(read.grams, at)),
      );
      await write('categories', categories);
      await write('attributes', attributes);
      await write('lengths', Int32Array.of(read.tokens.length));
      await write('splits', Uint8Array.of(report.split === 'validation' ? 1 : 0));
      documents += 1;
      tokens += read.tokens.length;
    }
  }
  await write('grams', grams.rows());
  for (const file of files.values()) {
    file.end();
    await once(file, 'finish');
  }
  const header = {
    featureVersion: FEATURE_VERSION,
    columns: FEATURE_COLUMNS,
    grams: GRAM_COLUMNS,
    categories: CATEGORY_LABELS,
    attributes: ATTRIBUTE_LABELS,
    documents,
    tokens,
  };
  writeFileSync(join(folder, 'header.json'), `${JSON.stringify(header, null, 2)}\n`);
  console.log(`${documents} documents, ${tokens} tokens`);
}

await main();
