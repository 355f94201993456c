import fc from 'fast-check';
import PDFDocument from 'pdfkit';
import { fuzzRuns } from '../../../../test/support/fuzz.js';
import { READING_LIMITS, ReaderPool } from '../../index.js';

const HOUR = 3_600_000;
const pool = new ReaderPool({ size: 1, limits: { timeoutMs: 20_000 } });
afterAll(() => pool.close());

function aPdf(compress: boolean): Promise<Buffer> {
  return new Promise((resolve) => {
    const pdf = new PDFDocument({ compress });
    const chunks: Buffer[] = [];
    pdf.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => resolve(Buffer.concat(chunks)));
    pdf.text('CONCLUSION : carcinome infiltrant.').moveDown().text('Sodium', 72, 200).text('138', 250, 200);
    pdf.addPage().text('Page suivante').end();
  });
}

const changes = fc.array(fc.tuple(fc.nat(), fc.constantFrom('set', 'cut', 'double'), fc.nat({ max: 255 })), {
  minLength: 1,
  maxLength: 12,
});

function mutate(content: Buffer, steps: readonly (readonly [number, string, number])[]): Buffer {
  let bytes = Buffer.from(content);
  for (const [where, how, value] of steps) {
    const at = where % Math.max(bytes.length, 1);
    if (how === 'set') bytes[at] = value;
    else if (how === 'cut') bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + value)]);
    else bytes = Buffer.concat([bytes.subarray(0, at + value), bytes.subarray(at)]);
  }
  return bytes;
}

describe('a PDF with bytes changed', () => {
  it(
    'is read or refused, and the reading process lives on',
    async () => {
      const files = [await aPdf(true), await aPdf(false)];
      await fc.assert(
        fc.asyncProperty(fc.constantFrom(...files), changes, async (file, steps) => {
          const reading = await pool.read({
            format: 'pdf',
            content: mutate(file, steps),
            limits: READING_LIMITS,
          });
          if (!reading.ok)
            expect(reading.failure.code).not.toMatch(/CRASHED|READER_FAILED|TIMEOUT|OUT_OF_MEMORY/);
        }),
        { numRuns: fuzzRuns() },
      );
    },
    HOUR,
  );
});
