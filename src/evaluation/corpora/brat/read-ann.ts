import { ok } from '../../../kernel/index.js';
import { type Span } from '../../../text/index.js';
import { evaluationFailure } from '../../failures.js';
import { type OffsetUnit, type SourceFile } from '../annotated.js';
import { type Collector } from '../collector.js';
import { decoded } from '../decoded.js';
import { checkedSpan, converter } from '../offsets.js';
import { type Placed, placedAt } from '../placed.js';

/** A line `T`: fragments are UTF-16 code units of the text, and checked against it. */
export interface Entity {
  readonly line: number;
  readonly label: string;
  readonly fragments: readonly Span[];
}

export interface Attribute {
  readonly name: string;
  /** Absent: the attribute is set. */
  readonly value: string | undefined;
}

export interface Annotations {
  readonly entities: ReadonlyMap<string, Entity>;
  readonly attributes: ReadonlyMap<string, readonly Attribute[]>;
  readonly relations: readonly { readonly from: string; readonly to: string }[];
}

export interface Pair {
  readonly id: string;
  readonly text: string;
  readonly annotations: string;
}

/** Each `.txt` with its `.ann`; what has no other half, or is no text, is refused. */
export function pairsOf<T>(
  files: readonly SourceFile[],
  isAnnotated: boolean,
  collector: Collector<T>,
): Pair[] {
  const pairs: Pair[] = [];
  const annotations = new Map(
    files.filter(({ name }) => name.endsWith('.ann')).map((file) => [file.name.slice(0, -4), file]),
  );
  for (const file of files) {
    if (!file.name.endsWith('.txt')) continue;
    const id = file.name.slice(0, -4);
    const beside = annotations.get(id);
    annotations.delete(id);
    if (!beside && isAnnotated) {
      collector.refuse(file.name, 'the file', evaluationFailure('CORPUS_FILE_INVALID', 'no .ann beside it'));
      continue;
    }
    const text = decoded(file.bytes());
    const lines = isAnnotated && beside ? decoded(beside.bytes()) : ok('');
    if (!text.ok) collector.refuse(file.name, 'the file', text);
    else if (!lines.ok) collector.refuse(`${id}.ann`, 'the file', lines);
    else pairs.push({ id, text: text.value, annotations: lines.value });
  }
  for (const id of annotations.keys())
    collector.refuse(`${id}.ann`, 'the file', evaluationFailure('CORPUS_FILE_INVALID', 'no .txt beside it'));
  return pairs;
}

const ENTITY = /^(T\d+)\t([^ \t]+) ([\d; ]+)\t(.*)$/;
const ATTRIBUTE = /^[AM]\d+\t([^ \t]+) (T\d+)(?: ([^ \t]+))?$/;
const RELATION = /^R\d+\t[^ \t]+ [^ :\t]+:(T\d+) [^ :\t]+:(T\d+)\s*$/;

/** Events and notes are not read. */
export function readAnn(
  { text, annotations }: Pair,
  offsets: OffsetUnit = 'code-points',
): Placed<Annotations> {
  const entities = new Map<string, Entity>();
  const attributes = new Map<string, Attribute[]>();
  const relations: { from: string; to: string }[] = [];
  const toSpan = converter(text, offsets);
  for (const [at, line] of annotations.split(/\r?\n/).entries()) {
    const [, name, on = '', value] = ATTRIBUTE.exec(line) ?? [];
    if (name !== undefined) attributes.set(on, [...(attributes.get(on) ?? []), { name, value }]);
    const [, from, to] = RELATION.exec(line) ?? [];
    if (from !== undefined && to !== undefined) relations.push({ from, to });
    if (!line.startsWith('T')) continue;
    const entity = ENTITY.exec(line);
    if (!entity) return wrong(at, 'CORPUS_LINE_INVALID', 'id, label, offsets and text are expected');
    const [, id = '', label = '', places = '', covered = ''] = entity;
    const fragments = places.split(';').map((pair) => {
      const [start = Number.NaN, end = Number.NaN] = pair.split(' ').map(Number);
      return toSpan({ start, end });
    });
    if (fragments.some((fragment) => !checkedSpan(text, fragment).ok))
      return wrong(at, 'CORPUS_SPAN_INVALID', 'offsets inside the text are expected');
    if (oneLine(fragments.map(({ start, end }) => text.slice(start, end)).join(' ')) !== oneLine(covered))
      return wrong(at, 'CORPUS_TEXT_DIFFERS', 'the offsets and the text of the line do not agree');
    entities.set(id, { line: at, label, fragments: joined(text, fragments) });
  }
  return ok({ entities, attributes, relations });
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

export const wrong = (line: number, ...failure: Parameters<typeof evaluationFailure>): Placed<never> =>
  placedAt(`line ${String(line + 1)}`, evaluationFailure(...failure));
