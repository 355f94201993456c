import { type Payload, type PayloadType, type Report } from '../../intake/index.js';
import { type Clock, sensitive } from '../../kernel/index.js';
import { type Identifier, type Identity, NO_IDENTITY, type Stay } from '../../patients/index.js';
import { type KeyedHash } from '../../security/index.js';
import { type BatchDocument, type BatchIdentity, type BatchStayLine } from './contract.js';

const LOINC = 'http://loinc.org';
const SOURCE = 'batch';
const PAYLOAD_TYPES: readonly string[] = [
  'text/plain',
  'application/pdf',
  'application/xml',
  'text/rtf',
  'text/html',
];

/** LOINC of the short names French hospitals use, where the input gives no LOINC (JDV_J07). */
const LOINC_BY_TYPE: Readonly<Record<string, string>> = {
  CRH: '34112-3',
  CRC: '11488-4',
  CRO: '34874-8',
  RCP: '34794-8',
  ANAPATH: '60568-3',
  IMAGERIE: '18748-4',
  BIOLOGIE: '11502-2',
  URGENCES: '15507-7',
  LETTRE: '11490-0',
};

/** The stay's documents as Reports, as intake would have made them from messages. */
export function toReports(line: BatchStayLine, hash: KeyedHash, clock: Clock): Report[] {
  const identity = sensitive(toIdentity(line.identity, line.age));
  const stay = sensitive(toStay(line));
  return line.documents.map((document, at) => {
    const loinc = filled(document.loinc) ?? LOINC_BY_TYPE[document.type?.toUpperCase() ?? ''];
    const lineage = hash('lineage', SOURCE, line.id, String(at), document.docId);
    return {
      id: lineage,
      source: SOURCE,
      lineage,
      version: 1,
      receivedAt: clock.now(),
      action: 'original',
      documentId: document.docId,
      assigner: SOURCE,
      type: {
        code: loinc ?? filled(document.type) ?? 'inconnu',
        ...(loinc && { system: LOINC }),
        ...(document.type && { display: document.type }),
      },
      ...(filled(document.date) && { date: document.date }),
      status: 'final',
      payloads: toPayloads(document),
      identity,
      stay,
      carers: sensitive([]),
      confidentiality: [],
      fictitious: false,
    };
  });
}

/** An empty string says as little as an absent field. */
const filled = (value: string | undefined): string | undefined => value?.trim() || undefined;

function toPayloads({ text, payload, contentType }: BatchDocument): Payload[] {
  if (text !== undefined)
    return [{ contentType: 'text/plain', content: sensitive(Buffer.from(text, 'utf8')) }];
  if (payload === undefined || contentType === undefined || !PAYLOAD_TYPES.includes(contentType)) return [];
  return [{ contentType: contentType as PayloadType, content: sensitive(Buffer.from(payload, 'base64')) }];
}

function toIdentity(given: BatchIdentity = {}, age?: number): Identity {
  const identifiers: Identifier[] = [];
  const ipp = filled(given.ipp);
  const nir = filled(given.nir);
  const key = filled(given.nirKey);
  if (ipp) identifiers.push({ kind: 'IPP', value: ipp });
  if (nir) identifiers.push({ kind: 'NIR', value: nir, ...(key && { key }) });
  const { line, postalCode, city } = given.address ?? {};
  const address = {
    ...(filled(line) && { line }),
    ...(filled(postalCode) && { postalCode }),
    ...(filled(city) && { city }),
  };
  return {
    ...NO_IDENTITY,
    ...(filled(given.lastName) && { lastName: given.lastName }),
    ...(filled(given.birthName) && { birthName: given.birthName }),
    firstNames: (given.firstNames ?? []).filter((name) => filled(name)),
    sex: given.sex || 'U',
    ...(filled(given.birthDate) && { birthDate: given.birthDate }),
    ...(age !== undefined && { age }),
    addresses: Object.keys(address).length > 0 ? [address] : [],
    phones: [filled(given.phone)].flatMap((phone) => phone ?? []),
    emails: [filled(given.email)].flatMap((email) => email ?? []),
    identifiers,
  };
}

function toStay(line: BatchStayLine): Stay {
  const { admission, discharge, admissionMode, dischargeMode } = line.stay ?? {};
  const nda = filled(line.identity?.nda);
  return {
    identifiers: nda ? [{ kind: 'NDA', value: nda }] : [],
    ...(filled(admission) && { admission }),
    ...(filled(discharge) && { discharge }),
    ...(filled(admissionMode) && { admissionMode }),
    ...(filled(dischargeMode) && { dischargeMode }),
    ...(filled(line.specialty) && { specialty: line.specialty }),
  };
}
