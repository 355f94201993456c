import { type CorpusReader } from '../annotated.js';
import { type AnnotatedReport } from '../annotated-report.js';
import { Collector } from '../collector.js';
import { addReport } from '../report-annotations.js';
import { pairsOf, readAnn } from './read-ann.js';

/** An attribute without a value is its own: `A1 Negation T1` says Absent, as brat's boxes to tick do. */
const TICKED = 'Absent';

export const readBratReports: CorpusReader<AnnotatedReport> = (files, { offsets }) => {
  const collector = new Collector<AnnotatedReport>();
  for (const pair of pairsOf(files, true, collector)) {
    const { id, text } = pair;
    const read = readAnn(pair, offsets);
    if (!read.ok) {
      collector.refuse(`${id}.ann`, read.failure.place, read);
      continue;
    }
    const { entities, attributes, relations } = read.value;
    const annotations = [...entities].flatMap(([entity, { label, fragments }]) => {
      const own = (attributes.get(entity) ?? []).map(({ name, value = TICKED }) => [name, value]);
      const features = Object.fromEntries(own) as Record<string, string>;
      return fragments.map((fragment) => ({ ...fragment, id: entity, label, features }));
    });
    addReport(collector, [`${id}.txt`, 'the file'], { id, text, annotations, relations });
  }
  return collector.corpus();
};
