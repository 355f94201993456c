import { ok, type Result, sensitive } from '../../../kernel/index.js';
import { evaluationFailure } from '../../failures.js';
import { readLabel } from '../../labels/index.js';
import {
  type AnnotatedDocument,
  type AnnotatedSpan,
  type CorpusReader,
  inOrder,
  type ReadOptions,
} from '../annotated.js';
import { Collector } from '../collector.js';
import { isFields, numberOf, textOf } from '../fields.js';
import { checkedSpan, converter } from '../offsets.js';
import { idOf, placed, type StayDocument, staysOf } from './read-stays.js';

/** The input of `process`, with `spans` in each document: a line is a patient. */
export const readJsonl: CorpusReader = (files, options) => {
  const collector = new Collector();
  for (const within of staysOf(files, collector))
    collector.add(within.file, within.place, documentOf(within, options));
  return collector.corpus();
};

function documentOf(within: StayDocument, options: ReadOptions): Result<AnnotatedDocument> {
  const { stay, known, document } = within;
  if (!isFields(document) || typeof document.text !== 'string')
    return evaluationFailure('CORPUS_LINE_INVALID', '`text` is expected');
  const { text } = document;
  const spans: AnnotatedSpan[] = [];
  if (options.identities) {
    if (!Array.isArray(document.spans))
      return evaluationFailure('CORPUS_LINE_INVALID', '`spans` are expected');
    const toSpan = converter(text, options.offsets ?? 'utf-16');
    for (const [at, one] of document.spans.entries()) {
      const span = spanOf(text, one, toSpan);
      if (!span.ok) return placed(`spans[${String(at)}]`, span);
      spans.push(span.value);
    }
  }
  const split = textOf(document.split) ?? textOf(stay.split);
  return ok({
    id: idOf(document, within),
    patient: String(stay.id),
    text: sensitive(text),
    spans: inOrder(spans),
    ...(split !== undefined && { split }),
    ...(known && { known }),
  });
}

function spanOf(text: string, one: unknown, toSpan: ReturnType<typeof converter>): Result<AnnotatedSpan> {
  if (!isFields(one)) return evaluationFailure('CORPUS_SPAN_INVALID', 'an object is expected');
  const span = checkedSpan(text, toSpan({ start: numberOf(one.start), end: numberOf(one.end) }));
  if (!span.ok) return span;
  const label = readLabel({
    category: textOf(one.category) ?? '',
    roles: [textOf(one.role)].flatMap((role) => role ?? []),
    kind: textOf(one.kind),
  });
  return label.ok ? ok({ ...span.value, ...label.value }) : label;
}
