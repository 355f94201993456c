import { ok, sensitive } from '../../../kernel/index.js';
import { fromPartages } from '../../labels/index.js';
import {
  type AnnotatedDocument,
  type AnnotatedSpan,
  type CorpusReader,
  inOrder,
  type ReadOptions,
  type SourceFile,
} from '../annotated.js';
import { Collector } from '../collector.js';
import { textOf } from '../fields.js';
import { type Placed } from '../placed.js';
import { LAYER } from './cas.js';
import { atStructure, chosen, numbering, readCas } from './read-cas.js';

/** One document per file; in a whole project, the curated one, else one per annotator. */
export const readUima: CorpusReader = (files, options) => {
  const collector = new Collector();
  const numbered = numbering();
  for (const file of chosen(files)) {
    const read = readDocument(file, options);
    if (!read.ok) {
      collector.refuse(file.name, read.failure.place, read);
      continue;
    }
    const id = numbered(read.value.id);
    collector.add(file.name, 'the file', ok({ ...read.value, id, patient: id }));
  }
  return collector.corpus();
};

function readDocument(file: SourceFile, options: ReadOptions): Placed<AnnotatedDocument> {
  const cas = readCas(file, options);
  if (!cas.ok) return cas;
  const { id, text, annotations, spanOf } = cas.value;
  const spans: AnnotatedSpan[] = [];
  for (const structure of options.identities ? annotations : []) {
    if (structure['%TYPE'] !== LAYER) continue;
    const span = spanOf(structure);
    const label = fromPartages(structure, textOf(structure.Categorie) ?? '');
    if (span.ok && label.ok) spans.push({ ...span.value, ...label.value });
    else return atStructure(structure, span.ok ? label : span);
  }
  return ok({ id, patient: id, text: sensitive(text), spans: inOrder(spans) });
}
