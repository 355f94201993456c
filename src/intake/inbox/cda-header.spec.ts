import { assert, constantFrom, array, property, string, uint8Array } from 'fast-check';
import { fuzzRuns } from '../../../test/support/fuzz.js';
import { growsLinearly } from '../../../test/support/growth.js';
import { readCdaHeader } from './cda-header.js';

const IDS = '<id root="2.999.1" extension="A&amp;1"/><setId root="2.999.2"/><versionNumber value=" 2 "/>';
const related = (typeCode: string, id: string) =>
  `<relatedDocument typeCode="${typeCode}"><parentDocument>${id}<code/></parentDocument></relatedDocument>`;
const cda = (header: string, body = '<component><nonXMLBody/></component>') =>
  `<?xml version="1.0"?><!-- <id root="9"/> --><ClinicalDocument xmlns="urn:hl7-org:v3">${header}${body}</ClinicalDocument>`;
const read = (source: string) => readCdaHeader(Buffer.from(source));
const NOTHING = { related: [] };

describe('the header of a CDA', () => {
  it('tells its id, its set, its version and the documents it is related to', () => {
    const header =
      IDS +
      related('RPLC', '<id root="2.999.3"/><id root="2.999.4" extension="x"/>') +
      related('XFRM', "<id extension='y'\n root = '2.999.5' ></id>");
    expect(read(cda(header))).toEqual({
      id: { root: '2.999.1', extension: 'A&1' },
      setId: { root: '2.999.2' },
      versionNumber: 2,
      related: [
        { typeCode: 'RPLC', id: { root: '2.999.3' } },
        { typeCode: 'RPLC', id: { root: '2.999.4', extension: 'x' } },
        { typeCode: 'XFRM', id: { root: '2.999.5', extension: 'y' } },
      ],
    });
  });

  it('is found under a prefix, inside another element, and after a style sheet', () => {
    const prefixed = '<n1:ClinicalDocument><n1:id root="2.999.1"/><n1:component/></n1:ClinicalDocument>';
    expect(read(prefixed)).toEqual({ id: { root: '2.999.1' }, related: [] });
    expect(read(`<x><style id="a">b</style>${prefixed}</x>`)).toEqual({
      id: { root: '2.999.1' },
      related: [],
    });
  });

  it.each([
    ['the ids of the patient and of authors', '<recordTarget><id root="2.999.9"/></recordTarget>'],
    ['an id in a comment', '<!-- <id root="2.999.9"/> -->'],
    ['an id in CDATA', '<title><![CDATA[<id root="2.999.9"/>]]></title>'],
    ['an id without root', '<id extension="1"/><id nullFlavor="NI"/>'],
    ['a root of another attribute', '<id aroot="1" xroot="2"/>'],
    ['an entity that is not of XML', '<id root="&a;"/>'],
    ['a version that is no number', '<versionNumber value="1a"/><versionNumber value="1234567890123456"/>'],
    ['a related document without id', related('RPLC', '')],
    ['an id longer than any', `<id root="${'1'.repeat(201)}"/>`],
    ['a control character', '<id root="a&#1;b"/><setId root="a\u0001b"/>'],
  ])('does not take %s', (_name, header) => {
    expect(read(cda(header))).toEqual(NOTHING);
  });

  it('takes a version that is a time, to the second or finer', () => {
    for (const value of [20260302101500, 999999999999999]) {
      expect(read(cda(`<versionNumber value="${value}"/>`))).toMatchObject({ versionNumber: value });
    }
  });

  it('does not look at the body', () => {
    expect(read(cda('', `<component><id root="2.999.9"/></component>${IDS}`))).toEqual(NOTHING);
    expect(read(cda(IDS, '<component><structuredBody><broken'))).toMatchObject({ versionNumber: 2 });
  });

  it.each([
    ['a DTD', '<!DOCTYPE ClinicalDocument [<!ENTITY a "2.999.1">]><ClinicalDocument><id root="2.999.1"/>'],
    ['tags that do not match', '<ClinicalDocument><id root="2.999.1"></x></ClinicalDocument>'],
    ['no end of the header', '<ClinicalDocument><id root="2.999.1"/>'],
    ['no end of a tag', '<ClinicalDocument><id root="2.999.1"/><setId root="'],
    ['no end of a comment', '<ClinicalDocument><id root="2.999.1"/><!-- '],
    ['elements without end', `<ClinicalDocument><id root="2.999.1"/>${'<a>'.repeat(300)}`],
    ['no CDA', '<html><id root="2.999.1"/></html>'],
    ['no XML', '%PDF-1.7'],
    ['nothing', ''],
  ])('says nothing where there is %s', (_name, source) => {
    expect(read(source)).toBeUndefined();
  });

  it('is looked for in the first mebibyte: what stood before that is taken', () => {
    const long = cda(`${IDS}<x>${'é'.repeat(600_000)}</x>${related('RPLC', '<id root="2.999.3"/>')}`);
    expect(read(long)).toMatchObject({ versionNumber: 2, related: [] });
  });

  it('never throws', () => {
    const pieces = [
      '<',
      '>',
      '/',
      '"',
      "'",
      '<!--',
      '-->',
      '<![CDATA[',
      '<?',
      '<id root="1"/>',
      '<ClinicalDocument>',
      '=',
    ];
    assert(
      property(array(constantFrom(...pieces), { maxLength: 60 }), string(), (some, more) => {
        read(some.join('') + more);
        read(cda(some.join('')));
      }),
      { numRuns: fuzzRuns() },
    );
    assert(
      property(uint8Array({ maxLength: 200 }), (bytes) => void readCdaHeader(Buffer.from(bytes))),
      { numRuns: fuzzRuns() },
    );
  });

  it.each([
    ['one tag', (size: number) => `<ClinicalDocument><id ${'a= '.repeat(size)}`],
    [
      'attributes without value',
      (size: number) => `<ClinicalDocument>${`<id ${'a'.repeat(900)}/>`.repeat(size / 300)}`,
    ],
    ['ids that are none', (size: number) => `<ClinicalDocument>${'<id root=""/>'.repeat(size / 4)}`],
    ['comments', (size: number) => `<ClinicalDocument>${'<!---->'.repeat(size / 2)}`],
    ['opening tags', (size: number) => '<a></a>'.repeat(size / 2)],
    [
      'related documents',
      (size: number) => `<ClinicalDocument>${related('XFRM', '<id root="1"/>').repeat(size / 30)}`,
    ],
    ['blanks in a tag', (size: number) => `<ClinicalDocument><id${' '.repeat(size * 3)}/>`],
  ])('is read in a time that grows with its length: %s', async (_name, source) => {
    const known = new Map<number, Buffer>();
    const work = (size: number) => {
      const bytes = known.get(size) ?? Buffer.from(source(size));
      known.set(size, bytes);
      return readCdaHeader(bytes);
    };
    expect(await growsLinearly(work, { upTo: 300_000 })).toBe(true);
  });
});
