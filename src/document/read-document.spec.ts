import { createHash } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { type Payload, type PayloadType } from '../intake/index.js';
import { sensitive } from '../kernel/index.js';
import { closeReaders, type Document, readDocument, ReaderPool, type ReadOptions } from './index.js';

const payload = (contentType: PayloadType, content: string | Buffer): Payload => ({
  contentType,
  content: sensitive(Buffer.from(content as string)),
});
const cda = (body: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><ClinicalDocument xmlns="urn:hl7-org:v3"><id root="1.2.3"/><title>Entête à taire</title><component>${body}</component></ClinicalDocument>`;
const level1 = (mediaType: string, content: string): string =>
  cda(
    `<nonXMLBody><text mediaType="${mediaType}" representation="B64">${Buffer.from(content).toString('base64')}</text></nonXMLBody>`,
  );
const level3 = (title: string, text: string): string =>
  cda(
    `<structuredBody><component><section><title>${title}</title><text>${text}</text></section></component></structuredBody>`,
  );

async function documentOf(payloads: Payload[], options?: ReadOptions): Promise<Document> {
  const read = await readDocument(payloads, options);
  if (!read.ok) throw new Error(`${read.failure.code}: ${read.failure.message}`);
  return read.value;
}

async function failureOf(payloads: Payload[], options?: ReadOptions): Promise<string> {
  const read = await readDocument(payloads, options);
  return read.ok ? 'read' : `${read.failure.code} ${read.failure.class}`;
}

afterAll(closeReaders);

describe('readDocument', () => {
  it('keeps a plain text character for character, with its hash, sections and sentences', async () => {
    const text = '\uFEFFCHU de Valmont\r\n\r\nCONCLUSION :\r\nExamen normal. Retour à domicile.\r\n';
    const document = await documentOf([payload('text/plain', text)]);
    expect(document.text.reveal()).toBe(text);
    expect(document.reader).toEqual({ id: 'plain-text', version: '1' });
    expect(document.hash).toBe(createHash('sha256').update(text).digest('hex'));
    expect(document.sections.map(({ code }) => code)).toEqual(['entete', 'conclusion']);
    expect(document.sentences.map(({ start, end }) => text.slice(start, end))).toEqual([
      'CHU de Valmont',
      'CONCLUSION :',
      'Examen normal.',
      'Retour à domicile.',
    ]);
  });

  it('does not show the text when it is printed', async () => {
    const document = await documentOf([payload('text/plain', 'Chute de sa hauteur.')]);
    expect(JSON.stringify(document)).not.toContain('Chute');
  });

  it('takes the structured CDA before the text, and the text before the file of a level 1', async () => {
    const forms = [
      payload('application/pdf', 'not a PDF'),
      payload('application/xml', level1('text/plain', 'Forme 1')),
      payload('text/plain', 'Forme texte'),
      payload('application/xml', level3('Conclusion', 'Forme 3')),
    ];
    expect((await documentOf(forms)).text.reveal()).toBe('Conclusion\nForme 3');
    expect((await documentOf(forms.slice(0, 3))).text.reveal()).toBe('Forme texte');
    const embedded = await documentOf(forms.slice(0, 2));
    expect(embedded.text.reveal()).toBe('Forme 1');
    expect(embedded.reader).toEqual({ id: 'cda-r2/plain-text', version: '2/1' });
  });

  it('falls back on the next form when the best cannot be read', async () => {
    const forms = [payload('application/xml', '<broken'), payload('text/plain', 'Texte')];
    expect((await documentOf(forms)).text.reveal()).toBe('Texte');
  });

  it("gives the best form's failure when none can be read", async () => {
    const forms = [payload('text/rtf', 'not RTF'), payload('application/xml', '<broken')];
    expect(await failureOf(forms)).toBe('DOCUMENT_MALFORMED permanent');
  });

  describe('where the failure of a form may pass', () => {
    const closed = async (): Promise<ReaderPool> => {
      const pool = new ReaderPool({ size: 1 });
      await pool.close();
      return pool;
    };
    const structured = payload('application/xml', level3('Conclusion', 'Forme 3'));

    it('takes no worse form in its place', async () => {
      const pool = await closed();
      const forms = [structured, payload('text/plain', 'Forme texte')];
      expect(await failureOf(forms, { pool })).toBe('DOCUMENT_READER_CRASHED transient');
      expect((await documentOf(forms)).text.reveal()).toBe('Conclusion\nForme 3');
    });

    it('says so, though a better form failed for good', async () => {
      const pool = await closed();
      const forms = [payload('text/plain', ''), payload('text/html', 'Texte')];
      expect(await failureOf(forms, { pool })).toBe('DOCUMENT_READER_CRASHED transient');
      expect(await failureOf([payload('text/plain', ''), payload('text/html', '<p></p>')])).toBe(
        'DOCUMENT_EMPTY permanent',
      );
    });

    it('still takes the best, whatever would become of the others', async () => {
      const forms = [payload('text/plain', 'Forme texte'), payload('application/pdf', 'not a PDF')];
      expect((await documentOf(forms, { pool: await closed() })).text.reveal()).toBe('Forme texte');
    });
  });

  it('reads the sections of a CDA by their LOINC code', async () => {
    const body = `<structuredBody><component><section>
      <code code="11348-0" codeSystem="2.16.840.1.113883.6.1"/><title>Ce que nous savons</title><text>HTA</text>
    </section></component></structuredBody>`;
    const { sections } = await documentOf([payload('application/xml', cda(body))]);
    expect(sections.map(({ code }) => code)).toEqual(['antecedents']);
  });

  it.each([
    ['nothing', [], 'DOCUMENT_WITHOUT_PAYLOAD permanent'],
    ['an empty text', [payload('text/plain', '')], 'DOCUMENT_EMPTY permanent'],
    ['blanks', [payload('text/plain', ' \r\n\t\u00a0\uFEFF')], 'DOCUMENT_EMPTY permanent'],
    [
      'bytes that are not UTF-8',
      [payload('text/plain', Buffer.from([0x66, 0xe9, 0x65]))],
      'DOCUMENT_CHARSET permanent',
    ],
    ['RTF without text', [payload('text/rtf', '{\\rtf1}')], 'DOCUMENT_EMPTY permanent'],
    ['RTF cut short', [payload('text/rtf', '{\\rtf1 Bonjour')], 'DOCUMENT_MALFORMED permanent'],
    ['HTML without text', [payload('text/html', '<img src="a">')], 'DOCUMENT_EMPTY permanent'],
    [
      'XML that is not a CDA',
      [payload('application/xml', '<a>Bonjour</a>')],
      'DOCUMENT_TYPE_NOT_READ permanent',
    ],
    ['a CDA without body', [payload('application/xml', cda(''))], 'DOCUMENT_EMPTY permanent'],
    [
      'a CDA whose narrative is empty',
      [payload('application/xml', cda('<structuredBody/>'))],
      'DOCUMENT_EMPTY permanent',
    ],
    [
      'a picture in a CDA',
      [payload('application/xml', level1('image/jpeg', 'x'))],
      'DOCUMENT_WITHOUT_TEXT permanent',
    ],
    [
      'an unknown type in a CDA',
      [payload('application/xml', level1('audio/wav', 'x'))],
      'DOCUMENT_TYPE_NOT_READ permanent',
    ],
  ])('refuses %s', async (_what, payloads, expected) => {
    expect(await failureOf(payloads)).toBe(expected);
  });

  it('reads RTF and HTML, in a CDA too, with their sections', async () => {
    const rtf = "{\\rtf1\\ansi\\ansicpg1252 Conclusion :\\par Examen normal, sant\\'e9 bonne.\\par}";
    const html = '<h2>Motif</h2><p>Chute</p><h2>Conclusion</h2><p>Examen&nbsp;normal.</p>';
    for (const [type, content, id] of [
      ['text/rtf', rtf, 'rtf'],
      ['text/html', html, 'html'],
    ] as const) {
      const alone = await documentOf([payload(type, content)]);
      expect(alone.sections.at(-1)?.code).toBe('conclusion');
      expect(alone.reader).toEqual({ id, version: '1' });
      const held = await documentOf([payload('application/xml', level1(`${type}; charset=utf-8`, content))]);
      expect(held.text.reveal()).toBe(alone.text.reveal());
      expect(held.reader).toEqual({ id: `cda-r2/${id}`, version: '2/1' });
    }
  });

  it('takes RTF and HTML, whose words are exact, before a PDF', async () => {
    const forms = [
      payload('application/pdf', 'not a PDF'),
      payload('text/html', 'b'),
      payload('text/rtf', '{\\rtf1 a}'),
    ];
    expect((await documentOf(forms)).text.reveal()).toBe('a');
    expect((await documentOf(forms.slice(0, 2))).text.reveal()).toBe('b');
  });

  it('survives hostile files of every kind, and reads on', async () => {
    const bomb = deflateRawSync(Buffer.alloc(60 * 2 ** 20)).toString('base64');
    const compressed = `<nonXMLBody><text mediaType="text/rtf" representation="B64" compression="DF">${bomb}</text></nonXMLBody>`;
    const styles = '{\\rtf1{\\stylesheet{\\s1\\sbasedon2 a;}{\\s2\\sbasedon1 b;}}\\s1 Texte\\par}';
    expect(await failureOf([payload('application/xml', cda(compressed))])).toMatch('DOCUMENT_TOO_LARGE');
    expect(await failureOf([payload('application/xml', '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')])).toMatch(
      'DOCUMENT_FORBIDDEN_XML',
    );
    expect(await failureOf([payload('text/rtf', `{\\rtf1 ${'{'.repeat(1_000_000)}`)])).toMatch(
      'DOCUMENT_TOO_LARGE',
    );
    expect(await failureOf([payload('text/html', '<div>'.repeat(1_000_000))])).toMatch('DOCUMENT_TOO_LARGE');
    expect((await documentOf([payload('text/rtf', styles)])).text.reveal()).toBe('Texte');
  });

  it('refuses what is larger than a report can be, by its bytes or by its text', async () => {
    const limits = { payloadBytes: 10, textLength: 5 };
    expect(await failureOf([payload('application/pdf', 'x'.repeat(11))], { limits })).toMatch(
      'DOCUMENT_TOO_LARGE',
    );
    expect(await failureOf([payload('text/plain', 'abcdef')], { limits })).toMatch('DOCUMENT_TOO_LARGE');
    expect(await failureOf([payload('text/plain', 'x'.repeat(16))], { limits })).toMatch(
      'DOCUMENT_TOO_LARGE',
    );
    expect(await failureOf([payload('text/plain', 'é€𝄞')], { limits })).toBe('read');
  });

  it('starts new readers after the readers were closed', async () => {
    await closeReaders();
    expect(await failureOf([payload('application/xml', level3('Conclusion', 'Normal'))])).toBe('read');
  });
});
