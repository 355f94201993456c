import { deflateSync, gzipSync } from 'node:zlib';
import { CATALOGUE, FONT, PAGES, rawPage, rawPdf, stream } from '../../test/support/documents/pdf-files.js';
import { type Payload, type PayloadType } from '../intake/index.js';
import { sensitive } from '../kernel/index.js';
import { readDocument, ReaderPool } from './index.js';

/** One process, with little memory: what a hostile file leaves behind, the next document would meet. */
const pool = new ReaderPool({ size: 1, limits: { memoryMb: 300, timeoutMs: 20_000 } });
afterAll(() => pool.close());

async function read(contentType: PayloadType, content: string | Buffer): Promise<string> {
  const payload: Payload = { contentType, content: sensitive(Buffer.from(content as string)) };
  const document = await readDocument([payload], { pool });
  return document.ok ? document.value.text.reveal() : document.failure.code;
}

const MB = 2 ** 20;
const cda = (text: string, before = ''): string =>
  `${before}<ClinicalDocument xmlns="urn:hl7-org:v3"><component><structuredBody><component><section><text>${text}</text></section></component></structuredBody></component></ClinicalDocument>`;
const held = (mediaType: string, content: Buffer, compression = ''): string =>
  `<ClinicalDocument xmlns="urn:hl7-org:v3"><component><nonXMLBody><text mediaType="${mediaType}" representation="B64" ${compression}>${content.toString('base64')}</text></nonXMLBody></component></ClinicalDocument>`;

const WORDS = stream(Buffer.from('BT /F 12 Tf 50 700 Td (Un mot) Tj ET'));
const fonts = '/Font << /F 5 0 R >>';

/** Pages that hold pages, so many times. */
function nestedPages(depth: number): Buffer {
  const trees = Array.from(
    { length: depth },
    (_, at) => `<< /Type /Pages /Kids [${at + 3} 0 R] /Count 1 /Parent ${at + 1} 0 R >>`,
  );
  const page = `<< /Type /Page /Parent ${depth + 1} 0 R /MediaBox [0 0 600 800] /Contents ${depth + 3} 0 R >>`;
  return rawPdf(CATALOGUE, ...trees, page, stream(Buffer.from('')));
}

/** A file whose pages stand in a compressed object stream (ISO 32000-1 7.5.7), by a cross-reference stream. */
function objectStreamPdf(objects: Buffer, filters: string): Buffer {
  const head = Buffer.from('%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n');
  const stored = Buffer.concat([
    Buffer.from('3 0 obj\n'),
    stream(objects, `/Type /ObjStm /N 1 /First 4 /Filter ${filters}`),
    Buffer.from('\nendobj\n'),
  ]);
  const at = head.length + stored.length;
  const row = (kind: number, value: number) => {
    const entry = Buffer.alloc(7);
    entry.writeUInt8(kind);
    entry.writeUInt32BE(value, 1);
    return entry;
  };
  const rows = Buffer.concat([row(0, 0), row(1, 9), row(2, 3), row(1, head.length), row(1, at)]);
  return Buffer.concat([
    head,
    stored,
    Buffer.from('4 0 obj\n'),
    stream(rows, '/Type /XRef /Size 5 /W [1 4 2] /Root 1 0 R'),
    Buffer.from(`\nendobj\nstartxref\n${at}\n%%EOF\n`),
  ]);
}

const pagesThenBlanks = (bytes: number): Buffer =>
  Buffer.concat([Buffer.from('2 0 << /Type /Pages /Kids [] /Count 0 >>'), Buffer.alloc(bytes, ' ')]);
const laughs = Array.from({ length: 10 }, (_, at) => `<!ENTITY l${at + 1} "${`&l${at};`.repeat(10)}">`).join(
  '',
);
const zip = Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(200, 'docx')]);
const office = Buffer.from('d0cf11e0a1b11ae1000000', 'hex');

const HOSTILE: readonly (readonly [string, PayloadType, () => string | Buffer, string | RegExp])[] = [
  ['a PDF of 20,000 nested page trees', 'application/pdf', () => nestedPages(20_000), /^DOCUMENT_/],
  [
    'a PDF whose page tree goes round',
    'application/pdf',
    () =>
      rawPdf(
        CATALOGUE,
        '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
        '<< /Type /Pages /Kids [2 0 R] /Count 1 /Parent 2 0 R >>',
      ),
    'DOCUMENT_MALFORMED',
  ],
  [
    'a PDF whose stream is as long as itself',
    'application/pdf',
    () => rawPdf(CATALOGUE, PAGES, rawPage(fonts), '<< /Length 4 0 R >>\nstream\nBT ET\nendstream', FONT),
    /^DOCUMENT_/,
  ],
  ['a PDF whose catalogue is itself', 'application/pdf', () => rawPdf('1 0 R', PAGES), 'DOCUMENT_MALFORMED'],
  [
    'a PDF whose resources hold themselves',
    'application/pdf',
    () =>
      rawPdf(
        CATALOGUE,
        PAGES,
        '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources 6 0 R >>',
        WORDS,
        FONT,
        '<< /Font 6 0 R /F 6 0 R /XObject 6 0 R >>',
      ),
    /^(DOCUMENT_|Un mot)/,
  ],
  [
    'a PDF that is compressed twice, to more than a process may hold',
    'application/pdf',
    () =>
      rawPdf(
        CATALOGUE,
        PAGES,
        rawPage(fonts),
        stream(deflateSync(deflateSync(Buffer.alloc(300 * MB, ' '))), '/Filter [/FlateDecode /FlateDecode]'),
        FONT,
      ),
    'DOCUMENT_OUT_OF_MEMORY',
  ],
  [
    'a PDF whose objects unfold to more than a process may hold',
    'application/pdf',
    () => objectStreamPdf(deflateSync(deflateSync(pagesThenBlanks(300 * MB))), '[/FlateDecode /FlateDecode]'),
    'DOCUMENT_OUT_OF_MEMORY',
  ],
  [
    'a billion laughs',
    'application/xml',
    () => cda('&l10;', `<!DOCTYPE a [<!ENTITY l0 "ha">${laughs}]>`),
    'DOCUMENT_FORBIDDEN_XML',
  ],
  [
    'an external entity',
    'application/xml',
    () => cda('&x;', '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
    'DOCUMENT_FORBIDDEN_XML',
  ],
  [
    'an external entity in UTF-16',
    'application/xml',
    () => Buffer.from(`\ufeff${cda('&x;', '<!DOCTYPE a SYSTEM "http://192.0.2.1/a">')}`, 'utf16le'),
    'DOCUMENT_FORBIDDEN_XML',
  ],
  [
    'an entity after a comment of megabytes',
    'application/xml',
    () => cda('&x;', `<!--${'x'.repeat(5 * MB)}--><!DOCTYPE a [<!ENTITY x "y">]>`),
    'DOCUMENT_FORBIDDEN_XML',
  ],
  [
    'a gzip bomb under the name of a CDA',
    'application/xml',
    () => gzipSync(Buffer.alloc(60 * MB)),
    'DOCUMENT_TYPE_NOT_READ',
  ],
  ['gzip under the name of a PDF', 'application/pdf', () => gzipSync('%PDF-1.7'), 'DOCUMENT_TYPE_NOT_READ'],
  [
    'a gzip bomb in a CDA',
    'application/xml',
    () => held('text/plain', gzipSync(Buffer.alloc(100 * MB)), 'compression="GZ"'),
    'DOCUMENT_TOO_LARGE',
  ],
  [
    'a gzip in a CDA that says it is none',
    'application/xml',
    () => held('text/plain', gzipSync('mot')),
    'DOCUMENT_TYPE_NOT_READ',
  ],
  ['a ZIP (docx) called text', 'text/plain', () => zip, 'DOCUMENT_TYPE_NOT_READ'],
  ['a ZIP (docx) called RTF', 'text/rtf', () => zip, 'DOCUMENT_TYPE_NOT_READ'],
  ['a ZIP (docx) called HTML', 'text/html', () => zip, 'DOCUMENT_TYPE_NOT_READ'],
  ['an old Word file called RTF', 'text/rtf', () => office, 'DOCUMENT_TYPE_NOT_READ'],
  ['an old Word file in a CDA', 'application/xml', () => held('text/rtf', office), 'DOCUMENT_TYPE_NOT_READ'],
  ['RTF called text', 'text/plain', () => '{\\rtf1 Conclusion}', 'DOCUMENT_TYPE_NOT_READ'],
  ['PDF called text', 'text/plain', () => '%PDF-1.7 …', 'DOCUMENT_TYPE_NOT_READ'],
  ['a CDA called text', 'text/plain', () => `\ufeff${cda('Un mot')}`, 'DOCUMENT_TYPE_NOT_READ'],
  [
    'RTF of 10,000 groups',
    'text/rtf',
    () => `{\\rtf1 ${'{'.repeat(10_000)}a${'}'.repeat(10_000)}}`,
    'DOCUMENT_TOO_LARGE',
  ],
  [
    'RTF of 4 GB of binary data, it says',
    'text/rtf',
    () => '{\\rtf1 {\\pict\\bin4294967295 abc}}',
    'DOCUMENT_MALFORMED',
  ],
  ['RTF of less than no binary data', 'text/rtf', () => '{\\rtf1 a{\\pict\\bin-2147483648 x}b}', 'ab'],
  ['HTML of 100,000 nested elements', 'text/html', () => '<div>'.repeat(100_000) + 'a', 'DOCUMENT_TOO_LARGE'],
  [
    'HTML of 100,000 nested tables',
    'text/html',
    () => '<table><tr><td>'.repeat(100_000),
    'DOCUMENT_TOO_LARGE',
  ],
  ['UTF-16 text', 'text/plain', () => Buffer.from('\ufeffConclusion', 'utf16le'), 'DOCUMENT_CHARSET'],
  ['UTF-16 text without mark', 'text/plain', () => Buffer.from('Conclusion', 'utf16le'), 'DOCUMENT_CHARSET'],
  [
    'UTF-16 HTML without mark',
    'text/html',
    () => Buffer.from('<p>Conclusion', 'utf16le'),
    'DOCUMENT_CHARSET',
  ],
  ['UTF-16 RTF', 'text/rtf', () => Buffer.from('\ufeff{\\rtf1 a}', 'utf16le'), 'DOCUMENT_MALFORMED'],
  [
    'UTF-16 called UTF-8',
    'application/xml',
    () => Buffer.from(cda('a'), 'utf16le'),
    /^DOCUMENT_(CHARSET|MALFORMED)$/,
  ],
  ['NUL among letters', 'text/plain', () => 'Concl\0usion', 'DOCUMENT_CHARSET'],
  ['NUL among formatted text', 'text/hl7-ft', () => 'Concl\0usion', 'DOCUMENT_CHARSET'],
  ['NUL in HTML', 'text/html', () => `<p>${'a '.repeat(600)}Concl\0usion`, 'DOCUMENT_CHARSET'],
  ['NUL in XML', 'application/xml', () => cda('Concl\0usion'), 'DOCUMENT_CHARSET'],
  ['nothing (text)', 'text/plain', () => '', 'DOCUMENT_EMPTY'],
  ['nothing (PDF)', 'application/pdf', () => '', 'DOCUMENT_MALFORMED'],
  ['nothing (CDA)', 'application/xml', () => '', 'DOCUMENT_MALFORMED'],
  ['nothing (RTF)', 'text/rtf', () => '', 'DOCUMENT_MALFORMED'],
  ['nothing (HTML)', 'text/html', () => '', 'DOCUMENT_EMPTY'],
  ['NUL alone', 'text/plain', () => '\0\0\0', 'DOCUMENT_EMPTY'],
];

describe('a hostile or broken file', () => {
  it.each(HOSTILE)(
    'is answered, and the next document is read: %s',
    async (_what, type, content, expected) => {
      expect(await read(type, content())).toMatch(
        typeof expected === 'string' ? new RegExp(`^${expected}$`) : expected,
      );
      expect(await read('application/xml', cda('Conclusion : normal.'))).toBe('Conclusion : normal.');
    },
  );

  it('is read where it is only unusual: UTF-16 that says so, NUL at the end', async () => {
    expect(await read('text/html', Buffer.from('\ufeff<p>Santé', 'utf16le'))).toBe('Santé');
    expect(await read('application/xml', Buffer.from(`\ufeff${cda('Santé')}`, 'utf16le'))).toBe('Santé');
    expect(await read('text/plain', 'Santé.\0\0\n')).toBe('Santé.\0\0\n');
  });
});
