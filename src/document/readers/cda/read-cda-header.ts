import { type Element } from '@xmldom/xmldom';
import { ok, type Result, sensitive } from '../../../kernel/index.js';
import { type Stay } from '../../../patients/index.js';
import { documentFailure } from '../../failures.js';
import { READING_LIMITS } from '../../limits.js';
import { type CdaHeader } from './cda-header.js';
import { decodeXml } from './decode-xml.js';
import { codingOf, identifierOf, isoTime, stated } from './header-parts.js';
import { carerOf, identityOf } from './header-persons.js';
import { attribute, child, children, parseClinicalDocument, textOf } from './parse-xml.js';
import { scanXml, withoutComments } from './scan-xml.js';

/** Parsed where it is called, so kept small; the largest of the ANS examples is 60 KB. */
const MAX_HEADER = 1_000_000;
const HEADER_LIMITS = { ...READING_LIMITS, xmlElements: 20_000 };

/** Reads the header alone of a CDA R2 document: the body is neither parsed nor checked. */
export function readCdaHeader(content: Uint8Array): Result<CdaHeader> {
  if (content.length > READING_LIMITS.payloadBytes) {
    return documentFailure('DOCUMENT_TOO_LARGE', 'CDA: the payload is larger than a report can be');
  }
  const source = decodeXml(content);
  if (!source.ok) return source;
  const header = headerOf(source.value);
  if (!header.ok) return header;
  const parsed = parseClinicalDocument(header.value);
  return parsed.ok ? toHeader(parsed.value) : parsed;
}

/** The source up to the body (`component` follows every header element), its open elements closed. */
function headerOf(source: string): Result<string> {
  const start = source.slice(0, MAX_HEADER);
  const scanned = scanXml(start, HEADER_LIMITS, 'component');
  const stop = scanned.ok ? scanned.value.stop : undefined;
  if (scanned.ok && stop) {
    const closing = stop.open.map((name) => `</${name}>`).reverse();
    return ok(withoutComments(start.slice(0, stop.offset), scanned.value) + closing.join(''));
  }
  const cut = source.length > MAX_HEADER && (scanned.ok || scanned.failure.code === 'DOCUMENT_MALFORMED');
  if (cut) return documentFailure('DOCUMENT_TOO_LARGE', 'CDA: the header is larger than 1 MB');
  return scanned.ok ? ok(withoutComments(source, scanned.value)) : scanned;
}

function toHeader(root: Element): Result<CdaHeader> {
  const id = identifierOf(child(root, 'id'));
  if (!id) return documentFailure('DOCUMENT_MALFORMED', 'CDA: ClinicalDocument/id is missing');
  const authenticator = carerOf(child(root, 'legalAuthenticator', 'assignedEntity'));
  return ok(
    stated<CdaHeader>({
      id,
      setId: identifierOf(child(root, 'setId')),
      versionNumber: integer(attribute(child(root, 'versionNumber'), 'value')),
      code: codingOf(child(root, 'code')),
      title: textOf(child(root, 'title')),
      effectiveTime: timeOf(root),
      confidentialityCode: attribute(child(root, 'confidentialityCode'), 'code'),
      languageCode: attribute(child(root, 'languageCode'), 'code'),
      relatedDocuments: children(root, 'relatedDocument').map(relatedDocument),
      identity: sensitive(identityOf(child(root, 'recordTarget', 'patientRole'))),
      authors: sensitive(
        children(root, 'author').flatMap((author) => carerOf(child(author, 'assignedAuthor')) ?? []),
      ),
      legalAuthenticator: authenticator && sensitive(authenticator),
      custodian: custodianOf(
        child(root, 'custodian', 'assignedCustodian', 'representedCustodianOrganization'),
      ),
      stay: sensitive(stayOf(child(root, 'componentOf', 'encompassingEncounter'))),
    }),
  );
}

function timeOf(parent: Element | undefined, ...path: readonly string[]): string | undefined {
  return isoTime(attribute(child(parent, 'effectiveTime', ...path), 'value'));
}

function integer(value: string | undefined): number | undefined {
  return value !== undefined && /^\d{1,9}$/.test(value) ? Number(value) : undefined;
}

function relatedDocument(element: Element): CdaHeader['relatedDocuments'][number] {
  return stated({
    type: attribute(element, 'typeCode') ?? '',
    id: identifierOf(child(element, 'parentDocument', 'id')),
    setId: identifierOf(child(element, 'parentDocument', 'setId')),
  });
}

function custodianOf(organization: Element | undefined): CdaHeader['custodian'] {
  if (!organization) return undefined;
  return stated<NonNullable<CdaHeader['custodian']>>({
    name: textOf(child(organization, 'name')),
    id: identifierOf(child(organization, 'id')),
  });
}

function stayOf(encounter: Element | undefined): Stay {
  const visits = children(encounter, 'id').flatMap((element) => identifierOf(element) ?? []);
  return stated<Stay>({
    identifiers: visits.flatMap(({ root, extension }) =>
      extension === undefined ? [] : [{ kind: 'VN' as const, value: extension, authority: { oid: root } }],
    ),
    patientClass: attribute(child(encounter, 'code'), 'code'),
    admission: timeOf(encounter, 'low') ?? timeOf(encounter),
    discharge: timeOf(encounter, 'high'),
    dischargeMode: attribute(child(encounter, 'dischargeDispositionCode'), 'code'),
  });
}
