import { type IdentifierKind } from '../../patients/index.js';
import { lineOf, listOf, objectOf, oidOf } from './sent-document.js';

/** Identifier types (v2-0203 and its French extension) as French servers write them. */
const KIND_BY_TYPE: Readonly<Record<string, IdentifierKind>> = {
  PI: 'IPP',
  MR: 'IPP',
  'INS-NIR': 'INS',
  'INS-NIA': 'INS',
  'INS-NIR-TEST': 'INS',
  'INS-NIR-DEMO': 'INS',
  INS: 'INS',
  NH: 'NIR',
  SS: 'NIR',
  AN: 'NDA',
  VN: 'VN',
};

/** Authorities of the INS, whatever the type says. */
const INS_ROOT = 'urn:oid:1.2.250.1.213.1.4.';
const INS_ARCS: readonly string[] = ['8', '9', '10', '11'];
const FICTITIOUS_INS: readonly string[] = ['10', '11'].map((arc) => INS_ROOT + arc);
const INS: readonly string[] = INS_ARCS.map((arc) => INS_ROOT + arc);

export interface SentIdentifier {
  readonly kind: IdentifierKind;
  readonly value: string;
  readonly authority?: string;
  readonly authorityOid?: string;
}

/** `identifier` of a Patient or an Encounter; `untyped`: what one without a type is. Keys of ours say nothing. */
export function identifiersOf(resource: unknown, untyped: IdentifierKind): SentIdentifier[] {
  return listOf(objectOf(resource)['identifier']).flatMap((one) => identifierOf(one, untyped) ?? []);
}

export function identifierOf(given: unknown, untyped: IdentifierKind): SentIdentifier | undefined {
  const { value, system, type, use, assigner } = objectOf(given);
  const number = lineOf(value, 60);
  if (!number || use === 'old' || (typeof system === 'string' && /^urn:passerelle:[^:]*:key:/.test(system)))
    return undefined;
  const codes = listOf(objectOf(type)['coding']).flatMap(({ code }) => lineOf(code) ?? []);
  const typed = codes.map((code) => KIND_BY_TYPE[code]).find((kind) => kind !== undefined);
  const kind = INS.includes(String(system)) ? 'INS' : (typed ?? (codes.length === 0 ? untyped : 'AUTRE'));
  const oid = oidOf(system);
  const name = oid ? undefined : (lineOf(system, 120) ?? lineOf(objectOf(assigner)['display'], 120));
  return { kind, value: number, ...(name && { authority: name }), ...(oid && { authorityOid: oid }) };
}

export const hasFictitiousIns = (patient: unknown): boolean =>
  listOf(objectOf(patient)['identifier']).some(({ system }) => FICTITIOUS_INS.includes(String(system)));
