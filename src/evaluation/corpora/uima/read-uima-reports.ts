import { ok } from '../../../kernel/index.js';
import { type CorpusReader, type ReadOptions, type SourceFile } from '../annotated.js';
import { type AnnotatedReport } from '../annotated-report.js';
import { Collector } from '../collector.js';
import { type Fields, numberOf, textOf } from '../fields.js';
import { type Placed, placedAt } from '../placed.js';
import { addReport, type RawAnnotation, type RawReport } from '../report-annotations.js';
import { DOCUMENT } from './cas.js';
import { atStructure, chosen, numbering, readCas } from './read-cas.js';

/** Layers of any name: the label is a feature, else the name of the type. INCEpTION's own layers say nothing of a report. */
const OWN_LAYERS = /^(?:uima\.|de\.tudarmstadt\.)/;
const LABEL_FEATURES = ['Categorie', 'categorie', 'Label', 'label', 'Type', 'type', 'value'] as const;

export const readUimaReports: CorpusReader<AnnotatedReport> = (files, options) => {
  const collector = new Collector<AnnotatedReport>();
  const numbered = numbering();
  for (const file of chosen(files)) {
    const raw = rawReport(file, options);
    if (!raw.ok) {
      collector.refuse(file.name, raw.failure.place, raw);
      continue;
    }
    const id = numbered(raw.value.id);
    addReport(collector, [file.name, 'the file'], { ...raw.value, id });
  }
  return collector.corpus();
};

function rawReport(file: SourceFile, options: ReadOptions): Placed<RawReport> {
  const cas = readCas(file, options);
  if (!cas.ok) return placedAt(cas.failure.place, cas);
  const { id, text, annotations: placed, structures, spanOf } = cas.value;
  const annotations: RawAnnotation[] = [];
  for (const structure of placed) {
    const type = String(structure['%TYPE']);
    if (type === DOCUMENT || OWN_LAYERS.test(type) || isRelation(structure)) continue;
    const span = spanOf(structure);
    if (!span.ok) return atStructure(structure, span);
    annotations.push({
      ...span.value,
      id: String(numberOf(structure['%ID'])),
      label: labelOf(structure, type),
      features: structure,
    });
  }
  const relations = structures.filter(isRelation).map((structure) => ({
    from: String(numberOf(structure['@Governor'])),
    to: String(numberOf(structure['@Dependent'])),
  }));
  return ok({ id, text, annotations, relations });
}

const isRelation = (structure: Fields): boolean =>
  structure['@Governor'] !== undefined && structure['@Dependent'] !== undefined;

const labelOf = (structure: Fields, type: string): string =>
  LABEL_FEATURES.flatMap((name) => textOf(structure[name]) ?? [])[0] ?? type.slice(type.lastIndexOf('.') + 1);
