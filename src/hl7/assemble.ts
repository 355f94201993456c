import { type FieldContent, joinSegments, type RawField, writeSegment, written } from './build.js';
import { STANDARD_DELIMITERS } from './delimiters.js';

/** One segment to write; fields by their number in the standard. */
export interface NewSegment {
  readonly name: string;
  readonly fields: Readonly<Record<number, FieldContent | RawField | undefined>>;
}

/**
 * The text of a message, put together by node-hl7-client. Escapes are ours: the library writes what it is given as it is
 * (docs/adr/0019-announcements.md). It is loaded at the first call: it takes 100 MB, which only those who send need.
 */
export async function assembleMessage(
  header: NewSegment['fields'],
  segments: readonly NewSegment[],
): Promise<string> {
  const { Message } = await import('node-hl7-client');
  // MSH as a text: the library's own header writes no MSH-17 and MSH-18, and another version than the one asked for.
  const message = new Message({ text: joinSegments([writeSegment('MSH', header)]) });
  for (const { name, fields } of segments) {
    const segment = message.addSegment(name);
    for (const [number, content] of Object.entries(fields)) {
      const text = content === undefined ? '' : written(content, STANDARD_DELIMITERS);
      if (text !== '') segment.set(number, text);
    }
  }
  return joinSegments([message.toString()]);
}
