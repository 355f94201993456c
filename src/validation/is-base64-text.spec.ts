import fc from 'fast-check';
import { isBase64Text } from './index.js';

describe('base64', () => {
  it('is taken, of any bytes', () => {
    fc.assert(fc.property(fc.uint8Array(), (bytes) => isBase64Text(Buffer.from(bytes).toString('base64'))));
  });

  it.each([
    'A',
    'AA',
    'AAA',
    'AA=',
    'A===',
    '====',
    'AA=A',
    '=AAA',
    'AAA\n',
    'AA A',
    'AA-_',
    'AAé=',
    'AAAA=',
  ])('is not %j', (text) => expect(isBase64Text(text)).toBe(false));

  it.each([undefined, null, 4, {}, ['AAAA']])('is not %j, which is no text', (value) => {
    expect(isBase64Text(value)).toBe(false);
  });

  it('is looked at without filling the stack, however long', () => {
    const long = 'QUJD'.repeat(4_000_000);
    expect([isBase64Text(long), isBase64Text(`${long}!AAA`)]).toEqual([true, false]);
  });
});
