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

/** Blanks at the end, and the HL7 null: `""` says "known to be empty". */
const clean = (value: string): string => (value.trim() === '""' ? '' : value.trim());

export function createRepetition(raw: string, { delimiters, charset }: Encoding): Repetition {
  let components: readonly string[] | undefined;
  const rawComponent = (component: number): string => {
    components ??= splitOn(raw, delimiters.component);
    return components[component - 1] ?? '';
  };
  return {
    raw,
    get text() {
      return unescapeText(raw, delimiters, charset);
    },
    rawComponent,
    value(component = 1, subcomponent = 1) {
      const part = splitOn(rawComponent(component), delimiters.subcomponent)[subcomponent - 1] ?? '';
      return clean(unescapeText(part, delimiters, charset));
    },
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
      return repetitions(field)[0]?.value(component, subcomponent) ?? '';
    },
  };
}
