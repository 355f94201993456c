import fc from 'fast-check';
import { fuzzRuns } from '../../../test/support/fuzz.js';
import { readHl7FormattedText } from './hl7-ft.js';
import { readPlainText } from './plain-text.js';

const PIECES = [
  '\\.br\\',
  '\\.sp9\\',
  '\\.sp',
  '\\.in+9\\',
  '\\.in-99\\',
  '\\.ti40\\',
  '\\.ce\\',
  '\\.sk 9\\',
  '\\.fi\\',
  '\\.nf\\',
  '\\H\\',
  '\\N\\',
  '\\F\\',
  '\\S\\',
  '\\T\\',
  '\\R\\',
  '\\E\\',
  '\\XC3A9\\',
  '\\XC3\\',
  '\\X0D\\',
  '\\X\\',
  '\\Z1\\',
  '\\C2842\\',
  '\\M\\',
  '\\',
  '~',
  '.',
  '\n',
  '\r',
  '\u0085',
  'texte',
  ' ',
];
const formatted = fc
  .array(fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...PIECES) }, fc.string({ maxLength: 4 })), {
    maxLength: 80,
  })
  .map((pieces) => pieces.join(''));

describe('the readers of text', () => {
  it('answer any HL7 formatted text, in proportion to its size', () => {
    fc.assert(
      fc.property(formatted, (text) => {
        const read = readHl7FormattedText(Buffer.from(text));
        if (read.ok) expect(read.value.text.length).toBeLessThanOrEqual(45 * (text.length + 1));
        else expect(read.failure.code).toMatch(/^DOCUMENT_(ESCAPE_NOT_READ|CHARSET)$/);
      }),
      { numRuns: fuzzRuns() },
    );
  });

  it('give a plain text back as it is, or refuse its bytes', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array({ maxLength: 60 }),
          fc.string({ unit: 'binary' }).map((text) => Buffer.from(text)),
        ),
        (bytes) => {
          const read = readPlainText(bytes);
          if (read.ok) expect(Buffer.from(read.value.text)).toEqual(Buffer.from(bytes));
          else expect(read.failure.code).toBe('DOCUMENT_CHARSET');
        },
      ),
      { numRuns: fuzzRuns() },
    );
  });
});
