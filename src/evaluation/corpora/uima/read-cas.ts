import { ok, type Result } from '../../../kernel/index.js';
import { type Span } from '../../../text/index.js';
import { evaluationFailure } from '../../failures.js';
import { type OffsetUnit, type ReadOptions, type SourceFile } from '../annotated.js';
import { type Fields, isFields, listOf, numberOf, textOf } from '../fields.js';
import { checkedSpan, converter } from '../offsets.js';
import { type Placed, placedAt } from '../placed.js';
import { DOCUMENT, SOFA, VIEW } from './cas.js';

/** The text of one CAS and what stands over it. */
export interface Cas {
  readonly id: string;
  readonly text: string;
  /** Feature structures with a place in this text. */
  readonly annotations: readonly Fields[];
  /** All of them: relations too. */
  readonly structures: readonly Fields[];
  spanOf(structure: Fields): Result<Span>;
}

/** An export of a project holds the first, empty version of each document, and what each annotator made. */
export function chosen(files: readonly SourceFile[]): SourceFile[] {
  const cas = files.filter(
    ({ name }) => /\.json$/i.test(name) && !/(?:^|\/)(?:INITIAL_CAS|exportedproject\d*)\.json$/.test(name),
  );
  const curated = cas.filter(({ name }) => /(?:^|\/)curation(?:_ser)?\//.test(name));
  return curated.length > 0 ? curated : cas;
}

export function readCas(file: SourceFile, options: Pick<ReadOptions, 'offsets'>): Placed<Cas> {
  const cas = parsed(file);
  if (!cas) return invalid('the file is not JSON');
  const structures = structuresOf(cas);
  const sofa = sofaOf(cas, structures);
  const text = sofa?.sofaString;
  if (sofa === undefined || typeof text !== 'string') return invalid('a view with a text is expected');
  const toSpan = converter(text, options.offsets ?? unitOf(cas));
  const title = structures.find((one) => one['%TYPE'] === DOCUMENT);
  return ok({
    id: textOf(title?.documentTitle) ?? textOf(title?.documentId) ?? file.name.replace(/\.json$/i, ''),
    text,
    annotations: structures.filter((one) => one['@sofa'] === sofa['%ID']),
    structures,
    spanOf(structure) {
      const offset = (name: string): number => numberOf(structure[name] ?? structure[`^${name}`]);
      return checkedSpan(text, toSpan({ start: offset('begin'), end: offset('end') }));
    },
  });
}

export const atStructure = (structure: Fields, read: Result<unknown>): Placed<never> =>
  placedAt(`feature structure ${String(numberOf(structure['%ID']))}`, read);

/** A name that came before gets a number: a project holds one file per annotator. */
export function numbering(): (id: string) => string {
  const taken = new Map<string, number>();
  return (id) => {
    const times = taken.get(id) ?? 0;
    taken.set(id, times + 1);
    return times === 0 ? id : `${id}#${String(times + 1)}`;
  };
}

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
