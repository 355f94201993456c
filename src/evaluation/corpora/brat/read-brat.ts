import { ok, sensitive } from '../../../kernel/index.js';
import { type Span } from '../../../text/index.js';
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
import { decoded } from '../decoded.js';
import { checkedSpan, converter } from '../offsets.js';
import { type Placed, placedAt } from '../placed.js';

/** `.txt` beside `.ann`; brat counts code points. Relations, events and notes are not read. */
export const readBrat: CorpusReader = (files, options) => {
  const collector = new Collector();
  const annotations = new Map(
    files.filter(({ name }) => name.endsWith('.ann')).map((file) => [file.name.slice(0, -4), file]),
  );
  for (const file of files) {
    if (!file.name.endsWith('.txt')) continue;
    const id = file.name.slice(0, -4);
    const beside = annotations.get(id);
    annotations.delete(id);
    if (!beside && options.identities) {
      collector.refuse(file.name, 'the file', evaluationFailure('CORPUS_FILE_INVALID', 'no .ann beside it'));
      continue;
    }
    const text = decoded(file.bytes());
    const lines = options.identities && beside ? decoded(beside.bytes()) : ok('');
    if (!text.ok) collector.refuse(file.name, 'the file', text);
    else if (!lines.ok) collector.refuse(`${id}.ann`, 'the file', lines);
    else {
      const spans = spansOf(text.value, lines.value, options);
      if (spans.ok) collector.add(file.name, 'the file', ok(documentOf(id, text.value, spans.value)));
      else collector.refuse(`${id}.ann`, spans.failure.place, spans);
    }
  }
  for (const id of annotations.keys())
    collector.refuse(`${id}.ann`, 'the file', evaluationFailure('CORPUS_FILE_INVALID', 'no .txt beside it'));
  return collector.corpus();
};

const documentOf = (id: string, text: string, spans: AnnotatedSpan[]): AnnotatedDocument => ({
  id,
  patient: id,
  text: sensitive(text),
  spans: inOrder(spans),
});

interface Entity {
  readonly line: number;
  readonly label: string;
  readonly fragments: readonly Span[];
  readonly covered: string;
}

const ENTITY = /^(T\d+)\t([^ \t]+) ([\d; ]+)\t(.*)$/;
const ATTRIBUTE = /^[AM]\d+\t([^ \t]+) (T\d+) ([^ \t]+)$/;
const ROLES = /^Role(?:PER|LOC|NUM)?$/i;
const KINDS = /^(?:CodeType|Kind)$/i;

function spansOf(text: string, annotations: string, { offsets }: ReadOptions): Placed<AnnotatedSpan[]> {
  const entities = new Map<string, Entity>();
  const roles = new Map<string, string[]>();
  const kinds = new Map<string, string>();
  const toSpan = converter(text, offsets ?? 'code-points');
  for (const [at, line] of annotations.split(/\r?\n/).entries()) {
    const attribute = ATTRIBUTE.exec(line);
    if (attribute) {
      const [, name = '', on = '', value = ''] = attribute;
      if (ROLES.test(name)) roles.set(on, [...(roles.get(on) ?? []), value]);
      if (KINDS.test(name)) kinds.set(on, value);
      continue;
    }
    if (!line.startsWith('T')) continue;
    const entity = ENTITY.exec(line);
    if (!entity) return wrong(at, 'CORPUS_LINE_INVALID', 'id, label, offsets and text are expected');
    const [, id = '', label = '', places = '', covered = ''] = entity;
    const fragments = places.split(';').map((pair) => {
      const [start = Number.NaN, end = Number.NaN] = pair.split(' ').map(Number);
      return toSpan({ start, end });
    });
    entities.set(id, { line: at, label, fragments, covered });
  }
  const spans: AnnotatedSpan[] = [];
  for (const [id, { line, label, fragments, covered }] of entities) {
    const read = readLabel({ category: label, roles: roles.get(id) ?? [], kind: kinds.get(id) });
    if (!read.ok) return wrong(line, 'CORPUS_LABEL_UNKNOWN', read.failure.message);
    if (fragments.some((fragment) => !checkedSpan(text, fragment).ok))
      return wrong(line, 'CORPUS_SPAN_INVALID', 'offsets inside the text are expected');
    if (oneLine(fragments.map(({ start, end }) => text.slice(start, end)).join(' ')) !== oneLine(covered))
      return wrong(line, 'CORPUS_TEXT_DIFFERS', 'the offsets and the text of the line do not agree');
    for (const span of joined(text, fragments)) spans.push({ ...span, ...read.value });
  }
  return ok(spans);
}

const oneLine = (text: string): string => text.replace(/\s/g, ' ').trim();

/** Fragments that only a line break parts are one stretch: brat cuts there. Any other is a stretch of its own. */
function joined(text: string, fragments: readonly Span[]): Span[] {
  const spans: Span[] = [];
  for (const { start, end } of fragments) {
    const last = spans.at(-1);
    const between = last === undefined ? '' : text.slice(last.end, start);
    if (last !== undefined && last.end <= start && between.includes('\n') && between.trim() === '')
      spans[spans.length - 1] = { start: last.start, end };
    else spans.push({ start, end });
  }
  return spans;
}

const wrong = (line: number, ...failure: Parameters<typeof evaluationFailure>): Placed<never> =>
  placedAt(`line ${String(line + 1)}`, evaluationFailure(...failure));
