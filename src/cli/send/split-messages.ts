import { createMllpDecoder } from '../../hl7/index.js';

const START_BLOCK = 0x0b;
/** Segments that wrap messages in a batch file: not messages themselves. */
const BATCH_LINE = /^(?:FHS|BHS|BTS|FTS)[^\r]*\r?/gm;

/**
 * The messages of a file, as they must travel: MLLP frames if it holds some, else a message at each line that
 * begins with MSH. Segments end with a carriage return whatever the file had; no other byte changes.
 */
export function splitMessages(file: Buffer): readonly Buffer[] {
  if (file.includes(START_BLOCK)) {
    return createMllpDecoder({ maxBytes: file.length })
      .push(file)
      .flatMap((frame) => (frame.kind === 'message' ? [frame.bytes] : []));
  }
  // One letter a byte, so that nothing depends on the charset.
  const text = withCarriageReturns(file.toString('latin1').replace(/^\u00EF\u00BB\u00BF/, ''));
  const messages = text.replace(BATCH_LINE, '').split(/(?=^MSH[^A-Za-z0-9\s])/m);
  return messages
    .map((message) => message.replace(/\s+$/, ''))
    .filter((message) => message.startsWith('MSH'))
    .map((message) => Buffer.from(`${message}\r`, 'latin1'));
}

/** A file with lone carriage returns has them between segments: its line feeds are content. */
function withCarriageReturns(text: string): string {
  return /\r(?!\n)/.test(text.replace(/\r$/, '')) ? text : text.replace(/\r\n|\n/g, '\r');
}
