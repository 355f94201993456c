/** An HL7 v3 instance identifier. */
export interface CdaId {
  readonly root: string;
  readonly extension?: string;
}

/** What the header of a CDA says of its document among others. */
export interface CdaHeader {
  readonly id?: CdaId;
  readonly setId?: CdaId;
  readonly versionNumber?: number;
  readonly related: readonly { readonly typeCode: string; readonly id: CdaId }[];
}

/** How far the header is looked for; some begin with a style sheet. */
const SEARCHED_BYTES = 1_048_576;
const DEEPEST = 200;
const MOST_RELATED = 20;
const LONGEST_ID = 200;
const ENTITIES: Readonly<Record<string, string>> = {
  ...{ '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&apos;': "'" },
};
const APART = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
] as const;
const ATTRIBUTE = /([^\s=/<>"']{1,100})\s{0,20}=\s{0,20}(?:"([^"]{0,400})"|'([^']{0,400})')/g;
const LONGEST_TAG = 4_000;

/**
 * Reads the id, the set and the related documents in the header of a CDA, and nothing of its body. Tags alone are
 * looked at, in one pass over a bounded stretch: no entity is expanded, a DTD is not read. What is not well formed gives
 * nothing here; whoever reads the document says why.
 */
export function readCdaHeader(content: Buffer): CdaHeader | undefined {
  const source = content.subarray(0, SEARCHED_BYTES).toString('latin1');
  const isWhole = content.length <= SEARCHED_BYTES;
  const open: string[] = [];
  const header = createHeader();
  let start: number | undefined;
  for (let at = source.indexOf('<'); at >= 0;) {
    const apart = APART.find(([opening]) => source.startsWith(opening, at));
    if (apart) {
      const closed = source.indexOf(apart[1], at + apart[0].length);
      if (closed < 0) return isWhole ? undefined : header.read();
      at = source.indexOf('<', closed + apart[1].length);
      continue;
    }
    if (source.startsWith('<!', at)) return undefined;
    const end = endOfTag(source, at);
    if (end < 0) return isWhole ? undefined : header.read();
    const isClosing = source[at + 1] === '/';
    const name = localName(source, at + (isClosing ? 2 : 1), end);
    if (isClosing) {
      if (open.pop() !== name) return undefined;
      if (start !== undefined && open.length < start) return header.read();
    } else {
      if (start !== undefined && open.length === start && name === 'component') return header.read();
      const isEmpty = source[end - 1] === '/';
      const depth = start === undefined ? -1 : open.length - start;
      if (depth >= 0 && depth <= 2) header.see(open.slice(start), name, () => attributesOf(source, at, end));
      if (start === undefined && name === 'ClinicalDocument' && !isEmpty) start = open.length + 1;
      if (!isEmpty) open.push(name);
      if (open.length > DEEPEST) return undefined;
    }
    at = source.indexOf('<', end);
  }
  return isWhole ? undefined : header.read();
}

type Attributes = ReadonlyMap<string, string>;

/** Collects what stands at the places of the header that count. */
function createHeader() {
  let [id, setId]: (CdaId | undefined)[] = [];
  let versionNumber: number | undefined;
  let typeCode = '';
  const related: { typeCode: string; id: CdaId }[] = [];
  return {
    /** `path`: the elements open under ClinicalDocument. */
    see(path: readonly string[], name: string, attributes: () => Attributes): void {
      const place = [...path, name].join('/');
      if (place === 'id') id ??= idOf(attributes());
      else if (place === 'setId') setId ??= idOf(attributes());
      else if (place === 'versionNumber') versionNumber ??= numberOf(attributes().get('value'));
      else if (place === 'relatedDocument') typeCode = attributes().get('typeCode') ?? '';
      else if (place === 'relatedDocument/parentDocument/id' && related.length < MOST_RELATED) {
        const other = idOf(attributes());
        if (other) related.push({ typeCode, id: other });
      }
    },
    read: (): CdaHeader => ({
      ...(id && { id }),
      ...(setId && { setId }),
      ...(versionNumber !== undefined && { versionNumber }),
      related,
    }),
  };
}

function idOf(attributes: Attributes): CdaId | undefined {
  const root = attributes.get('root')?.trim() ?? '';
  const extension = attributes.get('extension')?.trim() ?? '';
  if (!isName(root) || (extension !== '' && !isName(extension))) return undefined;
  return { root, ...(extension !== '' && { extension }) };
}

const isName = (text: string): boolean => text !== '' && text.length <= LONGEST_ID && !/\p{Cc}/u.test(text);

/** Some count versions by the second: `20260302101500`. Fifteen digits are exact. */
const numberOf = (text = ''): number | undefined =>
  /^\s{0,20}\d{1,15}\s{0,20}$/.test(text) ? Number(text) : undefined;

function attributesOf(source: string, at: number, end: number): Attributes {
  const tag = source.slice(at, Math.min(end, at + LONGEST_TAG));
  const found = new Map<string, string>();
  for (const [, name = '', double, single] of tag.matchAll(ATTRIBUTE)) {
    const value = plain(double ?? single ?? '');
    if (value !== undefined && !found.has(name)) found.set(name, value);
  }
  return found;
}

/** The five entities of XML; a value with another one is not read. */
function plain(value: string): string | undefined {
  const text = value.replace(/&(?:amp|lt|gt|quot|apos);/g, (entity) => ENTITIES[entity] ?? '');
  return value.replace(/&(?:amp|lt|gt|quot|apos);/g, '').includes('&') ? undefined : text;
}

function localName(source: string, from: number, end: number): string {
  let to = from;
  let start = from;
  for (; to < end; to += 1) {
    const letter = source[to] as string;
    if (letter === ':') start = to + 1;
    if (letter === '/' || letter.trim() === '') break;
  }
  return source.slice(start, to);
}

/** The `>` that ends the tag, quotes respected; -1 where there is none. */
function endOfTag(source: string, at: number): number {
  let quote = '';
  for (let index = at + 1; index < source.length; index += 1) {
    const letter = source[index] as string;
    if (quote !== '') {
      if (letter === quote) quote = '';
    } else if (letter === '>') return index;
    else if (letter === '<') return -1;
    else if (letter === '"' || letter === "'") quote = letter;
  }
  return -1;
}
