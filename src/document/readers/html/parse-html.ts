import { Parser } from 'htmlparser2';
import { ok, type Result } from '../../../kernel/index.js';
import { documentFailure } from '../../failures.js';
import type { ReadingLimits } from '../../limits.js';
import { isDropped } from './hidden.js';
import type { HtmlElement } from './html-element.js';

type HtmlLimits = Pick<ReadingLimits, 'htmlDepth' | 'xmlElements'>;

/** Small enough for a limit to be seen soon: the parser looks an end tag up among all that is open. */
const CHUNK = 4096;

/** The elements of an HTML text, those that nobody sees left out. No recursion; depth and elements are limited. */
export function parseHtml(page: string, limits: HtmlLimits): Result<HtmlElement> {
  const source = page.replaceAll('\r\n', '\n');
  const root: HtmlElement = { name: 'html', attributes: {}, children: [] };
  const open: HtmlElement[] = [root];
  let elements = 0;
  const parser = new Parser({
    onopentag(name, attributes) {
      elements += 1;
      const element: HtmlElement = { name, attributes, children: [] };
      if (!isDropped(element)) open.at(-1)?.children.push(element);
      open.push(element);
    },
    onclosetag() {
      open.pop();
    },
    ontext(text) {
      open.at(-1)?.children.push(text);
    },
  });
  for (let at = 0; at < source.length; at += CHUNK) {
    parser.write(source.slice(at, at + CHUNK));
    if (open.length > limits.htmlDepth || elements > limits.xmlElements) {
      return documentFailure('DOCUMENT_TOO_LARGE', 'HTML: too deep or too many elements');
    }
  }
  parser.end();
  return ok(root);
}
