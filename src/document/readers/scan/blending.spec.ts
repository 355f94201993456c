import { CATALOGUE, PAGES, rawPage, rawPdf, stream } from '../../../../test/support/documents/pdf-files.js';
import { READING_LIMITS, ReaderPool } from '../../index.js';

const pool = new ReaderPool({ size: 1 });
afterAll(() => pool.close());

const grey = (...pixels: number[]) =>
  stream(
    Buffer.from(pixels),
    `/Type /XObject /Subtype /Image /Width ${pixels.length} /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray`,
  );
const WHOLE = 'q 600 0 0 800 0 0 cm';
/** The first row of a page that draws this: `/L` is letters (black, then white), `/W` white all over, `/B` black. */
async function pixelsOf(content: string, state: string): Promise<number[] | string> {
  const file = rawPdf(
    CATALOGUE,
    PAGES,
    rawPage(`/ExtGState << /S << /Type /ExtGState ${state} >> >> /XObject << /L 5 0 R /W 6 0 R /B 7 0 R >>`),
    stream(Buffer.from(content)),
    ...[grey(0, 255), grey(255, 255), grey(0, 0)],
    stream(
      Buffer.from(`${WHOLE} /L Do Q`),
      '/Type /XObject /Subtype /Form /BBox [0 0 600 800] /Group << /S /Transparency /CS /DeviceGray >> /Resources << /XObject << /L 5 0 R >> >>',
    ),
  );
  const scan = await pool.read({ format: 'scan', content: file, limits: READING_LIMITS });
  if (!scan.ok) return scan.failure.code;
  if (scan.value.kind !== 'scan') throw new Error('asked for a scan');
  const image = Buffer.from(scan.value.image ?? []);
  const from = image.indexOf('\n255\n') + 5;
  return [...image.subarray(from, from + 2)];
}

describe('a picture drawn over the letters of a scan', () => {
  it('hides them where it is opaque', async () => {
    expect(await pixelsOf(`${WHOLE} /L Do /W Do Q`, '')).toEqual([255, 255]);
  });

  it.each(['Multiply', 'Darken', 'Overlay'])('does not where it is blended: %s', async (mode) => {
    expect(await pixelsOf(`${WHOLE} /L Do /S gs /W Do Q`, `/BM /${mode}`)).toEqual([0, 255]);
  });

  it('hides as much as it is opaque, and ends with the state it was drawn in', async () => {
    expect(await pixelsOf(`${WHOLE} /L Do /S gs /W Do Q`, '/ca 0.2')).toEqual([51, 255]);
    expect(await pixelsOf(`${WHOLE} /L Do q /S gs Q /W Do Q`, '/ca 0.2')).toEqual([255, 255]);
    expect(await pixelsOf(`${WHOLE} /L Do /S gs /W Do Q`, '/ca 0')).toEqual([0, 255]);
  });

  it('is not shown to an engine where a mask says what is seen of it', async () => {
    const mask = '/SMask << /Type /Mask /S /Luminosity /G 8 0 R >>';
    expect(await pixelsOf(`/S gs ${WHOLE} /B Do Q`, mask)).toBe('DOCUMENT_OCR_FAILED');
    expect(await pixelsOf(`q /S gs Q ${WHOLE} /L Do Q`, mask)).toEqual([0, 255]);
  });
});
