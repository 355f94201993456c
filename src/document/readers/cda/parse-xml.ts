import { DOMParser, type Document, type Element, type Node, onErrorStopParsing } from '@xmldom/xmldom';
import { ok, type Result } from '../../../kernel/index.js';
import { documentFailure } from '../../failures.js';
import { foldBlanks } from '../lines.js';

export const CDA_NAMESPACE = 'urn:hl7-org:v3';
const ELEMENT_NODE = 1;

/** Parses an XML text already looked at by `scanXml`, and gives its `ClinicalDocument`, wherever it is. */
export function parseClinicalDocument(source: string): Result<Element> {
  let document: Document;
  try {
    document = new DOMParser({ onError: onErrorStopParsing, locator: false }).parseFromString(
      source,
      'application/xml',
    );
  } catch {
    return documentFailure('DOCUMENT_MALFORMED', 'XML: not well formed');
  }
  // A self-presenting CDA stands inside a style sheet: the root is not always the document.
  const [root] = document.getElementsByTagNameNS(CDA_NAMESPACE, 'ClinicalDocument');
  return root
    ? ok(root)
    : documentFailure('DOCUMENT_TYPE_NOT_READ', 'XML: no ClinicalDocument of urn:hl7-org:v3 in it');
}

export function isElement(node: Node): node is Element {
  return node.nodeType === ELEMENT_NODE;
}

/** Child elements of the CDA namespace, by local name. */
export function children(parent: Element | undefined, name: string): Element[] {
  return [...(parent?.childNodes ?? [])]
    .filter(isElement)
    .filter((child) => child.localName === name && child.namespaceURI === CDA_NAMESPACE);
}

/** The element at the end of a path of first children. */
export function child(parent: Element | undefined, ...path: readonly string[]): Element | undefined {
  let element = parent;
  for (const name of path) element = children(element, name)[0];
  return element;
}

export function attribute(element: Element | undefined, name: string): string | undefined {
  return element?.getAttribute(name)?.trim() || undefined;
}

export function textOf(element: Element | undefined): string | undefined {
  return foldBlanks(element?.textContent ?? '').trim() || undefined;
}
