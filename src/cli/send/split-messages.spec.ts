import { anOru, bytesOf, message } from '../../../test/support/hl7/index.js';
import { frame } from '../../hl7/index.js';
import { splitMessages } from './split-messages.js';

const [one, two] = [message(anOru({ controlId: 'A' })), message(anOru({ controlId: 'B' }))];
const split = (text: string, encoding: BufferEncoding = 'utf8') =>
  splitMessages(Buffer.from(text, encoding)).map((bytes) => bytes.toString(encoding));

describe('splitMessages', () => {
  it.each([
    ['carriage returns', one + two],
    ['line feeds, as files have', (one + two).replaceAll('\r', '\n')],
    ['both', (one + two).replaceAll('\r', '\r\n')],
    ['blank lines between', `\ufeff\n${one.replaceAll('\r', '\n')}\n\n${two.replaceAll('\r', '\n')}\n`],
    ['a batch', `FHS|^~\\&|X\rBHS|^~\\&|X\r${one}${two}BTS|2\rFTS|1\r`],
  ])('cuts a file with %s', (_, text) => {
    expect(split(text)).toEqual([one, two]);
  });

  it('takes MLLP frames as they are', () => {
    const raw = bytesOf(anOru());
    expect(splitMessages(Buffer.concat([frame(raw), frame(raw)]))).toEqual([raw, raw]);
  });

  it('changes no other byte, and keeps line feeds of a text between carriage returns', () => {
    expect(split(one, 'latin1')).toEqual([one]);
    const wrapped = one.replace('Première ligne.', 'Première\nligne.');
    expect(split(wrapped)).toEqual([wrapped]);
  });

  it('finds nothing in a file without a message', () => {
    expect(split('bonjour\nMSHA')).toEqual([]);
  });
});
