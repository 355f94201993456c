import { type Hl7Message, type Repetition, type Segment } from './message.js';

const CONDITION = String.raw`\[(?:[1-9]\d?|[1-9]\d{0,2}(?:\.[1-9]\d?)?=[^\[\]]{1,80})\]`;

/**
 * Where a value stands: `PID-2.1`, `PID-3[5=PI].1` (the repetition whose component 5 is PI), `PID-3[4.2=1.2.3]`
 * (subcomponent 2 of component 4), `ZPI[2]-4` (the second ZPI), `OBX[3=DOCID]-5.1` (the OBX whose field 3 is DOCID).
 */
export const HL7_PATH = new RegExp(
  String.raw`^[A-Z][A-Z0-9]{2}(?:${CONDITION})?-[1-9]\d{0,2}(?:${CONDITION})?(?:\.[1-9]\d?){0,2}$`,
);

/** Which one of several: by its place, or by what stands in one of its parts. */
type Choice =
  | { readonly at: number }
  | { readonly part: number; readonly subpart: number; readonly is: string }
  | undefined;

export interface Hl7Path {
  /** As written. */
  readonly text: string;
  readonly segment: string;
  readonly segmentChoice: Choice;
  readonly field: number;
  readonly repetitionChoice: Choice;
  /** Absent: the whole repetition. */
  readonly component?: number;
  readonly subcomponent?: number;
}

/** A path from its text; throws where it is none (the configuration is checked before). */
export function parsePath(text: string): Hl7Path {
  if (!HL7_PATH.test(text)) throw new Error('not a path of HL7 v2');
  const segment = text.slice(0, 3);
  const [segmentChoice, afterSegment] = takeChoice(text.slice(3));
  const field = Number.parseInt(afterSegment.slice(1), 10);
  const [repetitionChoice, rest] = takeChoice(afterSegment.slice(1 + String(field).length));
  const [component, subcomponent] = rest.split('.').filter(Boolean).map(Number);
  return {
    ...{ text, segment, segmentChoice, field, repetitionChoice },
    ...(component && { component }),
    ...(subcomponent && { subcomponent }),
  };
}

function takeChoice(text: string): readonly [Choice, string] {
  if (!text.startsWith('[')) return [undefined, text];
  const end = text.indexOf(']');
  const inside = text.slice(1, end);
  const rest = text.slice(end + 1);
  const equals = inside.indexOf('=');
  if (equals === -1) return [{ at: Number(inside) }, rest];
  const [part = 1, subpart = 1] = inside.slice(0, equals).split('.').map(Number);
  return [{ part, subpart, is: inside.slice(equals + 1) }, rest];
}

function choose<T>(all: readonly T[], choice: Choice, value: (one: T, part: number, sub: number) => string) {
  if (!choice) return all[0];
  if ('at' in choice) return all[choice.at - 1];
  return all.find((one) => value(one, choice.part, choice.subpart) === choice.is);
}

/** The repetition a path leads to, among the segments of a message or of a part of it. */
export function repetitionAt(segments: Hl7Message['segments'], path: Hl7Path): Repetition | undefined {
  const named = segments.filter(({ name }) => name === path.segment);
  const segment = choose<Segment>(named, path.segmentChoice, (one, field, component) =>
    one.value(field, component),
  );
  return choose(segment?.repetitions(path.field) ?? [], path.repetitionChoice, (one, component, sub) =>
    one.value(component, sub),
  );
}

/** The value a path leads to, unescaped and trimmed: the first component where it names none. Empty where absent. */
export const valueAt = (segments: Hl7Message['segments'], path: Hl7Path): string =>
  repetitionAt(segments, path)?.value(path.component, path.subcomponent) ?? '';
