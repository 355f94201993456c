import { growsLinearly } from '../../../../test/support/growth.js';
import { READING_LIMITS } from '../../limits.js';
import { readRtf } from './read-rtf.js';

const FONTS =
  '{\\fonttbl{\\f0\\fswiss\\fcharset0 Arial{\\*\\falt Helvetica};}{\\f1\\fcharset2 Symbol;}{\\f2\\fcharset2 Wingdings;}{\\f3\\fcharset238 Times CE;}{\\f4\\fcharset128 Gothic;}}';
const rtf = (body: string, start = '\\ansi\\ansicpg1252\\deff0'): string => `{\\rtf1${start}${FONTS}${body}}`;

function read(source: string | Uint8Array, limits = READING_LIMITS): string {
  const bytes = typeof source === 'string' ? Buffer.from(source, 'latin1') : source;
  const result = readRtf(bytes, limits);
  return result.ok ? result.value.text : result.failure.code;
}

const body = (text: string, start?: string): string => read(rtf(text, start));

describe('the letters of RTF', () => {
  it.each([
    ['code page 1252, escaped or not', "caf\\'e9 \\'80 \x9cuvre", 'café € œuvre'],
    ['Unicode, its stand-in left out', '\\u339 ?uvre \\u8805 >= 3', 'œuvre ≥= 3'],
    ['a stand-in of two bytes', "\\uc2\\u8364\\'80\\'80 5", '€ 5'],
    ['no stand-in at all', '{\\uc0\\u233 t\\u233 }!', 'été!'],
    ['a stand-in that is a word', '\\u8211\\endash fin', '–fin'],
    ['a paragraph where the stand-in is missing', '\\u233\\par suite', 'é\nsuite'],
    ['negative and paired units', '\\u-10179 ?\\u-8704 ?', '\u{1F600}'],
    ['half a pair', 'a\\u-10179 ?b', 'a\uFFFDb'],
    ['the code page of a font', "{\\f3 \\'b9}\\f0\\'b9", 'ą¹'],
    ['letters of two bytes, the second one plain or not', "{\\f4\\'83A\\'83\\'42}", 'アィ'],
    [
      'Greek letters and signs of Symbol',
      "{\\f1 b}-lactamase, 3 {\\f1\\'b3} 2 {\\f1 m}g",
      'β-lactamase, 3 ≥ 2 µg',
    ],
    ['signs of symbol fonts as Word writes them', '{\\f1\\u-3917 ?} et {\\f2\\u-3842 ?}', '≥ et ☑'],
    [
      'quotes, dashes, blanks',
      '\\ldblquote a\\rdblquote\\~: l\\rquote un\\_deux \\emdash  x',
      '“a”\u00a0: l’un-deux — x',
    ],
    ['optional hyphens', 'intra\\-veineuse', 'intraveineuse'],
    ['escaped braces', '\\{a\\\\b\\}', '{a\\b}'],
    ['powers', '250 x 10{\\super 9}/L, 1{\\super er} cycle', '250 x 10^9/L, 1er cycle'],
    ['line ends of the file inside a word', 'pneumo\r\npathie', 'pneumopathie'],
    ['words of no meaning, whatever their name', '\\constructor a\\toString b\\valueOf c', 'abc'],
  ])('hold %s', (_what, source, expected) => {
    expect(body(source)).toBe(expected);
  });

  it.each([
    ['850', '\\ansi\\ansicpg850', "\\'82t\\'82", 'été'],
    ['the DOS one of \\pca', '\\pca', "\\'8a", 'è'],
    ['437', '\\pc', "\\'e6g", 'µg'],
    ['UTF-8', '\\ansi\\ansicpg65001', "\\'c3\\'a9", 'é'],
    ['the Macintosh one', '\\mac', "\\'8e", 'é'],
    ['0, written for 1252', '\\ansi\\ansicpg0', "\\'e9", 'é'],
  ])('are of the code page declared: %s', (_what, start, source, expected) => {
    expect(body(`\\f9 ${source}`, start)).toBe(expected);
  });

  it('are never guessed', () => {
    expect(body("\\f9 \\'ff", '\\ansi\\ansicpg65001')).toBe('DOCUMENT_CHARSET');
    expect(body("\\f9 \\'e9", '\\ansi\\ansicpg1361')).toBe('DOCUMENT_CHARSET');
    expect(body('\\f9 ascii', '\\ansi\\ansicpg1361')).toBe('ascii');
  });
});

describe('the layout of RTF', () => {
  it('is one line a paragraph, blank ones kept once', () => {
    expect(body('Motif\\par Chute\\line de sa hauteur\\par\\par\\par Fin\\par')).toBe(
      'Motif\nChute\nde sa hauteur\n\nFin',
    );
    expect(body('Un\\\nDeux\\\r\nTrois\\page Quatre')).toBe('Un\nDeux\nTrois\nQuatre');
  });

  it('keeps tabs, and no formatting', () => {
    expect(body('\\pard\\b Sodium\\b0\\tab{\\i 138}\\tab mmol/L')).toBe('Sodium\t138\tmmol/L');
  });

  it('is one line a row of a table, empty cells in their column', () => {
    const row = (...cells: string[]) =>
      `\\trowd\\cellx100\\cellx200\\pard\\intbl ${cells.map((cell) => `${cell}\\cell`).join(' ')}\\row`;
    expect(
      body(`Bilan\\par${row('Germe', 'AMX', 'CTX')}${row('E. coli', '', 'S\\par (vu)')}\\pard Fin`),
    ).toBe('Bilan\nGerme | AMX | CTX\nE. coli |  | S ; (vu)\nFin');
    expect(body(`${row('un cadre\\par en lignes')}\\pard Fin`)).toBe('un cadre\nen lignes\nFin');
  });

  it('holds a table in a table on the row it stands in', () => {
    const inner =
      '\\pard\\intbl\\itap2 a\\nestcell b\\nestcell{\\*\\nesttableprops\\trowd\\cellx1\\nestrow}{\\nonesttables\\par}';
    expect(body(`\\trowd\\pard\\intbl x\\cell ${inner}\\pard\\intbl\\itap1\\cell\\row\\pard Fin`)).toBe(
      'x | a | b\nFin',
    );
  });

  it('keeps the cells of a row that is never ended', () => {
    expect(body('\\trowd\\pard\\intbl a\\cell b\\cell\\pard Fin')).toBe('a | b\nFin');
    expect(body('\\trowd\\pard\\intbl a\\cell b')).toBe('a\nb');
  });

  it('gives list items their marks', () => {
    const item = (mark: string, text: string) => `{\\listtext\\pard\\plain ${mark}\\tab}${text}\\par`;
    expect(body(item("\\f1\\'b7", 'fièvre') + item('o', 'toux') + item('2.', 'repos'))).toBe(
      '- fièvre\n- toux\n2. repos',
    );
    expect(body("{\\pntext\\f1\\'B7\\tab}{\\*\\pn\\pnlvlblt{\\pntxtb\\'B7}}fièvre\\par")).toBe('- fièvre');
  });
});

describe('what stands beside the text of RTF', () => {
  it('puts page headers first and page footers last, once each', () => {
    const header =
      '{\\headerf CHU de Valmont\\par}{\\headerr CHU de Valmont}{\\footer Page {\\field{\\*\\fldinst PAGE}{\\fldrslt 1}}}';
    expect(body(`${header}Motif\\par Chute`)).toBe('CHU de Valmont\n\nMotif\nChute\n\nPage 1');
  });

  it('puts footnotes and text boxes after their paragraph', () => {
    expect(
      body('Dose 5 mg{\\super\\chftn}{\\footnote\\pard{\\super\\chftn} selon avis} par jour\\par Fin'),
    ).toBe('Dose 5 mg par jour\n selon avis\nFin');
    expect(
      body(
        'Avant{\\shp{\\*\\shpinst{\\sp{\\sn a}{\\sv 1}}{\\shptxt Encadr\\u233 ?\\par}}{\\shprslt Encadre}} apres\\par Fin',
      ),
    ).toBe('Avant apres\nEncadré\nFin');
  });

  it.each([
    ['hidden and struck out words', 'a{\\v cach\\par\u00e9}b{\\strike faux}c{\\deleted non}d', 'abcd'],
    [
      'fields, of which the result is read',
      '{\\field{\\*\\fldinst HYPERLINK "http://192.0.2.1"}{\\fldrslt voir}}',
      'voir',
    ],
    [
      'pictures and objects',
      'a{\\pict\\wmetafile8 0123456789abcdef}b{\\object{\\*\\objdata 00ff}{\\result c}}',
      'abc',
    ],
    ['binary data, braces in it', 'a{\\pict\\bin4 }{}\\}b', 'ab'],
    ['what only newer readers know', 'a{\\*\\inconnu b{c}}d', 'ad'],
    [
      'style sheets, colours, facts on the file',
      '{\\stylesheet{\\s1 Titre;}}{\\colortbl;\\red0;}{\\info{\\title x}}a',
      'a',
    ],
    ['comments', 'a{\\*\\atnid AB}{\\*\\annotation note}b', 'ab'],
    ['the form of \\upr without Unicode', '{\\upr{?t?}{\\*\\ud{\\u233 ?t\\u233 ?}}}', 'été'],
  ])('leaves out %s', (_what, source, expected) => {
    expect(body(source)).toBe(expected);
  });
});

describe('hostile or broken RTF', () => {
  it.each([
    ['a file cut short', '{\\rtf1 Texte', 'DOCUMENT_MALFORMED'],
    ['binary data cut short', '{\\rtf1 {\\pict\\bin2147483647 abc}}', 'DOCUMENT_MALFORMED'],
    ['an escape cut short', "{\\rtf1 a\\'e", 'DOCUMENT_MALFORMED'],
    ['an escape that is none', "{\\rtf1 a\\'zz}", 'DOCUMENT_MALFORMED'],
    ['a file that is not RTF', 'Bonjour {\\rtf1 a}', 'DOCUMENT_MALFORMED'],
    ['nothing', '', 'DOCUMENT_MALFORMED'],
    ['text after the end', '{\\rtf1 a}b}', 'DOCUMENT_MALFORMED'],
    ['groups without end', '{\\rtf1 '.concat('{'.repeat(100_000)), 'DOCUMENT_TOO_LARGE'],
    ['groups too deep', rtf('{'.repeat(1000) + 'a' + '}'.repeat(1000)), 'DOCUMENT_TOO_LARGE'],
    ['tables in tables without end', rtf('\\itap30000 a\\nestcell\\itap29999 b\\nestcell'), 'a | b'],
    ['numbers without end', rtf('\\u99999999999999999999999 ?\\fs-9999999999999 a'), '\uE7FFa'],
  ])('is refused or bounded: %s', (_what, source, expected) => {
    expect(read(source)).toBe(expected);
  });

  it('may end in blanks and NUL, start with a byte order mark, or be two files', () => {
    expect(read('\xef\xbb\xbf{\\rtf1 a}\r\n\0\x1a')).toBe('a');
    expect(read('{\\rtf1 a}\n{\\rtf1 b}')).toBe('a\nb');
  });

  it('is refused past the length of a report', () => {
    expect(read(rtf('abcdef'), { ...READING_LIMITS, textLength: 5 })).toBe('DOCUMENT_TOO_LARGE');
  });

  it.each([
    ['groups', '{a}'],
    ['words', '\\par '],
    ['escapes', "\\'e9"],
    ['units', '\\u233 ?'],
    ['cells', 'a\\cell '],
    ['fonts', '{\\f1 a}'],
    ['list marks', '{\\listtext 1.}'],
    ['headers', '{\\header a}'],
    ['rows', '\\intbl a\\cell\\row '],
    ['files', '}{\\rtf1 '],
  ])('costs in proportion to its size: %s', async (_what, piece) => {
    const grows = await growsLinearly((size) => read(rtf(piece.repeat(size))), { upTo: 60_000 });
    expect(grows).toBe(true);
  });
});
