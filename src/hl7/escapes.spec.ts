import fc from 'fast-check';
import { type Delimiters, STANDARD_DELIMITERS as STANDARD } from './delimiters.js';
import { escapeText, unescapeText, withStandardEscapes } from './escapes.js';
import { growsLinearly } from '../../test/support/growth.js';

const OTHER: Delimiters = { field: '!', component: '$', repetition: '%', escape: '#', subcomponent: '@' };

describe('unescapeText', () => {
  it.each([
    ['a\\F\\b\\S\\c\\T\\d\\R\\e\\E\\f', 'a|b^c&d~e\\f'],
    ['\\XC3A9\\t\\XC3\\\\XA9\\', 'été'],
    ['ligne 1\\X0D0A\\ligne 2', 'ligne 1\r\nligne 2'],
    ['a\\.br\\b\\.sp\\c\\.sp2\\d\\.sp+1\\e', 'a\nb\nc\n\nd\ne'],
    ['\\.in+4\\a\\.ti+2\\b\\.ti-2\\c\\.sk3\\d\\.ce\\e\\.fi\\\\.nf\\', 'a  bc   d\ne'],
    ['\\H\\gras\\N\\ fin', 'gras fin'],
    ['\\C2842\\x\\M2842\\y\\M284200\\z', 'xyz'],
    // Not of the standard: left, and what follows is still read.
    ['C:\\dossier\\F\\x', 'C:\\dossier|x'],
    ['\\Z99\\ et \\', '\\Z99\\ et \\'],
    ['\\\\E\\', '\\\\'],
    ['\\X4\\', '\\X4\\'],
  ])('reads %j', (raw, expected) => {
    expect(unescapeText(raw, STANDARD)).toBe(expected);
  });

  it('reads hexadecimal in the charset of the message', () => {
    expect(unescapeText('\\XE9\\', STANDARD, 'iso-8859-1')).toBe('é');
    expect(unescapeText('\\XA4\\', STANDARD, 'iso-8859-15')).toBe('€');
  });

  it('leaves hexadecimal that is not of the charset visible', () => {
    expect(unescapeText('\\XE9\\', STANDARD, 'utf-8')).toBe('\\XE9\\');
  });

  it('reads the separators of the message, whatever they are', () => {
    expect(unescapeText('a#F#b#S#c#R#d#T#e#E#f#.br#\\F\\', OTHER)).toBe('a!b$c%d@e#f\n\\F\\');
    expect(unescapeText('a\\F\\b', { ...STANDARD, escape: '' })).toBe('a\\F\\b');
  });

  it('never crashes, and gives back any text that was escaped', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.constantFrom(STANDARD, OTHER), (text, delimiters) => {
        expect(typeof unescapeText(text, delimiters)).toBe('string');
        const lines = text.replace(/\r\n?/g, '\n');
        expect(unescapeText(escapeText(text, delimiters), delimiters)).toBe(lines);
      }),
    );
  });

  it('reads long hostile input in linear time', async () => {
    const read = (times: number) => unescapeText('\\X41'.repeat(times) + '\\.sp'.repeat(times), STANDARD);
    expect(await growsLinearly(read, { upTo: 200_000 })).toBe(true);
  });
});

describe('withStandardEscapes', () => {
  it('says the same under the backslash', () => {
    expect(withStandardEscapes('a#.br#b#F#c \\ d', OTHER)).toBe('a\\.br\\b\\F\\c \\E\\ d');
    expect(withStandardEscapes('a\\.br\\b\\F\\', STANDARD)).toBe('a\\.br\\b\\F\\');
    expect(withStandardEscapes('a \\ b', { ...STANDARD, escape: '' })).toBe('a \\E\\ b');
  });

  it('writes hexadecimal letters out, still escaped', () => {
    expect(withStandardEscapes('\\XE9\\\\X7C0D0A\\', STANDARD, 'iso-8859-1')).toBe('é\\F\\\\.br\\');
    expect(withStandardEscapes('\\XE9\\', STANDARD, 'utf-8')).toBe('\\XE9\\');
  });
});
