import { type Charset } from './charset.js';
import { type Delimiters } from './delimiters.js';
import { unescapeText } from './escapes.js';

/** One repetition of a field. Components and subcomponents count from 1, as in the standard. */
export interface Repetition {
  /** As it came: separators and escapes untouched. */
  readonly raw: string;
  /** Whole content, unescaped, separators left in: the reading of TX, FT and ST. */
  readonly text: string;
  /** Unescaped and trimmed; empty where absent or `""` (the HL7 null). */
  value(component?: number, subcomponent?: number): string;
  /** One component as it came. */
  rawComponent(component: number): string;
}

/** Numbers are those of the standard: `segment('MSH').value(10)` is MSH-10. */
export interface Segment {
  readonly name: string;
  /** Place among the segments of that name, from 1: 2 for the second OBX of the message. */
  readonly ordinal: number;
  /** First repetition of a field; see `Repetition.value`. */
  value(field: number, component?: number, subcomponent?: number): string;
  /** A whole field as it came, repetitions included. */
  raw(field: number): string;
  /** Empty list where the field is empty. */
  repetitions(field: number): readonly Repetition[];
}

export interface Hl7Message {
  readonly delimiters: Delimiters;
  readonly charset: Charset;
  readonly segments: readonly Segment[];
  /** First segment of that name. */
  segment(name: string): Segment | undefined;
  all(name: string): readonly Segment[];
}

export interface Encoding {
  readonly delimiters: Delimiters;
  readonly charset: Charset;
}

const splitOn = (text: string, separator: string): readonly string[] =>
  separator === '' ? [text] : text.split(separator);

/** The `place`-th part of a text, from 1, without making the others: fields are read many times. */
function partOf(text: string, separator: string, place: number): string {
  if (separator === '') return place === 1 ? text : '';
  let from = 0;
  for (let part = 1; ; part += 1) {
    const end = text.indexOf(separator, from);
    if (part === place) return end === -1 ? text.slice(from) : text.slice(from, end);
    if (end === -1 || part > place) return '';
    from = end + separator.length;
  }
}

/** Blanks at the end, and the HL7 null: `""` says "known to be empty". */
function clean(value: string): string {
  const trimmed = value.trim();
  return trimmed === '""' ? '' : trimmed;
}

interface Place {
  readonly component: number;
  readonly subcomponent: number;
}

function valueOf(raw: string, { component, subcomponent }: Place, encoding: Encoding): string {
  const { delimiters, charset } = encoding;
  const part = partOf(partOf(raw, delimiters.component, component), delimiters.subcomponent, subcomponent);
  return part === '' ? '' : clean(unescapeText(part, delimiters, charset));
}

export function createRepetition(raw: string, encoding: Encoding): Repetition {
  const { delimiters, charset } = encoding;
  return {
    raw,
    get text() {
      return unescapeText(raw, delimiters, charset);
    },
    rawComponent: (component) => partOf(raw, delimiters.component, component),
    value: (component = 1, subcomponent = 1) => valueOf(raw, { component, subcomponent }, encoding),
  };
}

export function createSegment(text: string, ordinal: number, encoding: Encoding): Segment {
  const { field: separator, repetition } = encoding.delimiters;
  const name = text.slice(0, 3);
  // MSH-1 is the separator itself, so that MSH-2 stands where another segment has its field 1.
  const shift = name === 'MSH' ? 1 : 0;
  let fields: readonly string[] | undefined;

  function raw(field: number): string {
    if (shift === 1 && field === 1) return separator;
    fields ??= text.split(separator);
    return field < 1 ? '' : (fields[field - shift] ?? '');
  }

  function repetitions(field: number): readonly Repetition[] {
    const content = raw(field);
    if (content.trim() === '') return [];
    const parts = shift === 1 && field === 2 ? [content] : splitOn(content, repetition);
    return parts.map((part) => createRepetition(part, encoding));
  }

  return {
    name,
    ordinal,
    raw,
    repetitions,
    value(field, component = 1, subcomponent = 1) {
      if (shift === 1 && field <= 2) return component === 1 ? raw(field).trim() : '';
      return valueOf(partOf(raw(field), repetition, 1), { component, subcomponent }, encoding);
    },
  };
}
