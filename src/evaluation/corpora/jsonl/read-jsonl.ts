import { ok, type Result, sensitive } from '../../../kernel/index.js';
import { evaluationFailure } from '../../failures.js';
import { readLabel } from '../../labels/index.js';
import {
  type AnnotatedDocument,
  type AnnotatedSpan,
  type CorpusReader,
  inOrder,
  type KnownPatient,
  type ReadOptions,
} from '../annotated.js';
import { Collector } from '../collector.js';
import { type Fields, isFields, listOf, numberOf, textOf } from '../fields.js';
import { knownPatient } from '../known-patient.js';
import { checkedSpan, converter } from '../offsets.js';

/** The input of `process`, with `spans` in each document: a line is a patient. */
export const readJsonl: CorpusReader = (files, options) => {
  const collector = new Collector();
  for (const file of files) {
    if (!/\.(?:jsonl|ndjson)$/i.test(file.name)) continue;
    const lines = file
      .bytes()
      .toString('utf8')
      .replace(/^\ufeff/, '')
      .split('\n');
    for (const [at, line] of lines.entries()) {
      if (line.trim() === '') continue;
      const place = `line ${String(at + 1)}`;
      const stay = stayOf(line);
      if (!stay.ok) {
        collector.refuse(file.name, place, stay);
        continue;
      }
      const known = knownPatient({
        identity: stay.value.identity,
        stay: stay.value.stay,
        carers: stay.value.carers,
      });
      listOf(stay.value.documents).forEach((document, number) => {
        const read = documentOf(document, { stay: stay.value, known, number, options });
        collector.add(file.name, `${place}, documents[${String(number)}]`, read);
      });
    }
  }
  return collector.corpus();
};

function stayOf(line: string): Result<Fields> {
  let read: unknown;
  try {
    read = JSON.parse(line);
  } catch {
    return evaluationFailure('CORPUS_LINE_INVALID', 'the line is not JSON');
  }
  return isFields(read) && textOf(read.id) !== undefined && Array.isArray(read.documents)
    ? ok(read)
    : evaluationFailure('CORPUS_LINE_INVALID', '`id` and `documents` are expected');
}

interface Within {
  readonly stay: Fields;
  readonly known: KnownPatient | undefined;
  readonly number: number;
  readonly options: ReadOptions;
}

function documentOf(document: unknown, within: Within): Result<AnnotatedDocument> {
  const { stay, known, number, options } = within;
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
  const id = textOf(document.docId) ?? `${String(stay.id)}-${String(number + 1)}`;
  const split = textOf(document.split) ?? textOf(stay.split);
  return ok({
    id,
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

const placed = (place: string, read: Result<unknown>): Result<never> =>
  read.ok
    ? evaluationFailure('CORPUS_SPAN_INVALID', place)
    : { ok: false, failure: { ...read.failure, message: `${place}: ${read.failure.message}` } };
