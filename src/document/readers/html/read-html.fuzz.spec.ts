import fc from 'fast-check';
import { fuzzRuns } from '../../../../test/support/fuzz.js';
import { READING_LIMITS } from '../../limits.js';
import { readHtml } from './read-html.js';

const PIECES = [
  '<p>',
  '</p>',
  '<div hidden>',
  '</div>',
  '<table>',
  '</table>',
  '<tr>',
  '<td>',
  '<td colspan=9>',
  '<td rowspan=9>',
  '<ul>',
  '<ol start=5>',
  '<li>',
  '</ul>',
  '<br>',
  '<pre>',
  '</pre>',
  '<sup>',
  '</sup>',
  '<h1>',
  '</h2>',
  '<b>',
  '</i>',
  '<script>',
  '</script>',
  '<!--',
  '-->',
  '<![CDATA[',
  ']]>',
  '<!',
  '<?',
  '&amp;',
  '&#0;',
  '&#xD800;',
  '&',
  '<',
  '>',
  '"',
  "'",
  '=',
  '/',
  '<style',
  '<meta charset=utf-16>',
  '<textarea>',
  '<title>',
  '<svg>',
  '<template>',
  '<input value=x>',
  'texte',
  ' ',
  '\n',
  '\0',
];
const html = fc
  .array(fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...PIECES) }, fc.string({ maxLength: 4 })), {
    maxLength: 80,
  })
  .map((pieces) => pieces.join(''));
/** A cell over many columns is the bars of them all. */
const PROPORTION = 40;

function check(content: Uint8Array): void {
  const read = readHtml(content, READING_LIMITS);
  if (!read.ok) return expect(read.failure.code).toMatch(/^DOCUMENT_(CHARSET|TOO_LARGE)$/);
  const { text, titles = [] } = read.value;
  expect(text.length).toBeLessThanOrEqual(PROPORTION * content.length);
  for (const { start, end } of titles) expect(text.slice(start, end)).toMatch(/^[^\n]+$/);
  expect(readHtml(content, READING_LIMITS)).toEqual(read);
}

describe('the HTML reader', () => {
  it('answers any file made of the pieces of HTML', () => {
    fc.assert(
      fc.property(html, (page) => check(Buffer.from(page))),
      { numRuns: fuzzRuns() },
    );
  });

  it('answers any bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), check), { numRuns: fuzzRuns() });
  });

  it('gives every word of a page once, in order', () => {
    const word = fc.stringMatching(/^[a-zé0-9]{1,8}$/);
    const tree = fc.letrec<{ node: string }>((tie) => ({
      node: fc.oneof(
        { maxDepth: 4 },
        word,
        fc
          .tuple(
            fc.constantFrom(
              'p',
              'div',
              'li',
              'b',
              'ul',
              'ol',
              'table',
              'tr',
              'td',
              'th',
              'h2',
              'span',
              'pre',
              'caption',
            ),
            fc.array(tie('node'), { maxLength: 4 }),
          )
          .map(([name, inside]) => `<${name}>${inside.join(' ')}</${name}> `),
      ),
    })).node;
    fc.assert(
      fc.property(tree, (page) => {
        const read = readHtml(Buffer.from(page), READING_LIMITS);
        const words = (text: string) =>
          text.replace(/<[^>]*>|^ *\d+\. |[-|;]/gm, ' ').match(/[a-zé0-9]+/g) ?? [];
        const numberless = (text: string) => words(text).filter((each) => !/^\d{1,2}$/.test(each));
        if (!read.ok) throw new Error(read.failure.code);
        expect(numberless(read.value.text)).toEqual(numberless(page));
      }),
      { numRuns: fuzzRuns() },
    );
  });
});
