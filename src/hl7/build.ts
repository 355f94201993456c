import { type Delimiters, STANDARD_DELIMITERS } from './delimiters.js';
import { escapeText } from './escapes.js';

/** A field: a text, or components, each a text or a list of subcomponents. Texts are escaped when written. */
export type FieldContent = string | readonly (string | readonly string[])[];

/** A field already in HL7 form, written as it is (an echo of what was received). */
export interface RawField {
  readonly raw: string;
}

/** Several of the same field: `repeated([['1', 'a'], ['2', 'b']])` is `1^a~2^b`. Empty ones are left out. */
export const repeated = (contents: readonly FieldContent[], delimiters = STANDARD_DELIMITERS): RawField => ({
  raw: contents
    .map((content) => written(content, delimiters))
    .filter((text) => text !== '')
    .join(delimiters.repetition),
});

/** A field as it stands in a message: escaped, components at the end that say nothing left out. */
export function written(content: FieldContent | RawField, delimiters: Delimiters): string {
  if (typeof content === 'string') return escapeText(content, delimiters);
  if ('raw' in content) return content.raw;
  const components = content.map((component) =>
    typeof component === 'string'
      ? escapeText(component, delimiters)
      : component.map((part) => escapeText(part, delimiters)).join(delimiters.subcomponent),
  );
  const last = components.findLastIndex((text) => text !== '');
  return components.slice(0, last + 1).join(delimiters.component);
}

/**
 * One segment from its fields by number: `writeSegment('MSA', { 1: 'AA', 2: 'X12' })` is `MSA|AA|X12`. MSH-1 and
 * MSH-2 are written from the separators.
 */
export function writeSegment(
  name: string,
  fields: Readonly<Record<number, FieldContent | RawField | undefined>>,
  delimiters: Delimiters = STANDARD_DELIMITERS,
): string {
  const { field, component, repetition, escape, subcomponent } = delimiters;
  const isHeader = name === 'MSH';
  const filled = Object.entries(fields).filter(([, content]) => content !== undefined && content !== '');
  const last = Math.max(0, ...filled.map(([number]) => Number(number)));
  const first = isHeader ? 3 : 1;
  const contents = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => {
    const content = fields[index + first];
    return content === undefined ? '' : written(content, delimiters);
  });
  const start = isHeader ? [`MSH${field}${component}${repetition}${escape}${subcomponent}`] : [name];
  return [...start, ...contents].join(field);
}

/** Segments to the text of a message, each ended by a carriage return. */
export const joinSegments = (segments: readonly string[]): string =>
  segments.map((segment) => `${segment}\r`).join('');
