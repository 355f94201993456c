import { type Document } from '../document/index.js';
import { isNamed, olderReaders, readerOfParts, runningReaders } from './reader-versions.js';

const RUNNING = new Map([
  ['cda-r2', '3'],
  ['rtf', '1'],
  ['pdf-text-layer', '10'],
  ['tesseract', '2-5.3.0-fra'],
]);
const reader = (id: string, version: string) => ({ id, version });
const part = (id: string, version: string) => ({ reader: { id, version } }) as unknown as Document;

describe('the reader of a kept text', () => {
  it.each([
    [reader('rtf', '1'), []],
    [reader('pdf-text-layer', '9'), ['pdf-text-layer']],
    [reader('cda-r2/rtf', '2/1'), ['cda-r2']],
    [reader('cda-r2/rtf', '3/1'), []],
    [reader('rtf+pdf-text-layer', '1+2'), ['pdf-text-layer']],
    [reader('cda-r2/rtf+pdf-text-layer', '2/0+2'), ['cda-r2', 'rtf', 'pdf-text-layer']],
    [reader('pdf-text-layer/tesseract', '10/2-5.3.0-fra'), []],
    [reader('pdf-text-layer/tesseract', '10/2-5.2.9-fra'), ['tesseract']],
    [reader('pdf-text-layer/tesseract', '10/2-5.3.0-eng'), ['tesseract']],
  ])('%j has older ones than those that run: %j', (kept, older) => {
    expect(olderReaders(kept, RUNNING)).toEqual(older);
  });

  it('is not older where it is newer (the service went back), or runs no more', () => {
    expect(olderReaders(reader('pdf-text-layer', '11'), RUNNING)).toEqual([]);
    expect(olderReaders(reader('word', '1'), RUNNING)).toEqual([]);
  });

  it('of a text in parts names each part, those read by the same once', () => {
    expect(readerOfParts([part('rtf', '1')])).toEqual(reader('rtf', '1'));
    expect(readerOfParts([part('rtf', '1'), part('rtf', '1')])).toEqual(reader('rtf', '1'));
    expect(readerOfParts([part('cda-r2/rtf', '3/1'), part('hl7-ft', '1')])).toEqual(
      reader('cda-r2/rtf+hl7-ft', '3/1+1'),
    );
  });

  it('of this process is known by its id, with the engine of scans where there is one', () => {
    expect(runningReaders().get('pdf-text-layer')).toMatch(/^\d+$/);
    const identity = { id: 'tesseract', version: '1' };
    const readPage = () => Promise.reject(new Error('not asked'));
    expect(runningReaders({ identity, readPage }).get('tesseract')).toBe('1');
  });

  it('is called by its first word', () => {
    expect([isNamed('pdf-text-layer', 'pdf'), isNamed('rtf', 'rtf'), isNamed('rtf', 'r')]).toEqual([
      true,
      true,
      false,
    ]);
  });
});
