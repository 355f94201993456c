import { readHl7FormattedText } from './hl7-ft.js';

function textOf(raw: string): string {
  const read = readHl7FormattedText(Buffer.from(raw));
  return read.ok ? read.value.text : read.failure.code;
}

describe('HL7 formatted text', () => {
  it.each([
    ['line ends', 'un\\.br\\deux\\.BR\\trois', 'un\ndeux\ntrois'],
    ['skipped lines', 'un\\.sp\\deux\\.sp 3\\trois\\.sp+2\\quatre', 'un\ndeux\n\n\ntrois\n\nquatre'],
    ['repetitions and several OBX', 'un~deux\ntrois', 'un\ndeux\ntrois'],
    ['a margin, kept on the lines that follow', '\\.in+2\\a\\.br\\b\\.in-2\\\\.br\\c', '  a\n  b\nc'],
    ['an indent of one line', '\\.in4\\\\.ti-4\\1. un\\.br\\deux', '1. un\n    deux'],
    ['a centred line on a line of its own', 'titre\\.ce\\CHU\\.br\\\\.ce\\suite', 'titre\nCHU\nsuite'],
    ['skipped columns', 'a\\.sk 3\\b', 'a   b'],
    ['fill modes, which change no text', '\\.fi\\a\\.nf\\b', 'ab'],
    ['highlighting', '\\H\\HER2\\N\\ positif', 'HER2 positif'],
    ['separators', 'a\\F\\b\\S\\c\\T\\d\\R\\e\\E\\f', 'a|b^c&d~e\\f'],
    ['an escaped escape that looks like a line end', '\\E\\.br\\E\\', '\\.br\\'],
    ['hexadecimal letters', 'caf\\XC3A9\\ \\X0D0A\\fin', 'café \nfin'],
    ['what is no escape', 'C:\\temp et 50 % \\ fin', 'C:\\temp et 50 % \\ fin'],
  ])('reads %s', (_what, raw, expected) => {
    expect(textOf(raw)).toBe(expected);
  });

  it('refuses a charset switch rather than guess its letters', () => {
    expect(textOf('a\\C2842\\b')).toBe('DOCUMENT_ESCAPE_NOT_READ');
    expect(textOf('a\\M2442\\b')).toBe('DOCUMENT_ESCAPE_NOT_READ');
  });

  it('refuses bytes that are not UTF-8', () => {
    const read = readHl7FormattedText(Buffer.from([0xe9]));
    expect(read).toMatchObject({ failure: { code: 'DOCUMENT_CHARSET' } });
  });

  it('does not grow out of proportion', () => {
    expect(textOf('\\.sp999\\a\\.in999\\\\.in999\\\\.br\\b').length).toBeLessThan(60);
  });
});
