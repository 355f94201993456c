import { ok, type Result } from '../../../kernel/index.js';
import { documentFailure } from '../../failures.js';
import { type ReadingLimits } from '../../limits.js';

type XmlLimits = Pick<ReadingLimits, 'xmlDepth' | 'xmlElements'>;

export interface XmlScan {
  /** Where the first element named by `stopAt` starts, and the elements open there, outermost first. */
  readonly stop?: { readonly offset: number; readonly open: readonly string[] };
  /** Where comments stand, up to the stop. */
  readonly comments: readonly Span[];
}

interface Span {
  readonly start: number;
  readonly end: number;
}

const COMMENT = ['<!--', '-->'] as const;
/** Opening of a construct that is not an element, and what closes it. */
const APART = [COMMENT, ['<![CDATA[', ']]>'], ['<?', '?>']] as const;
const NAME = /[^\s/>"'=]{1,200}/y;

/**
 * Looks at the tags of an XML text before any parser does: no DTD, no declaration, bounded depth and number of
 * elements. One pass, no recursion. With `stopAt` (a local name) it ends at the first such element.
 */
export function scanXml(source: string, limits: XmlLimits, stopAt?: string): Result<XmlScan> {
  const open: string[] = [];
  const comments: Span[] = [];
  let elements = 0;
  let at = source.indexOf('<');
  while (at >= 0) {
    const apart = APART.find(([opening]) => source.startsWith(opening, at));
    if (apart) {
      const closed = source.indexOf(apart[1], at + apart[0].length);
      if (closed < 0) return malformed();
      const end = closed + apart[1].length;
      if (apart === COMMENT) comments.push({ start: at, end });
      if (comments.length > limits.xmlElements) return tooLarge();
      at = source.indexOf('<', end);
      continue;
    }
    if (source.startsWith('<!', at)) {
      return documentFailure('DOCUMENT_FORBIDDEN_XML', 'XML: DOCTYPE and ENTITY declarations are refused');
    }
    const closing = source[at + 1] === '/';
    NAME.lastIndex = at + (closing ? 2 : 1);
    const name = NAME.exec(source)?.[0];
    const end = endOfTag(source, at);
    if (name === undefined || end < 0) return malformed();
    if (closing) {
      if (open.pop() !== name) return malformed();
    } else {
      if (stopAt !== undefined && localName(name) === stopAt)
        return ok({ stop: { offset: at, open }, comments });
      elements += 1;
      if (source[end - 1] !== '/') open.push(name);
      if (open.length > limits.xmlDepth || elements > limits.xmlElements) return tooLarge();
    }
    at = source.indexOf('<', end);
  }
  return open.length === 0 && elements > 0 ? ok({ comments }) : malformed();
}

/**
 * A text without its comments, which say nothing here: the parser's expression for them takes a step of the stack for
 * each letter once V8 stops optimising it, and a comment may hold the CDA's former body.
 */
export function withoutComments(source: string, { comments }: XmlScan): string {
  let from = 0;
  const kept: string[] = [];
  for (const { start, end } of comments) {
    if (start >= source.length) break;
    kept.push(source.slice(from, start));
    from = end;
  }
  return from === 0 ? source : kept.join('') + source.slice(from);
}

function tooLarge(): Result<never> {
  return documentFailure('DOCUMENT_TOO_LARGE', 'XML: too deep or too many elements');
}

function malformed(): Result<never> {
  return documentFailure('DOCUMENT_MALFORMED', 'XML: not well formed');
}

export function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/** Offset of the `>` that closes the tag opened at `at`, quotes respected; -1 where there is none. */
function endOfTag(source: string, at: number): number {
  let quote = '';
  for (let index = at + 1; index < source.length; index += 1) {
    const character = source[index] as string;
    if (quote !== '') {
      if (character === quote) quote = '';
    } else if (character === '>') {
      return index;
    } else if (character === '<') {
      return -1;
    } else if (character === '"' || character === "'") {
      quote = character;
    }
  }
  return -1;
}
