import fc from 'fast-check';
import { fuzzRuns } from '../../../../test/support/fuzz.js';
import { READING_LIMITS } from '../../limits.js';
import { readCda } from './read-cda.js';
import { readCdaHeader } from './read-cda-header.js';

const PIECES = [
  '<component>',
  '</component>',
  '<section>',
  '</section>',
  '<title>',
  '</title>',
  '<text>',
  '</text>',
  '<paragraph>',
  '</paragraph>',
  '<table>',
  '</table>',
  '<tr>',
  '</tr>',
  '<td colspan="3">',
  '<td>',
  '</td>',
  '<list>',
  '</list>',
  '<item>',
  '</item>',
  '<br/>',
  '<sup>',
  '</sup>',
  '<footnote>',
  '</footnote>',
  '<!--',
  '-->',
  '<![CDATA[',
  ']]>',
  '<!DOCTYPE a>',
  '<?x?>',
  '&amp;',
  '&x;',
  '&#0;',
  '&#xD800;',
  '<',
  '>',
  '"',
  'texte',
  ' ',
  'xmlns:a="b"',
  '<nonXMLBody><text compression="DF">AA</text></nonXMLBody>',
];
const inside = fc
  .array(fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...PIECES) }, fc.string({ maxLength: 4 })), {
    maxLength: 60,
  })
  .map((pieces) => pieces.join(''));
const cda = (body: string): string =>
  `<ClinicalDocument xmlns="urn:hl7-org:v3"><component><structuredBody>${body}</structuredBody></component></ClinicalDocument>`;
const section = (text: string): string => `<component><section><text>${text}</text></section></component>`;

/** A narrative as the schema has it: its words are `m1`, `m2`… in order, struck out ones apart. */
const narrative = fc
  .letrec<{ inline: string; block: string }>((tie) => {
    const around = (names: string[], part: fc.Arbitrary<string>) =>
      fc
        .tuple(fc.constantFrom(...names), fc.array(part, { minLength: 1, maxLength: 3 }))
        .map(([name, parts]) => `<${name}>${parts.join(' ')}</${name.split(' ')[0] as string}>`);
    const inline = tie('inline');
    const block = tie('block');
    const cell = around(['td', 'th', 'td colspan="2"', 'td rowspan="2"'], fc.oneof(inline, block));
    const rows = around(['tr'], cell);
    return {
      inline: fc.oneof(
        { maxDepth: 3 },
        fc.constant('WORD'),
        around(['content', 'sub', 'linkHtml', 'content ID="a"'], inline),
      ),
      block: fc.oneof(
        { maxDepth: 3 },
        around(['paragraph', 'caption'], inline),
        around(['list', 'list listType="ordered"'], around(['item'], fc.oneof(inline, block))),
        around(['table'], fc.oneof(rows, around(['thead', 'tbody', 'tfoot'], rows))),
      ),
    };
  })
  .block.map((xml) => {
    let word = 0;
    return xml.replaceAll('WORD', () => `m${(word += 1)}`);
  });

function check(content: Uint8Array): void {
  const read = readCda(content, READING_LIMITS);
  if (!read.ok)
    expect(read.failure.code).toMatch(
      /^DOCUMENT_(MALFORMED|CHARSET|TOO_LARGE|EMPTY|FORBIDDEN_XML|TYPE_NOT_READ)$/,
    );
  else if (read.value.kind === 'text')
    expect(read.value.text.length).toBeLessThanOrEqual(10 * content.length);
  expect(() => readCdaHeader(content)).not.toThrow();
}

describe('the CDA reader', () => {
  it('answers any file made of the pieces of a CDA', () => {
    fc.assert(
      fc.property(inside, (xml) => {
        check(Buffer.from(cda(xml)));
        check(Buffer.from(cda(section(xml))));
      }),
      { numRuns: fuzzRuns() },
    );
  });

  it('answers any bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), check), { numRuns: fuzzRuns() });
  });

  it('gives every word of a narrative once, in order', () => {
    fc.assert(
      fc.property(narrative, (xml) => {
        const read = readCda(Buffer.from(cda(section(xml))), READING_LIMITS);
        if (!read.ok || read.value.kind !== 'text') throw new Error('not read');
        expect(read.value.text.match(/m\d+/g)).toEqual(xml.match(/m\d+/g));
      }),
      { numRuns: fuzzRuns() },
    );
  });
});
