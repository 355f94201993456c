import { ok, type Result, sensitive } from '../../../kernel/index.js';
import { evaluationFailure } from '../../failures.js';
import { fromPartages } from '../../labels/index.js';
import {
  type AnnotatedDocument,
  type AnnotatedSpan,
  type CorpusReader,
  inOrder,
  type OffsetUnit,
  type ReadOptions,
  type SourceFile,
} from '../annotated.js';
import { Collector } from '../collector.js';
import { type Fields, isFields, listOf, numberOf, textOf } from '../fields.js';
import { checkedSpan, converter } from '../offsets.js';
import { type Placed, placedAt } from '../placed.js';
import { DOCUMENT, LAYER, SOFA, VIEW } from './cas.js';

/** One document per file; in a whole project, the curated one, else one per annotator. */
export const readUima: CorpusReader = (files, options) => {
  const collector = new Collector();
  const taken = new Map<string, number>();
  for (const file of chosen(files)) {
    const read = readCas(file, options);
    if (!read.ok) {
      collector.refuse(file.name, read.failure.place, read);
      continue;
    }
    const times = taken.get(read.value.id) ?? 0;
    taken.set(read.value.id, times + 1);
    const id = times === 0 ? read.value.id : `${read.value.id}#${String(times + 1)}`;
    collector.add(file.name, 'the file', ok({ ...read.value, id, patient: id }));
  }
  return collector.corpus();
};

/** An export of a project holds the first, empty version of each document, and what each annotator made. */
function chosen(files: readonly SourceFile[]): SourceFile[] {
  const cas = files.filter(
    ({ name }) => /\.json$/i.test(name) && !/(?:^|\/)(?:INITIAL_CAS|exportedproject\d*)\.json$/.test(name),
  );
  const curated = cas.filter(({ name }) => /(?:^|\/)curation(?:_ser)?\//.test(name));
  return curated.length > 0 ? curated : cas;
}

function readCas(file: SourceFile, options: ReadOptions): Placed<AnnotatedDocument> {
  const cas = parsed(file);
  if (!cas) return invalid('the file is not JSON');
  const structures = structuresOf(cas);
  const sofa = sofaOf(cas, structures);
  const text = sofa?.sofaString;
  if (sofa === undefined || typeof text !== 'string') return invalid('a view with a text is expected');
  const toSpan = converter(text, options.offsets ?? unitOf(cas));
  const spans: AnnotatedSpan[] = [];
  for (const structure of options.identities ? structures : []) {
    if (structure['%TYPE'] !== LAYER || structure['@sofa'] !== sofa['%ID']) continue;
    const offset = (name: string): number => numberOf(structure[name] ?? structure[`^${name}`]);
    const span = checkedSpan(text, toSpan({ start: offset('begin'), end: offset('end') }));
    const label = fromPartages(structure, textOf(structure.Categorie) ?? '');
    if (span.ok && label.ok) spans.push({ ...span.value, ...label.value });
    else return at(structure, span.ok ? label : span);
  }
  const title = structures.find((one) => one['%TYPE'] === DOCUMENT);
  const id = textOf(title?.documentTitle) ?? textOf(title?.documentId) ?? file.name.replace(/\.json$/i, '');
  return ok({ id, patient: id, text: sensitive(text), spans: inOrder(spans) });
}

const at = (structure: Fields, read: Result<unknown>): Placed<never> =>
  placedAt(`feature structure ${String(numberOf(structure['%ID']))}`, read);

const invalid = (message: string): Placed<never> =>
  placedAt('the file', evaluationFailure('CORPUS_FILE_INVALID', message));

function parsed(file: SourceFile): Fields | undefined {
  try {
    const read: unknown = JSON.parse(file.bytes().toString('utf8'));
    return isFields(read) ? read : undefined;
  } catch {
    return undefined;
  }
}

/** A list in version 0.4.0, a map by id in an earlier draft. */
function structuresOf(cas: Fields): Fields[] {
  const given = cas['%FEATURE_STRUCTURES'];
  if (!isFields(given)) return listOf(given).filter(isFields);
  return Object.entries(given).flatMap(([id, one]) => (isFields(one) ? [{ '%ID': Number(id), ...one }] : []));
}

/** The text of the initial view; `%VIEWS` may leave it out where there is only one. */
function sofaOf(cas: Fields, structures: readonly Fields[]): Fields | undefined {
  const sofas = structures.filter((one) => one['%TYPE'] === SOFA);
  const view = isFields(cas['%VIEWS']) ? cas['%VIEWS'][VIEW] : undefined;
  const id = isFields(view) ? view['%SOFA'] : undefined;
  return sofas.find((one) => one['%ID'] === id) ?? sofas.find((one) => one.sofaID === VIEW) ?? sofas[0];
}

/** The draft leaves the unit to a header without naming its key; Java and its exports count UTF-16 code units. */
function unitOf(cas: Fields): OffsetUnit {
  const header = isFields(cas['%HEADER']) ? cas['%HEADER'] : {};
  const declared = Object.entries(header).find(([key]) => /ENCODING|OFFSET|ANCHOR/i.test(key))?.[1];
  return typeof declared === 'string' && /utf-?32|code.?points?/i.test(declared) ? 'code-points' : 'utf-16';
}
