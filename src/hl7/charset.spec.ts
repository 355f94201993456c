import fc from 'fast-check';
import { type Charset, charsetNamed, decodeText, encodeText } from './charset.js';

describe('charsetNamed', () => {
  it.each([
    ['UNICODE UTF-8', 'utf-8'],
    ['unicode utf-8', 'utf-8'],
    ['8859/1', 'iso-8859-1'],
    ['8859/15', 'iso-8859-15'],
    ['8859/15~UNICODE UTF-8', 'iso-8859-15'],
    ['8859/1\u02dcUNICODE UTF-8', 'iso-8859-1'],
    ['ASCII', 'ascii'],
    [' ', 'iso-8859-1'],
  ])('reads %j as %s', (msh18, charset) => {
    expect(charsetNamed(msh18, 'iso-8859-1')).toEqual({ ok: true, value: charset });
  });

  it.each(['UNICODE', 'UNICODE UTF-16', 'UNICODE UTF-32', 'ISO IR87', 'GB 18030-2000', '~8859/1', 'é'])(
    'refuses %j',
    (msh18) => {
      expect(charsetNamed(msh18, 'utf-8')).toMatchObject({ failure: { code: 'HL7_CHARSET_UNKNOWN' } });
    },
  );
});

describe('decodeText', () => {
  it.each<[Charset, readonly number[], string]>([
    ['utf-8', [0xc3, 0xa9, 0xe2, 0x82, 0xac], 'é€'],
    ['iso-8859-1', [0xe9, 0x92, 0x9c, 0x80], 'é’œ€'],
    ['iso-8859-15', [0xe9, 0x20, 0xa4, 0x20, 0xbd], 'é € œ'],
    ['ascii', [0x41], 'A'],
    // é, no-break space, guillemet: UTF-8 by chance.
    ['iso-8859-1', [0xe9, 0xa0, 0xbb], 'é\u00a0»'],
  ])('reads %s', (charset, bytes, expected) => {
    expect(decodeText(Buffer.from(bytes), charset)).toEqual({ ok: true, value: expected });
  });

  it.each<[string, Charset, readonly number[]]>([
    ['latin-1 declared UTF-8', 'utf-8', [0x41, 0xe9, 0x41]],
    ['a cut UTF-8 letter', 'utf-8', [0xc3]],
    ['UTF-8 declared latin-1', 'iso-8859-1', [0xc3, 0xa9]],
    ['UTF-8 declared latin-9', 'iso-8859-15', [0xc5, 0x93]],
    ['windows quotes declared latin-9', 'iso-8859-15', [0xe9, 0x92]],
    ['a hole of windows-1252', 'iso-8859-1', [0xe9, 0x81]],
    ['an accent declared ASCII', 'ascii', [0xe9]],
    ['UTF-16', 'utf-8', [0x4d, 0x00, 0x53, 0x00]],
  ])('refuses %s rather than store mojibake', (_, charset, bytes) => {
    expect(decodeText(Buffer.from(bytes), charset)).toMatchObject({
      failure: { code: 'HL7_CHARSET_BYTES', class: 'permanent' },
    });
  });

  it('gives back the very bytes when encoded again', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<Charset>('utf-8', 'iso-8859-1', 'iso-8859-15', 'ascii'),
        fc.uint8Array({ maxLength: 40 }),
        (charset, bytes) => {
          const decoded = decodeText(Buffer.from(bytes), charset);
          if (decoded.ok) expect(encodeText(decoded.value, charset)).toEqual(Buffer.from(bytes));
        },
      ),
    );
  });
});

describe('encodeText', () => {
  it('takes the accent off, else writes a question mark, where the charset lacks the letter', () => {
    expect(encodeText('refusé à Łódź, 5 €', 'ascii').toString('latin1')).toBe('refuse a ?odz, 5 ?');
    expect(encodeText('œdème', 'iso-8859-15')).toEqual(Buffer.from([0xbd, 0x64, 0xe8, 0x6d, 0x65]));
  });
});
