import fc from 'fast-check';
import { jpegOf, tiffOf } from '../../../../test/support/documents/picture-files.js';
import { greyPng, pngOf } from '../../../../test/support/documents/pdf-files.js';
import { fuzzRuns } from '../../../../test/support/fuzz.js';
import { READING_LIMITS } from '../../limits.js';
import { readPicture } from './read-picture.js';

function told(content: Uint8Array, page = 1, limits = READING_LIMITS): string {
  const read = readPicture(content, limits, { page });
  return read.ok ? `${read.value.pages} pages` : read.failure.code;
}
const PAGE = { width: 30, height: 20 };

describe('a picture file', () => {
  it.each([
    ['PNG', greyPng(3, [0, 1, 2, 3, 4, 5])],
    ['JPEG', jpegOf(300, 200)],
    ['TIFF', tiffOf([PAGE])],
    ['TIFF, its high bytes first', tiffOf([PAGE], { little: false })],
  ])('goes to the engine as it came: %s', (_what, content) => {
    const read = readPicture(content, READING_LIMITS);
    expect(read).toMatchObject({ value: { kind: 'scan', pages: 1 } });
    expect(read.ok && Buffer.from(read.value.image as Uint8Array).equals(content)).toBe(true);
  });

  it.each([true, false])(
    'gives each page of a TIFF as a file of one page (low bytes first: %s)',
    (little) => {
      const sizes = [PAGE, { width: 11, height: 7 }, { width: 5, height: 9 }];
      const whole = tiffOf(sizes, { little });
      expect(told(whole)).toBe('3 pages');
      const second = readPicture(whole, READING_LIMITS, { page: 2 });
      if (!second.ok) throw new Error(second.failure.code);
      const alone = Buffer.from(second.value.image as Uint8Array);
      expect(told(alone)).toBe('1 pages');
      expect(alone.readUInt32LE(4)).not.toBe(whole.readUInt32LE(4));
      expect(told(whole)).toBe('3 pages');
    },
  );

  it('does not take the thumbnail of a page for a page', () => {
    expect(told(tiffOf([PAGE, { width: 3, height: 2, kind: 1 }, { ...PAGE, kind: 2 }]))).toBe('2 pages');
  });

  it.each<[string, Uint8Array, string]>([
    ['a PNG of more pixels than a page', pngOf(100_000, 100_000), 'DOCUMENT_TOO_LARGE'],
    ['a JPEG of more pixels than a page', jpegOf(65_000, 65_000), 'DOCUMENT_TOO_LARGE'],
    ['a TIFF one page of which has', tiffOf([PAGE, { width: 4e9, height: 60_000 }]), 'DOCUMENT_TOO_LARGE'],
    ['more pages than are read', tiffOf(Array(51).fill(PAGE)), 'DOCUMENT_TOO_LARGE'],
    ['a PNG without size', pngOf(0, 5), 'DOCUMENT_MALFORMED'],
    ['a PNG cut short', greyPng(1, [1]).subarray(0, 12), 'DOCUMENT_MALFORMED'],
    ['a JPEG cut short', jpegOf(300, 200).subarray(0, 20), 'DOCUMENT_MALFORMED'],
    [
      'a JPEG without frame',
      Buffer.from([0xff, 0xd8, 0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0]),
      'DOCUMENT_MALFORMED',
    ],
    ['a TIFF cut short', tiffOf([PAGE]).subarray(0, 640), 'DOCUMENT_MALFORMED'],
    ['a TIFF of four bytes', Buffer.from([0x49, 0x49, 0x2a, 0]), 'DOCUMENT_MALFORMED'],
    ['a TIFF without page', tiffOf([]), 'DOCUMENT_MALFORMED'],
    ['another kind of file', Buffer.from('GIF89a'), 'DOCUMENT_MALFORMED'],
    ['nothing', Buffer.alloc(0), 'DOCUMENT_MALFORMED'],
  ])('is refused: %s', (_what, content, expected) => {
    expect(told(content)).toBe(expected);
  });

  it('is refused where the pages of a TIFF follow each other in a circle', () => {
    const circle = tiffOf([PAGE, PAGE]);
    circle.writeUInt32LE(circle.readUInt32LE(4), circle.length - 4);
    expect(told(circle)).toBe('DOCUMENT_MALFORMED');
  });

  it('answers whatever bytes follow the mark of its kind', () => {
    const marks = [
      [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
      [0xff, 0xd8, 0xff],
      [0x49, 0x49, 0x2a, 0],
    ];
    fc.assert(
      fc.property(fc.constantFrom(...marks), fc.uint8Array({ maxLength: 60 }), (mark, rest) => {
        expect(told(Uint8Array.of(...mark, ...rest))).toMatch(/^(\d+ pages|DOCUMENT_(MALFORMED|TOO_LARGE))$/);
      }),
      { numRuns: fuzzRuns() },
    );
  });
});
