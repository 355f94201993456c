import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { READING_LIMITS } from '../../limits.js';
import { readCda } from './read-cda.js';

const HEADER =
  '<recordTarget><patientRole><patient><name><family>VALMONTOIS</family></name></patient></patientRole></recordTarget>';
const cda = (body: string): string =>
  `<ClinicalDocument xmlns="urn:hl7-org:v3">${HEADER}<component><structuredBody>${body}</structuredBody></component></ClinicalDocument>`;
const section = (title: string, text: string, inside = ''): string =>
  `<component><section><title>${title}</title><text>${text}</text>${inside}</section></component>`;

function read(xml: string | Buffer, limits = READING_LIMITS) {
  return readCda(Buffer.from(xml as string), limits);
}

function textOf(xml: string | Buffer, limits = READING_LIMITS): string {
  const reading = read(xml, limits);
  if (!reading.ok) return reading.failure.code;
  return reading.value.kind === 'text' ? reading.value.text : `embedded ${reading.value.mediaType}`;
}

const narrative = (text: string): string => textOf(cda(section('T', text))).replace(/^T\n?/, '');

describe('the narrative of a CDA', () => {
  it('holds the sections, nested ones too, each after its title, and never the header', () => {
    const xml = cda(
      section('Motif', 'Chute') +
        section('Bilan', 'Fait', section('Biologie', 'CRP 210') + section('Imagerie', 'Normale')),
    );
    const reading = read(xml);
    expect(reading).toMatchObject({
      value: { text: 'Motif\nChute\n\nBilan\nFait\n\nBiologie\nCRP 210\n\nImagerie\nNormale' },
    });
    if (!reading.ok || reading.value.kind !== 'text') throw new Error('not a text');
    const { text, titles } = reading.value;
    expect(titles?.map(({ start, end }) => text.slice(start, end))).toEqual([
      'Motif',
      'Bilan',
      'Biologie',
      'Imagerie',
    ]);
  });

  it('ignores entries', () => {
    const entry = '<entry><observation><text>Codé</text><value>12</value></observation></entry>';
    expect(textOf(cda(section('T', 'Dit', entry)))).toBe('T\nDit');
  });

  it.each([
    ['paragraphs', '<paragraph>Un</paragraph><paragraph>Deux</paragraph>', 'Un\nDeux'],
    ['line breaks', 'Un<br/>Deux<br />Trois', 'Un\nDeux\nTrois'],
    ['the empty line of two line breaks', 'Un<br/><br/><br/>Deux<br/>', 'Un\n\nDeux'],
    [
      'inline parts',
      'HER2 <content styleCode="Bold">score 3+</content>, <linkHtml href="#a">voir</linkHtml>',
      'HER2 score 3+, voir',
    ],
    ['folded blanks, kept no-break ones', 'Un\n      deux\t\u00a0: trois', 'Un deux \u00a0: trois'],
    ['entities and CDATA', 'CRP &lt; 5 &amp; PCT &#233; <![CDATA[<b>]]>', 'CRP < 5 & PCT é <b>'],
    [
      'lists',
      '<list><caption>Au vu de</caption><item>fièvre</item><item>toux<list><item>grasse</item></list></item></list>',
      'Au vu de\n- fièvre\n- toux\n  - grasse',
    ],
    ['ordered lists', '<list listType="ordered"><item>un</item><item>deux</item></list>', '1. un\n2. deux'],
    [
      'tables, empty cells kept in their column',
      '<table><thead><tr><th>Germe</th><th>AMX</th><th>CTX</th></tr></thead><tbody><tr><td>E. coli</td><td/><td>S</td></tr></tbody></table>',
      'Germe | AMX | CTX\nE. coli |  | S',
    ],
    [
      'blocks of a cell, on its row',
      '<table><tr><td>HER2<br/>négatif</td><td><paragraph>a</paragraph><list><item>b</item></list></td></tr></table>',
      'HER2 ; négatif | a ; - b',
    ],
    [
      'cells over several columns and rows, the others in their column',
      '<table><tbody><tr><td rowspan="2">E. coli</td><td colspan="2">AMX</td><td>R</td></tr><tr><td>CTX</td><td>S</td><td>x</td></tr></tbody></table>',
      'E. coli | AMX |  | R\n | CTX | S | x',
    ],
    [
      'a title over the whole table',
      '<table><tr><th colspan="2">Bilan</th></tr><tr><td>CRP</td><td>210</td></tr></table>',
      'Bilan\nCRP | 210',
    ],
    [
      'spans that are no number',
      '<table><tr><td colspan="-1">a</td><td rowspan="x">b</td></tr></table>',
      'a | b',
    ],
    [
      'a footnote, after the line that calls it',
      '<paragraph>Dose 5 mg<footnoteRef IDREF="n"/><footnote ID="n">selon avis</footnote> par jour</paragraph>Fin',
      'Dose 5 mg par jour\nselon avis\nFin',
    ],
    [
      'words against the schema: between rows, in a row, between items',
      '<table>avant<tr>un<td>deux</td></tr>entre</table><list>trois<item>quatre</item></list>',
      'avant\nun | deux\nentre\ntrois\n- quatre',
    ],
    [
      'the words that entries refer to, and the caption of a picture',
      '<content ID="a1">HTA</content> <renderMultiMedia referencedObject="m"><caption>Schéma</caption></renderMultiMedia>',
      'HTA\nSchéma',
    ],
    ['a table of one column', '<table><tr><td>Un<br/>Deux</td></tr></table>', 'Un\nDeux'],
    [
      'a caption and an empty row',
      '<table><caption>Bilan</caption><tr><td/><td/></tr><tr><td>a</td><td>b</td></tr></table>',
      'Bilan\na | b',
    ],
    [
      'powers',
      '210 x 10<sup>9</sup>/L, CO<sub>2</sub>, 1<sup>er</sup> cycle',
      '210 x 10^9/L, CO2, 1er cycle',
    ],
    [
      'text around struck out words',
      'Tumeur <content revised="delete">bénigne</content><content revised="insert">maligne</content>',
      'Tumeur maligne',
    ],
    ['text around a picture', 'Avant<renderMultiMedia referencedObject="a"/> après', 'Avant après'],
  ])('keeps %s', (_what, xml, expected) => {
    expect(narrative(xml)).toBe(expected);
  });

  it('is found under any prefix and inside a style sheet', () => {
    const inside = cda(section('T', 'Texte'))
      .replace(/<(\/?)(?=\w)/g, '<$1c:')
      .replace('xmlns=', 'xmlns:c=');
    expect(textOf(`<x:stylesheet xmlns:x="urn:x"><x:template/>${inside}</x:stylesheet>`)).toBe('T\nTexte');
  });

  it('is decoded by its byte order mark or its declaration', () => {
    const xml = cda(section('T', 'Œdème à 5 €'));
    expect(textOf(Buffer.from(`\uFEFF<?xml version="1.0" encoding="UTF-8"?>${xml}`))).toBe('T\nŒdème à 5 €');
    expect(textOf(Buffer.from(`\uFEFF${xml}`, 'utf16le'))).toBe('T\nŒdème à 5 €');
    const latin = cda(section('T', 'Éléonore'));
    expect(textOf(Buffer.from(`<?xml version="1.0" encoding="ISO-8859-1"?>${latin}`, 'latin1'))).toBe(
      'T\nÉléonore',
    );
    expect(textOf(Buffer.from(latin, 'latin1'))).toBe('DOCUMENT_CHARSET');
    expect(textOf(`<?xml version="1.0" encoding="EBCDIC-FR"?>${latin}`)).toBe('DOCUMENT_CHARSET');
  });
});

describe('a CDA level 1', () => {
  const level1 = (text: string): string =>
    `<ClinicalDocument xmlns="urn:hl7-org:v3"><component><nonXMLBody>${text}</nonXMLBody></component></ClinicalDocument>`;

  it('gives the file it holds, its base64 wrapped or not', () => {
    const reading = read(
      level1('<text mediaType="application/pdf" representation="B64">\n JVBE\n Rg==\n</text>'),
    );
    expect(reading).toMatchObject({ value: { kind: 'embedded', mediaType: 'application/pdf' } });
    if (!reading.ok || reading.value.kind !== 'embedded') throw new Error('nothing embedded');
    expect(Buffer.from(reading.value.content).toString()).toBe('%PDF');
  });

  it.each([
    ['DF', deflateRawSync],
    ['ZL', deflateSync],
    ['GZ', gzipSync],
  ])('inflates a body compressed by %s, up to the size of a payload', (name, compress) => {
    const held = (size: number): string =>
      level1(
        `<text mediaType="text/rtf" representation="B64" compression="${name}">${compress(Buffer.alloc(size, 'a')).toString('base64')}</text>`,
      );
    const reading = read(held(1000));
    if (!reading.ok || reading.value.kind !== 'embedded') throw new Error('nothing embedded');
    expect(Buffer.from(reading.value.content)).toEqual(Buffer.alloc(1000, 'a'));
    expect(textOf(held(100_000), { ...READING_LIMITS, payloadBytes: 50_000 })).toBe('DOCUMENT_TOO_LARGE');
  });

  it('may hold its text as it is', () => {
    expect(textOf(level1('<text>Bonjour</text>'))).toBe('embedded text/plain');
  });

  it.each([
    [
      'a body by reference',
      '<text mediaType="application/pdf"><reference value="http://192.0.2.1/a.pdf"/></text>',
      'DOCUMENT_TYPE_NOT_READ',
    ],
    [
      'a compression nobody writes any more',
      '<text mediaType="application/pdf" representation="B64" compression="Z">AAAA</text>',
      'DOCUMENT_TYPE_NOT_READ',
    ],
    [
      'a compression named as a property of every object',
      '<text mediaType="application/pdf" representation="B64" compression="constructor">AAAA</text>',
      'DOCUMENT_TYPE_NOT_READ',
    ],
    [
      'a compressed body that cannot be inflated',
      '<text mediaType="application/pdf" representation="B64" compression="DF">AAAA</text>',
      'DOCUMENT_MALFORMED',
    ],
    [
      'a body that is not base64',
      '<text mediaType="application/pdf" representation="B64">pas du base64 !</text>',
      'DOCUMENT_MALFORMED',
    ],
  ])('refuses %s', (_what, text, expected) => {
    expect(textOf(level1(text))).toBe(expected);
  });
});

describe('hostile XML', () => {
  const laughs = Array.from({ length: 9 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`).join(
    '',
  );

  it.each([
    [
      'a billion laughs',
      `<!DOCTYPE a [<!ENTITY l0 "ha">${laughs}]>${cda(section('T', '&l9;'))}`,
      'DOCUMENT_FORBIDDEN_XML',
    ],
    [
      'an external entity',
      `<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>${cda(section('T', '&x;'))}`,
      'DOCUMENT_FORBIDDEN_XML',
    ],
    ['an external DTD', `<!DOCTYPE a SYSTEM "http://192.0.2.1/a.dtd">${cda('')}`, 'DOCUMENT_FORBIDDEN_XML'],
    ['an entity nobody declared', cda(section('T', '&x;')), 'DOCUMENT_MALFORMED'],
    ['elements without end', '<a>'.repeat(200_000), 'DOCUMENT_TOO_LARGE'],
    ['depth', cda(section('T', '<content>'.repeat(5000) + '</content>'.repeat(5000))), 'DOCUMENT_TOO_LARGE'],
    ['a file cut short', cda(section('T', 'Texte')).slice(0, -30), 'DOCUMENT_MALFORMED'],
    ['crossed tags', '<a><b></a></b>', 'DOCUMENT_MALFORMED'],
    ['a comment without end', '<a><!-- </a>', 'DOCUMENT_MALFORMED'],
    ['an attribute without end', '<a b="></a>', 'DOCUMENT_MALFORMED'],
    ['no element', 'bonjour', 'DOCUMENT_MALFORMED'],
    ['nothing', '', 'DOCUMENT_MALFORMED'],
  ])('is refused: %s', (_what, xml, expected) => {
    expect(textOf(xml)).toBe(expected);
  });

  it('is refused past the number of elements', () => {
    expect(textOf(cda(section('T', '<br/>'.repeat(60))), { ...READING_LIMITS, xmlElements: 50 })).toBe(
      'DOCUMENT_TOO_LARGE',
    );
  });

  it('never has its content in the failure', () => {
    expect(JSON.stringify(read(cda(section('T', 'VALMONTOIS &x;'))))).not.toContain('VALMONTOIS');
  });
});
