import { parse } from 'yaml';
import { ok, type Result } from '../../kernel/index.js';
import { evaluationFailure } from '../failures.js';
import {
  type AnnotatedDocument,
  type Corpus,
  type CorpusReader,
  type CorpusWriter,
  type ReadOptions,
  type SourceFile,
} from './annotated.js';
import { type AnnotatedReport } from './annotated-report.js';
import { readBrat } from './brat/read-brat.js';
import { readBratReports } from './brat/read-brat-reports.js';
import { writeBrat } from './brat/write-brat.js';
import { isFields, textsOf } from './fields.js';
import { filesOf } from './files.js';
import { readJsonl } from './jsonl/read-jsonl.js';
import { readJsonlReports } from './jsonl/read-jsonl-reports.js';
import { writeJsonl } from './jsonl/write-jsonl.js';
import { readMarked } from './marked/read-marked.js';
import { readMarkedReports } from './marked/read-marked-reports.js';
import { writeMarked } from './marked/write-marked.js';
import { readParhaf } from './parhaf/read-parhaf.js';
import { readParhafReports } from './parhaf/read-parhaf-reports.js';
import { writeParhaf } from './parhaf/write-parhaf.js';
import { readUima } from './uima/read-uima.js';
import { readUimaReports } from './uima/read-uima-reports.js';
import { writeUima } from './uima/write-uima.js';

export type CorpusFormat = 'uima' | 'parhaf' | 'brat' | 'jsonl' | 'marked';

interface Format {
  readonly files: RegExp;
  readonly read: CorpusReader;
  /** The same corpora, annotated for use cases. */
  readonly readReports: CorpusReader<AnnotatedReport>;
  readonly write: CorpusWriter;
}

/** In the order in which `auto` tries them. */
export const FORMATS: Readonly<Record<CorpusFormat, Format>> = {
  brat: { files: /\.ann$/i, read: readBrat, readReports: readBratReports, write: writeBrat },
  parhaf: { files: /\.parquet$/i, read: readParhaf, readReports: readParhafReports, write: writeParhaf },
  jsonl: { files: /\.(?:jsonl|ndjson)$/i, read: readJsonl, readReports: readJsonlReports, write: writeJsonl },
  uima: { files: /\.json$/i, read: readUima, readReports: readUimaReports, write: writeUima },
  marked: { files: /\.ya?ml$/i, read: readMarked, readReports: readMarkedReports, write: writeMarked },
};

export const isFormat = (name: string): name is CorpusFormat => Object.hasOwn(FORMATS, name);

export interface OpenOptions extends ReadOptions {
  readonly format?: CorpusFormat;
  readonly split?: string;
}

export interface OpenedCorpus<T = AnnotatedDocument> extends Corpus<T> {
  readonly format: CorpusFormat;
}

const SPLITS = 'splits.yml';

/** Reads a corpus. A document that cannot be read is a problem of its own; the rest goes on. */
export const openCorpus = (path: string, options: OpenOptions): Promise<Result<OpenedCorpus>> =>
  open(path, options, ({ read }) => read);

/** Reads a corpus annotated with what the use cases should find. */
export const openReports = (
  path: string,
  options: Omit<OpenOptions, 'identities'>,
): Promise<Result<OpenedCorpus<AnnotatedReport>>> =>
  open(path, { ...options, identities: true }, ({ readReports }) => readReports);

async function open<T extends { readonly id: string; readonly split?: string }>(
  path: string,
  options: OpenOptions,
  readerOf: (format: Format) => CorpusReader<T>,
): Promise<Result<OpenedCorpus<T>>> {
  const files = filesOf(path);
  if (!files.ok) return files;
  const own = files.value.filter(({ name }) => name !== SPLITS);
  const format = options.format ?? formatOf(own);
  if (format === undefined)
    return evaluationFailure('CORPUS_FORMAT_UNKNOWN', 'no file of a known format; name it with --format');
  const corpus = await readerOf(FORMATS[format])(own, options);
  const split = splitsOf(files.value.find(({ name }) => name === SPLITS));
  if (!split.ok) return split;
  const documents = withUniqueIds(corpus.documents)
    .map((document) => ({ ...document, ...split.value(document.id) }))
    .filter((document) => options.split === undefined || document.split === options.split);
  return ok({ ...corpus, documents, format });
}

const formatOf = (files: readonly SourceFile[]): CorpusFormat | undefined =>
  Object.keys(FORMATS)
    .filter(isFormat)
    .find((name) => files.some((file) => FORMATS[name].files.test(file.name)));

/** `splits.yml` at the root of a corpus: the name of a split, then its document ids. */
function splitsOf(file: SourceFile | undefined): Result<(id: string) => { split?: string }> {
  const splits = new Map<string, string>();
  if (file) {
    try {
      const read: unknown = parse(file.bytes().toString('utf8'));
      for (const [name, ids] of Object.entries(isFields(read) ? read : {}))
        for (const id of textsOf(ids)) splits.set(id, name);
    } catch {
      return evaluationFailure('CORPUS_FILE_INVALID', `${SPLITS} is not YAML`);
    }
  }
  return ok((id) => {
    const split = splits.get(id);
    return split === undefined ? {} : { split };
  });
}

/** Two documents of one id: the second gets a number. */
function withUniqueIds<T extends { readonly id: string }>(documents: readonly T[]): T[] {
  const times = new Map<string, number>();
  return documents.map((document) => {
    const before = times.get(document.id) ?? 0;
    times.set(document.id, before + 1);
    return before === 0 ? document : { ...document, id: `${document.id}~${String(before + 1)}` };
  });
}
