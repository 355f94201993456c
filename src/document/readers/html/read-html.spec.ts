import { growsLinearly } from '../../../../test/support/growth.js';
import { READING_LIMITS } from '../../limits.js';
import { readHtml } from './read-html.js';

function read(source: string | Uint8Array, limits = READING_LIMITS) {
  return readHtml(typeof source === 'string' ? Buffer.from(source) : source, limits);
}

function textOf(source: string | Uint8Array, limits = READING_LIMITS): string {
  const result = read(source, limits);
  return result.ok ? result.value.text : result.failure.code;
}

describe('the text of HTML', () => {
  it.each([
    ['blocks', '<div>Un<p>Deux<p>Trois</div>Quatre', 'Un\nDeux\nTrois\nQuatre'],
    ['line breaks', 'Un<br>Deux<br/>Trois', 'Un\nDeux\nTrois'],
    [
      'the empty line of two line breaks or of a no-break space',
      'a<br><br>b<p>&nbsp;</p><p>c',
      'a\n\nb\n\nc',
    ],
    ['inline parts', 'HER2 <b>score 3+</b>, <a href="http://192.0.2.1">voir</a>', 'HER2 score 3+, voir'],
    ['folded blanks, kept no-break ones', '<p>Un\n    deux\t&nbsp;: trois</p>', 'Un deux \u00a0: trois'],
    [
      'entities, named or numbered',
      'CRP &lt; 5 &amp; PCT &eacute; &#233; &#x153; &#146; &alpha;',
      'CRP < 5 & PCT é é œ ’ α',
    ],
    [
      'what looks like an entity or a tag',
      'A&B, CRP<5, a < b &inconnu; 3 &',
      'A&B, CRP<5, a < b &inconnu; 3 &',
    ],
    [
      'preformatted lines',
      '<pre>Sodium   138\r\n\r\n\r\n  Potassium\t4</pre>',
      'Sodium   138\n\n  Potassium\t4',
    ],
    ['blanks a style keeps', '<p style="White-Space: pre-wrap">a  b\nc</p><p>d\ne</p>', 'a  b\nc\nd e'],
    ['lists', '<ul><li>fièvre<li>toux<ul><li>grasse</ul></ul>', '- fièvre\n- toux\n  - grasse'],
    ['numbered lists', '<ol start=3><li>un<li value=7>deux<li>trois</ol>', '3. un\n7. deux\n8. trois'],
    [
      'tables',
      '<table><tr><th>Germe<th>AMX<th>CTX<tr><td>E. coli<td><td>S</table>',
      'Germe | AMX | CTX\nE. coli |  | S',
    ],
    [
      'blocks of a cell, on its row',
      '<table><tr><td>HER2<br>négatif<td><p>a<ul><li>b</ul></table>',
      'HER2 ; négatif | a ; - b',
    ],
    [
      'cells over several columns and rows',
      '<table><tr><td rowspan=2>a<td colspan=2>b<td>c<tr><td>d<td>e</table>',
      'a | b |  | c\n | d | e',
    ],
    ['tables in tables', '<table><tr><td><table><tr><td>a<td>b</table><td>c</table>', 'a | b | c'],
    ['frames made of tables', '<table><tr><td><p>Motif</p><p>Chute</p></table>', 'Motif\nChute'],
    ['powers', '250 x 10<sup>9</sup>/L, CO<sub>2</sub>, 1<sup>er</sup>', '250 x 10^9/L, CO2, 1er'],
    ['what was typed in a form', 'Poids <input value="72"> kg <input type=hidden value=x>', 'Poids 72 kg'],
    ['terms and their meaning', '<dl><dt>HTA<dd>traitée</dl>', 'HTA\ntraitée'],
    ['formatting that is never closed', '<b>a<p>b<i>c</p>d', 'a\nbc\nd'],
    ['tags that were never opened', 'a</div></b></table>b', 'ab'],
    [
      'elements named as a property of every object',
      '<constructor>a</constructor><p hasOwnProperty=1>b',
      'a\nb',
    ],
    ['words outside cells', '<table>a<tr>b<td>c</table>', 'a\nb | c'],
  ])('keeps %s', (_what, html, expected) => {
    expect(textOf(html)).toBe(expected);
  });

  it.each([
    [
      'the head, scripts and styles',
      '<head><title>x</title><style>p{}</style></head><body><script>"<p>x</p>"</script>a',
    ],
    ['comments, those of Word too', '<!-- x --><!--[if mso]><p>x</p><![endif]-->a'],
    [
      'what is hidden',
      '<p hidden>x</p><p style="color:red; display : none !important">x</p><span style="mso-hide:all">x</span>a',
    ],
    [
      'what is struck out',
      '<del>x</del><s>x</s><span style="text-decoration: underline line-through">x</span>a',
    ],
    ['pictures and frames', '<img alt="x"><iframe>x</iframe><svg><text>x</text></svg>a'],
    ['declarations', '<?xml version="1.0"?><!DOCTYPE html [<!ENTITY e "x">]>a'],
  ])('leaves out %s', (_what, html) => {
    const text = textOf(html);
    expect(text.replace(']>', '')).toBe('a');
  });

  it('gives the headings as titles, wherever they stand', () => {
    const reading = read(
      '<h1>Compte rendu</h1>x<table><tr><td><h2>Motif</h2>Chute</table><h2> Bilan  <i>fait</i></h2>y',
    );
    if (!reading.ok) throw new Error('not read');
    const { text, titles } = reading.value;
    expect(titles?.map(({ start, end }) => text.slice(start, end))).toEqual([
      'Compte rendu',
      'Motif',
      'Bilan fait',
    ]);
  });

  it('leaves titles to their words where one heading only names the page', () => {
    expect(read('<h1>Compte rendu</h1><p>CONCLUSION</p><p>Normal</p>')).not.toHaveProperty('value.titles');
  });
});

describe('the charset of HTML', () => {
  const latin = (html: string) => Buffer.from(html, 'latin1');

  it.each([
    ['UTF-8', Buffer.from('\uFEFF<p>é€'), 'é€'],
    ['UTF-8 that says otherwise', Buffer.from('<meta charset=iso-8859-1><p>é€'), 'é€'],
    ['UTF-16 by its mark', Buffer.from('\uFEFF<p>é€', 'utf16le'), 'é€'],
    [
      'the one declared',
      Buffer.concat([latin('<meta charset="iso-8859-15"><p>'), Buffer.from([0xa4, 0xe9])]),
      '€é',
    ],
    [
      'the one of http-equiv',
      latin('<meta http-equiv="Content-Type" content="text/html; charset=windows-1250"><p>\xb9'),
      'ą',
    ],
    ['the one of an XML declaration', latin('<?xml version="1.0" encoding="ISO-8859-1"?><p>é'), 'é'],
    ['windows-1252 where none is', latin('<p>\x80 \xe9'), '€ é'],
  ])('is %s', (_what, bytes, expected) => {
    expect(textOf(bytes)).toBe(expected);
  });

  it.each([
    ['UTF-8 declared and not kept', latin('<meta charset=utf-8><p>é')],
    ['a charset nobody knows', latin('<meta charset=ebcdic-fr><p>é')],
    ['UTF-16 without its mark', Buffer.from('<p>a', 'utf16le')],
  ])('is refused: %s', (_what, bytes) => {
    expect(textOf(bytes)).toBe('DOCUMENT_CHARSET');
  });
});

describe('hostile HTML', () => {
  it('is refused past a depth or a number of elements', () => {
    expect(textOf('<div>'.repeat(100_000))).toBe('DOCUMENT_TOO_LARGE');
    expect(textOf('<br>'.repeat(60), { ...READING_LIMITS, xmlElements: 50 })).toBe('DOCUMENT_TOO_LARGE');
  });

  it('is read to its end where it is cut', () => {
    expect(textOf('<p>a<div class="x')).toBe('a');
    expect(textOf('')).toBe('');
  });

  it.each([
    ['blocks', '<p>a'],
    ['crossed tags', '<b></i></b>'],
    ['inline parts of one line', '<b>a</b> '],
    ['formatting around paragraphs', '<p><b a=1></p>x'],
    ['cells', '<table><tr><td>a</table>'],
    ['entities', '&amp;'],
    ['blanks', '        '],
    ['less-than signs', '<'],
    ['comments', '<!-- --'],
    ['attributes', '<a b=c '],
  ])('costs in proportion to its size: %s', async (_what, piece) => {
    expect(await growsLinearly((size) => textOf(piece.repeat(size)), { upTo: 40_000 })).toBe(true);
  });
});
