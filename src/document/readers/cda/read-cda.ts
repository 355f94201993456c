import type { Element } from '@xmldom/xmldom';
import { ok, type Result } from '../../../kernel/index.js';
import type { KnownTitle } from '../../../text/index.js';
import { documentFailure } from '../../failures.js';
import type { ReadingLimits } from '../../limits.js';
import type { EmbeddedReading, TextReading } from '../reading.js';
import { foldBlanks } from '../lines.js';
import { decodeXml } from './decode-xml.js';
import { inflate } from './inflate.js';
import { narrativeLines } from './narrative.js';
import { attribute, child, children, parseClinicalDocument, textOf } from './parse-xml.js';
import { scanXml, withoutComments } from './scan-xml.js';

const LOINC = '2.16.840.1.113883.6.1';

/**
 * The body of a CDA R2 document; its header is never part of the text. Level 3 gives the narrative of its sections,
 * each after its title, parted by a blank line; level 1 gives the file it holds.
 */
export function readCda(content: Uint8Array, limits: ReadingLimits): Result<TextReading | EmbeddedReading> {
  const source = decodeXml(content);
  if (!source.ok) return source;
  const scanned = scanXml(source.value, limits);
  if (!scanned.ok) return scanned;
  const parsed = parseClinicalDocument(withoutComments(source.value, scanned.value));
  if (!parsed.ok) return parsed;
  const structured = child(parsed.value, 'component', 'structuredBody');
  if (structured) return ok(readSections(structured));
  const embedded = child(parsed.value, 'component', 'nonXMLBody', 'text');
  return embedded
    ? readEmbedded(embedded, limits)
    : documentFailure('DOCUMENT_EMPTY', 'CDA: the document has no body');
}

function readSections(body: Element): TextReading {
  const titles: KnownTitle[] = [];
  let text = '';
  const visit = (parent: Element): void => {
    for (const component of children(parent, 'component')) {
      for (const section of children(component, 'section')) readSection(section);
    }
  };
  const readSection = (section: Element): void => {
    const title = textOf(child(section, 'title'));
    const narrative = child(section, 'text');
    const lines = narrative ? narrativeLines(narrative).map(({ text: line }) => line) : [];
    if (title !== undefined) {
      const start = text === '' ? 0 : text.length + 1;
      titles.push({ start, end: start + title.length, ...loincOf(section) });
      lines.unshift(title);
    }
    if (lines.length > 0) text += `${text === '' ? '' : '\n'}${lines.join('\n')}\n`;
    visit(section);
  };
  visit(body);
  return { kind: 'text', text: text.trimEnd(), titles };
}

function loincOf(section: Element): { loinc?: string } {
  const code = child(section, 'code');
  const loinc = attribute(code, 'code');
  return loinc !== undefined && attribute(code, 'codeSystem') === LOINC ? { loinc } : {};
}

function readEmbedded(text: Element, limits: ReadingLimits): Result<EmbeddedReading> {
  if (child(text, 'reference')) {
    return documentFailure('DOCUMENT_TYPE_NOT_READ', 'CDA level 1: a body by reference is not fetched');
  }
  const mediaType = (attribute(text, 'mediaType') ?? 'text/plain').toLowerCase();
  const value = text.textContent ?? '';
  if (attribute(text, 'representation') !== 'B64') {
    return ok({ kind: 'embedded', mediaType, content: Buffer.from(value, 'utf8') });
  }
  const bytes = decodeBase64(value);
  if (!bytes) return documentFailure('DOCUMENT_MALFORMED', 'CDA level 1: the body is not base64');
  const compression = attribute(text, 'compression');
  const content = compression === undefined ? ok(bytes) : inflate(bytes, compression, limits);
  return content.ok ? ok({ kind: 'embedded', mediaType, content: content.value }) : content;
}

function decodeBase64(value: string): Buffer | undefined {
  const bare = foldBlanks(value).replaceAll(' ', '');
  const padding = bare.indexOf('=');
  if (/[^A-Za-z0-9+/=]/.test(bare) || (padding >= 0 && bare.length - padding > 2)) return undefined;
  return /=[^=]/.test(bare) ? undefined : Buffer.from(bare, 'base64');
}
