import { anMdm, anOru, base64, bytesOf, type Segments } from '../../../test/support/hl7/index.js';
import { readMessage } from '../../hl7/index.js';
import { type ReportDraft } from '../report.js';
import { interpret } from './interpret.js';
import { type PointedFiles, type PointerPolicy } from './pointers/pointer.js';

const HOST = 'https://dms.chu.example';
const POLICY: PointerPolicy = {
  hosts: ['dms.chu.example'],
  allowHttp: false,
  maxBytes: 1_000,
  timeoutMs: 1_000,
  fetch: () => Promise.reject(new Error('reading a message fetches nothing')),
};

const CODE = "60568-3^CR d'anatomie pathologique^LN";
const rp = (value: string, at = 1, code = CODE) => `OBX|${at}|RP|${code}||${value}||||||F`;
const CDA = '<ClinicalDocument/>';

function read(segments: Segments, files?: PointedFiles, pointers: PointerPolicy | undefined = POLICY) {
  const encoding = segments[0]?.includes('8859/1') ? 'latin1' : 'utf8';
  const parsed = readMessage(bytesOf(segments, encoding), 'utf-8');
  if (!parsed.ok) throw new Error(parsed.failure.message);
  return interpret(
    parsed.value,
    { name: 'labo', defaultCharset: 'utf-8', ...(pointers && { pointers }) },
    files,
  );
}

const file = (path: string, content: string | Buffer, contentType = ''): PointedFiles =>
  new Map([[`${HOST}${path}`, { content: Buffer.from(content), contentType }]]);

function drafts(segments: Segments, files?: PointedFiles): readonly ReportDraft[] {
  const events = read(segments, files);
  if (!events.ok) throw new Error(`${events.failure.code} ${events.failure.message}`);
  return events.value.flatMap((event) => (event.kind === 'report' ? [event.report] : []));
}

const payloads = (report: ReportDraft | undefined) =>
  report?.payloads.map(({ contentType, content }) => [contentType, content.reveal().toString()]);

const told = (outcome: ReturnType<typeof read>) =>
  outcome.ok ? 'taken' : `${outcome.failure.code} ${outcome.failure.message}`;

const asked = (outcome: ReturnType<typeof read>) =>
  outcome.ok ? [] : (outcome.failure.awaits ?? []).map(({ url }) => url.href);

describe('a report that is a pointer', () => {
  const report = anOru({ observations: [rp(`${HOST}/doc/1^DMS^AP^PDF`)] });

  it('asks for its file first, and is refused for as long as it is not there', () => {
    const outcome = read(report);
    expect(asked(outcome)).toEqual([`${HOST}/doc/1`]);
    expect(told(outcome)).toBe('HL7_POINTER OBX-5.1 of OBX 1: a pointer to a file is not followed');
  });

  it('is read like a report with the file in it', () => {
    const [pointed] = drafts(report, file('/doc/1', '%PDF-1.4'));
    const [embedded] = drafts(
      anOru({ observations: [`OBX|1|ED|${CODE}||^AP^PDF^Base64^${base64('%PDF-1.4')}||||||F`] }),
    );
    expect(payloads(pointed)).toEqual([['application/pdf', '%PDF-1.4']]);
    expect(JSON.stringify(pointed)).toBe(JSON.stringify(embedded));
  });

  it('is refused as before where the source allows no host', () => {
    const outcome = read(report, undefined, { ...POLICY, hosts: [] });
    expect([told(outcome), asked(outcome)]).toEqual([
      'HL7_POINTER OBX-2 of OBX 1: a pointer to a file is not followed',
      [],
    ]);
  });

  it.each([
    ['another host', 'https://other.example/doc/1', 'this host is not allowed'],
    ['a share', '\\E\\\\E\\serveur\\E\\x.pdf', 'an https address is expected'],
    ['a share, unescaped', '\\\\serveur\\x.pdf', 'an https address is expected'],
    ['a file', 'file:///srv/x.pdf', 'an https address is expected'],
    ['a trick', 'https://dms.chu.example\\T\\@other.example/', 'the address is not written plainly'],
    ['a key and no address', '4711', 'an https address is expected'],
  ])('is refused for %s, and nothing is asked for', (_, address, rule) => {
    const outcome = read(anOru({ observations: [rp(address)] }));
    expect([told(outcome), asked(outcome)]).toEqual([`HL7_POINTER OBX-5.1 of OBX 1: ${rule}`, []]);
  });

  it.each([
    ['empty', ''],
    ['null', '""'],
    ['without an address', '^DMS^AP^PDF'],
  ])('is refused where it is %s', (_, value) => {
    expect(told(read(anOru({ observations: [rp(value)] })))).toMatch(/^HL7_FIELD_MISSING OBX-5/);
  });

  it('has its ampersands, escaped or not', () => {
    for (const address of [`${HOST}/doc?id=1\\T\\v=2`, `${HOST}/doc?id=1&v=2`]) {
      expect(asked(read(anOru({ observations: [rp(`${address}^DMS`)] })))).toEqual([`${HOST}/doc?id=1&v=2`]);
    }
  });

  it('asks for nothing while anything else is wrong', () => {
    const [header, , visit, ...rest] = report;
    for (const wrong of [
      [header, undefined, visit, ...rest],
      anOru({ observations: [rp(`${HOST}/1`)], request: 'OBR|1||F1^LABO|' }).map((segment) =>
        segment?.replaceAll(CODE, ''),
      ),
      anOru({ observations: [rp(`${HOST}/1`), rp('https://other.example/2', 2)] }),
      anOru({
        observations: [rp(`${HOST}/1`), 'OBR|2||F2^LABO|11502-2', 'OBX|1|ED|A||^AP^PDF^Base64^!||||||F'],
      }),
    ]) {
      const outcome = read(wrong);
      expect([outcome.ok, asked(outcome)]).toEqual([false, []]);
    }
  });

  it('asks for nothing where the message withdraws the document, or only tells of it', () => {
    const deletion = anMdm({ event: 'T04', observations: [`OBX|1|RP|18748-4||${HOST}/1||||||D`] });
    expect(drafts(deletion)).toMatchObject([{ action: 'deletion', payloads: [] }]);
  });

  it('is left alone beside a text or a file', () => {
    const [text] = drafts(anOru({ observations: [rp(`${HOST}/1`), 'OBX|2|TX|A||Texte.||||||F'] }));
    expect(payloads(text)).toEqual([['text/plain', 'Texte.']]);
    const [ed] = drafts(
      anOru({
        observations: [rp('\\\\serveur\\x.pdf'), `OBX|2|ED|A||^AP^PDF^Base64^${base64('%PDF-')}||||||F`],
      }),
    );
    expect(payloads(ed)).toEqual([['application/pdf', '%PDF-']]);
  });

  it('stands beside figures, as a file does', () => {
    const figures = ['OBX|1|NM|A||4.2||||||F', 'OBX|2|ST|B||Positif||||||F', rp(`${HOST}/doc/1`, 3)];
    const [draft] = drafts(anOru({ observations: figures }), file('/doc/1', '%PDF-1.4'));
    expect(payloads(draft)).toEqual([['application/pdf', '%PDF-1.4']]);
  });
});

describe('several pointers', () => {
  const files: PointedFiles = new Map([...file('/1', '%PDF-1'), ...file('/2', CDA), ...file('/3', '%PDF-3')]);

  it('are as many files: repetitions, observations, reports', () => {
    const two = anOru({ observations: [rp(`${HOST}/1~${HOST}/2`)] });
    expect(asked(read(two))).toEqual([`${HOST}/1`, `${HOST}/2`]);
    expect(payloads(drafts(two, files)[0])).toEqual([
      ['application/pdf', '%PDF-1'],
      ['application/xml', CDA],
    ]);
    const reports = anOru({
      observations: [
        rp(`${HOST}/1`),
        'ORC|NW|P2|F2',
        'OBR|2||F2^LABO|11502-2',
        rp(`${HOST}/3`, 1, '11502-2'),
      ],
    });
    expect(asked(read(reports))).toEqual([`${HOST}/1`, `${HOST}/3`]);
    expect(drafts(reports, files).map(payloads)).toEqual([
      [['application/pdf', '%PDF-1']],
      [['application/pdf', '%PDF-3']],
    ]);
  });

  it('are those of the order where OBX-3 says so: a link to images beside the report is left alone', () => {
    const images = rp('https://pacs.example/viewer?study=1', 1, 'IMAGES^Lien^LOCAL');
    const [draft] = drafts(anOru({ observations: [images, rp(`${HOST}/1`, 2)] }), files);
    expect(payloads(draft)).toEqual([['application/pdf', '%PDF-1']]);
  });
});

describe('the kind of the file', () => {
  const kindOf = (typed: string, content: string | Buffer, contentType = '') => {
    const outcome = read(
      anOru({ observations: [rp(`${HOST}/1^DMS${typed}`)] }),
      file('/1', content, contentType),
    );
    if (!outcome.ok) return told(outcome);
    const [event] = outcome.value;
    return event?.kind === 'report' ? event.report.payloads[0]?.contentType : 'no report';
  };

  it.each([
    ['RP-4', '^TEXT^XML', '<a/>', 'text/plain', 'application/xml'],
    ['RP-3 alone', '^application/pdf', '%PDF-', '', 'application/pdf'],
    ['the Content-Type', '', '<a/>', 'application/hl7-cda+xml; charset=utf-8', 'application/xml'],
    ['the Content-Type where RP-4 says nothing known', '^IM^DICOM', '<a/>', 'TEXT/XML', 'application/xml'],
    ['the first bytes', '', CDA, '', 'application/xml'],
    ['the first bytes where the host does not know', '', CDA, 'application/octet-stream', 'application/xml'],
    ['PDF bytes before all', '^TEXT^XML', '%PDF-1.4', 'text/html', 'application/pdf'],
    ['RTF bytes before all', '^AP^PDF', '{\\rtf1}', '', 'text/rtf'],
    ['the bytes of a picture before all', '^AP^PDF', Buffer.from('89504e470d0a1a0a', 'hex'), '', 'image/png'],
    ['a page that RP-4 tells', '^TEXT^HTML', '<html></html>', 'text/html', 'text/html'],
    ['text', '^TEXT^PLAIN', 'Texte', '', 'text/plain'],
  ])('is told by %s', (_, typed, content, contentType, expected) => {
    expect(kindOf(typed, content, contentType)).toBe(expected);
  });

  it.each([
    ['a login page for a PDF', '^AP^PDF', '<html>login</html>', 'text/html', 'not of the kind that is told'],
    ['bytes that are no picture', '^IM^JPEG', 'x', 'image/jpeg', 'not of the kind that is told'],
    ['bytes that are no PDF', '^AP^PDF', 'PDF', 'application/pdf', 'not of the kind that is told'],
    ['a PDF by its host alone', '', 'PDF', 'application/pdf', 'not of the kind that is told'],
    ['a page nobody told', '', '<!DOCTYPE html><html></html>', '', 'only where RP-4 tells it'],
    ['a page told by its host alone', '', 'Bonjour', 'text/html', 'only where RP-4 tells it'],
    ['a page for a CDA', '^TEXT^XML', '<html>login</html>', '', 'only where RP-4 tells it'],
    [
      'a page for a text, by its host',
      '^TEXT^PLAIN',
      '<!-- SSO --><html>',
      'text/html',
      'only where RP-4 tells it',
    ],
    ['a page for a CDA, by its host', '^TEXT^XML', '<head></head>', 'text/html', 'only where RP-4 tells it'],
    ['a page for a text', '^TEXT^PLAIN', '\n<HTML>login</HTML>', 'text/plain', 'only where RP-4 tells it'],
  ])('is not %s', (_, typed, content, contentType, rule) => {
    expect(kindOf(typed, content, contentType)).toMatch(
      new RegExp(`^HL7_POINTER_REFUSED OBX-5.4 of OBX 1: .*${rule}$`),
    );
  });

  it('must be one we read', () => {
    expect(kindOf('^IM^DICOM', 'x', 'application/dicom')).toBe(
      'HL7_TABLE_VALUE OBX-5.4 of OBX 1: this kind of file is not read',
    );
  });

  it('is text in UTF-8 in the end, from the charset of its host, else of the message', () => {
    const latin = Buffer.from('Élise', 'latin1');
    const text = (content: Buffer, contentType: string, charset = 'UNICODE UTF-8') =>
      read(anOru({ charset, observations: [rp(`${HOST}/1^^TEXT`)] }), file('/1', content, contentType));
    for (const outcome of [
      text(latin, 'text/plain; charset="ISO-8859-1"'),
      text(latin, 'text/plain', '8859/1'),
      text(Buffer.from('\uFEFFÉlise'), 'text/plain; charset=utf-8'),
      text(Buffer.from('\uFEFFÉlise'), ''),
    ]) {
      const [event] = outcome.ok ? outcome.value : [];
      expect(event?.kind === 'report' && payloads(event.report)).toEqual([['text/plain', 'Élise']]);
    }
    for (const contentType of ['text/plain; charset=utf-8', 'text/plain; charset=fictif', 'text/plain']) {
      expect(told(text(latin, contentType))).toMatch(/^HL7_CHARSET_BYTES OBX-5 of OBX 1: /);
    }
  });
});
