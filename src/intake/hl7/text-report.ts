import { type Hl7Message, type Segment, withStandardEscapes } from '../../hl7/index.js';
import { ok, type Result, sensitive } from '../../kernel/index.js';
import { type Payload } from '../report.js';
import { valueType } from './observations.js';
import { refuse, type Refusal } from './refusals.js';

/**
 * Lines of text to one payload, in UTF-8, an observation after the other, parted by `\n`. A repetition begins a new
 * line; an empty OBX-5 is a blank line.
 * - only TX and ST: `text/plain`, unescaped (`\.br\` is a line end);
 * - one FT at least: `text/hl7-ft`, every observation as it came, escapes kept, under the standard separators.
 */
export function readTextReport(
  observations: readonly Segment[],
  message: Hl7Message,
): Result<Payload[], Refusal> {
  const isFormatted = observations.some((obx) => valueType(obx) === 'FT');
  const lines = observations.flatMap((obx) => (isFormatted ? formattedLines(obx, message) : plainLines(obx)));
  const [first] = observations;
  if (first && lines.every((line) => line.trim() === '')) {
    const place = { segment: 'OBX', ordinal: first.ordinal, field: 5 };
    return refuse('HL7_FIELD_MISSING', place, 'the report has no text');
  }
  const content = sensitive(Buffer.from(lines.join('\n'), 'utf8'));
  return ok([{ contentType: isFormatted ? 'text/hl7-ft' : 'text/plain', content }]);
}

const blank = (lines: readonly string[]): readonly string[] =>
  lines.length === 0 || (lines.length === 1 && lines[0]?.trim() === '""') ? [''] : lines;

const plainLines = (obx: Segment): readonly string[] => blank(obx.repetitions(5).map(({ text }) => text));

function formattedLines(obx: Segment, { delimiters, charset }: Hl7Message): readonly string[] {
  return blank(
    obx.repetitions(5).map(({ raw }) => {
      // A tilde that parts nothing at the sender's would part lines under the standard separators.
      const same = withStandardEscapes(raw, delimiters, charset);
      return delimiters.repetition === '~' ? same : same.replaceAll('~', '\\R\\');
    }),
  );
}
