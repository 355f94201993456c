import { createSegment, type Encoding, type Hl7Message, type Segment } from './message.js';

/** A message of these segments, under these separators and charset. */
export function withSegments({ delimiters, charset }: Encoding, segments: readonly Segment[]): Hl7Message {
  const byName = new Map<string, Segment[]>();
  for (const segment of segments) {
    const same = byName.get(segment.name);
    if (same) same.push(segment);
    else byName.set(segment.name, [segment]);
  }
  return {
    delimiters,
    charset,
    segments,
    segment: (name) => byName.get(name)?.[0],
    all: (name) => byName.get(name) ?? [],
  };
}

/** The same segment with some fields as given (raw, by number), the others untouched. Not for MSH. */
export function withFields(
  segment: Segment,
  fields: Readonly<Record<number, string | undefined>>,
  { delimiters, charset }: Encoding,
): Segment {
  const last = Math.max(0, ...Object.keys(fields).map(Number));
  const contents = Array.from({ length: last }, (_, index) => fields[index + 1] ?? '');
  const text = [segment.name, ...contents].join(delimiters.field);
  const own = createSegment(text, segment.ordinal, { delimiters, charset });
  const holder = (field: number) => (fields[field] === undefined ? segment : own);
  return {
    name: segment.name,
    ordinal: segment.ordinal,
    raw: (field) => holder(field).raw(field),
    repetitions: (field) => holder(field).repetitions(field),
    value: (field, component, subcomponent) => holder(field).value(field, component, subcomponent),
  };
}

/** An empty segment, to hold fields that the sender wrote elsewhere. */
export const emptySegment = (name: string, { delimiters, charset }: Encoding): Segment =>
  createSegment(name, 1, { delimiters, charset });
