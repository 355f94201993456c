import { growsLinearly } from '../../../test/support/growth.js';
import { type Result } from '../../kernel/index.js';
import { READING_LIMITS } from '../limits.js';
import { readCda } from './cda/read-cda.js';
import { readCdaHeader } from './cda/read-cda-header.js';
import { readHtml } from './html/read-html.js';
import { type Reading } from './reading.js';
import { readRtf } from './rtf/read-rtf.js';

// One harmless thing, megabytes of it. `npm run test:worn` runs these as a process does in which V8 has stopped
// optimising expressions: a step of the stack for each letter then overflows it.
const LENGTH = 4_000_000;
const LIMITS = { ...READING_LIMITS, textLength: 100_000_000 };

const cdaOf = (body: string, before = ''): string =>
  `<?xml version="1.0"?>${before}<ClinicalDocument xmlns="urn:hl7-org:v3"><id root="1.2.3"/><component><structuredBody><component><section><text>${body}</text></section></component></structuredBody></component></ClinicalDocument>`;
const level1 = (base64: string): string =>
  `<ClinicalDocument xmlns="urn:hl7-org:v3"><component><nonXMLBody><text mediaType="application/pdf" representation="B64">${base64}</text></nonXMLBody></component></ClinicalDocument>`;
const repeated = (piece: string, length: number): string => piece.repeat(Math.ceil(length / piece.length));

const cda = (source: string) => readCda(Buffer.from(source), LIMITS);
const html = (source: string) => readHtml(Buffer.from(source), LIMITS);
const rtf = (source: string | Buffer) => readRtf(Buffer.from(source as string), LIMITS);

/** How much was read. */
function lengthOf(read: Result<Reading>): number | string {
  if (!read.ok) return read.failure.code;
  if (read.value.kind === 'text') return read.value.text.length;
  return read.value.kind === 'embedded' ? read.value.content.length : read.value.kind;
}

const HARMLESS: readonly (readonly [string, (length: number) => Result<Reading>, number])[] = [
  ['a comment', (n) => cda(cdaOf(`a<!--${repeated('x', n)}-->b`)), 2],
  ['a comment of dashes', (n) => cda(cdaOf(`a<!--${repeated(' -', n)} -->b`)), 2],
  ['a comment before the document', (n) => cda(cdaOf('ab', `<!--${repeated('x', n)}-->`)), 2],
  ['a comment after it', (n) => cda(`${cdaOf('ab')}<!--${repeated('x', n)}-->`), 2],
  ['comments without end', (n) => cda(cdaOf(`a${'<!-- x -->'.repeat(n / 20)}b`)), 2],
  ['a CDATA section', (n) => cda(cdaOf(`<![CDATA[${repeated('x ', n)}]]>`)), LENGTH - 1],
  ['a CDATA section of brackets', (n) => cda(cdaOf(`<![CDATA[${repeated('] ', n)}]]>`)), LENGTH - 1],
  ['a processing instruction', (n) => cda(cdaOf(`a<?pi ${repeated('x ', n)}?>b`)), 2],
  ['an attribute', (n) => cda(cdaOf(`<content ID="${repeated('x ', n)}">ab</content>`)), 2],
  ['blanks in a text', (n) => cda(cdaOf(`a${repeated(' \n', n)}b`)), 3],
  ['blanks in a tag', (n) => cda(cdaOf(`<content${repeated(' ', n)}ID="a">ab</content>`)), 2],
  ['blanks after the document', (n) => cda(cdaOf('ab') + repeated(' ', n)), 2],
  ['entities', (n) => cda(cdaOf(repeated('&amp;', n))), LENGTH / 5],
  ['a comment (HTML)', (n) => html(`<p>a<!--${repeated(' -', n)}-->b`), 2],
  ['a picture in an attribute (HTML)', (n) => html(`<p>a<img src="data:${repeated('x', n)}">b`), 2],
  ['a style (HTML)', (n) => html(`<p>a<b style="${repeated('a:b;', n)}">b</b>`), 2],
  ['a script (HTML)', (n) => html(`<p>a<script>${repeated('x<', n)}</script>b`), 2],
  ['blanks (HTML)', (n) => html(`<p>a${repeated(' \r\n', n)}b`), 3],
  [
    'a picture in hexadecimal (RTF)',
    (n) => rtf(`{\\rtf1 a{\\pict ${repeated('0123456789abcdef\r\n', n)}}b}`),
    2,
  ],
  [
    'a picture in bytes (RTF)',
    (n) =>
      rtf(
        Buffer.concat([Buffer.from(`{\\rtf1 a{\\pict\\bin${n} `), Buffer.alloc(n, '{'), Buffer.from('}b}')]),
      ),
    2,
  ],
  ['blanks after the file (RTF)', (n) => rtf(`{\\rtf1 ab}${repeated(' ', n)}`), 2],
  ['escapes (RTF)', (n) => rtf(`{\\rtf1 ${repeated("\\'e9", n)}}`), LENGTH / 4],
];

describe('a giant harmless stretch', () => {
  it.each(HARMLESS)('is read, in proportion to its size: %s', async (_what, read, expected) => {
    expect(lengthOf(read(LENGTH))).toBe(expected);
    expect(await growsLinearly(read, { upTo: LENGTH })).toBe(true);
  });

  it('is read where it is the file that a CDA holds: 30 MB of base64, wrapped or not', () => {
    const bytes = Buffer.alloc(22_500_000, 'letters ');
    const base64 = bytes.toString('base64');
    const wrapped = Array.from({ length: base64.length / 80 }, (_, line) =>
      base64.slice(line * 80, line * 80 + 80),
    ).join('\r\n');
    for (const written of [base64, wrapped, `<![CDATA[${base64}]]>`]) {
      expect(lengthOf(cda(level1(written)))).toBe(bytes.length);
    }
  });

  it('is left out of the header of a CDA', () => {
    const header = readCdaHeader(Buffer.from(cdaOf('ab', `<!--${repeated('x', 900_000)}-->`)));
    expect(header).toMatchObject({ value: { id: { root: '1.2.3' } } });
  });

  it('is refused where comments are more than a document has elements', () => {
    const limits = { ...LIMITS, xmlElements: 50 };
    expect(lengthOf(readCda(Buffer.from(cdaOf('<!-- -->'.repeat(60))), limits))).toBe('DOCUMENT_TOO_LARGE');
  });
});
