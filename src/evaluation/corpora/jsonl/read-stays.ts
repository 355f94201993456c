import { ok, type Result } from '../../../kernel/index.js';
import { evaluationFailure } from '../../failures.js';
import { type KnownPatient, type SourceFile } from '../annotated.js';
import { type Collector } from '../collector.js';
import { type Fields, isFields, listOf, textOf } from '../fields.js';
import { knownPatient } from '../known-patient.js';

/** One document of a line, not yet looked at. */
export interface StayDocument {
  readonly stay: Fields;
  readonly known: KnownPatient | undefined;
  readonly document: unknown;
  /** From 0, in its stay. */
  readonly number: number;
  readonly file: string;
  readonly place: string;
}

/** The documents of every line; a line that is no stay is refused. */
export function* staysOf<T>(files: readonly SourceFile[], collector: Collector<T>): Generator<StayDocument> {
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
      const { identity, stay: about, carers } = stay.value;
      const known = knownPatient({ identity, stay: about, carers });
      for (const [number, document] of listOf(stay.value.documents).entries())
        yield {
          ...{ stay: stay.value, known, document, number, file: file.name },
          place: `${place}, documents[${String(number)}]`,
        };
    }
  }
}

/** `docId`, else a number in the stay. */
export const idOf = (document: Fields, { stay, number }: Pick<StayDocument, 'stay' | 'number'>): string =>
  textOf(document.docId) ?? `${String(stay.id)}-${String(number + 1)}`;

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

/** A failure whose message begins with where it is. */
export const placed = (place: string, read: Result<unknown>): Result<never> =>
  read.ok
    ? evaluationFailure('CORPUS_SPAN_INVALID', place)
    : { ok: false, failure: { ...read.failure, message: `${place}: ${read.failure.message}` } };
