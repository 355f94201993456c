import { ok, sensitive } from '../../../kernel/index.js';
import { readLabel } from '../../labels/index.js';
import { type AnnotatedSpan, type CorpusReader, inOrder, type OffsetUnit } from '../annotated.js';
import { Collector } from '../collector.js';
import { type Placed } from '../placed.js';
import { type Pair, pairsOf, readAnn, wrong } from './read-ann.js';

/** `.txt` beside `.ann`; brat counts code points. Relations, events and notes are not read. */
export const readBrat: CorpusReader = (files, { identities, offsets }) => {
  const collector = new Collector();
  for (const pair of pairsOf(files, identities, collector)) {
    const { id, text } = pair;
    const spans = spansOf(pair, offsets);
    if (spans.ok)
      collector.add(
        `${id}.txt`,
        'the file',
        ok({ id, patient: id, text: sensitive(text), spans: inOrder(spans.value) }),
      );
    else collector.refuse(`${id}.ann`, spans.failure.place, spans);
  }
  return collector.corpus();
};

const ROLES = /^Role(?:PER|LOC|NUM)?$/i;
const KINDS = /^(?:CodeType|Kind)$/i;

function spansOf(pair: Pair, offsets: OffsetUnit | undefined): Placed<AnnotatedSpan[]> {
  const annotations = readAnn(pair, offsets);
  if (!annotations.ok) return annotations;
  const { entities, attributes } = annotations.value;
  const spans: AnnotatedSpan[] = [];
  for (const [id, { line, label, fragments }] of entities) {
    const own = (name: RegExp): string[] =>
      (attributes.get(id) ?? []).flatMap((one) => (name.test(one.name) ? (one.value ?? []) : []));
    const read = readLabel({ category: label, roles: own(ROLES), kind: own(KINDS).at(-1) });
    if (!read.ok) return wrong(line, 'CORPUS_LABEL_UNKNOWN', read.failure.message);
    for (const span of fragments) spans.push({ ...span, ...read.value });
  }
  return ok(spans);
}
