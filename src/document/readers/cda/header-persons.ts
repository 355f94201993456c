import { type Element } from '@xmldom/xmldom';
import {
  type Address,
  type Carer,
  type Identifier,
  type Identity,
  type Sex,
} from '../../../patients/index.js';
import { isoTime, stated } from './header-parts.js';
import { attribute, child, children, textOf } from './parse-xml.js';

/** INS of the ANS: NIR, NIA, and the test and demonstration ranges. */
const INS = /^1\.2\.250\.1\.213\.1\.4\.(?:8|9|10|11)$/;
const NATIONAL_PROFESSIONAL = '1.2.250.1.71.4.2.1';
const SEXES: Readonly<Record<string, Sex>> = { F: 'F', M: 'M' };

export function identityOf(role: Element | undefined): Identity {
  const patient = child(role, 'patient');
  const names = children(patient, 'name');
  const families = names.flatMap((name) => children(name, 'family'));
  const birthName = textOf(withQualifier(families, 'BR'));
  const usedName = textOf(
    withQualifier(families, 'CL') ?? withQualifier(families, 'SP') ?? withQualifier(families, undefined),
  );
  const birthPlace = child(patient, 'birthplace', 'place');
  return stated<Identity>({
    lastName: usedName ?? birthName,
    birthName,
    firstNames: firstNamesOf(names),
    sex: SEXES[attribute(child(patient, 'administrativeGenderCode'), 'code') ?? ''] ?? 'U',
    birthDate: isoTime(attribute(child(patient, 'birthTime'), 'value'))?.slice(0, 10),
    birthPlace: textOf(child(birthPlace, 'addr', 'city')) ?? textOf(child(birthPlace, 'name')),
    addresses: children(role, 'addr').flatMap((address) => addressOf(address) ?? []),
    phones: telecomsOf(role, 'tel:'),
    emails: telecomsOf(role, 'mailto:'),
    identifiers: children(role, 'id').flatMap((id) => patientIdentifierOf(id) ?? []),
    status: [],
  });
}

/** A professional under `assignedAuthor` or `assignedEntity`; nothing for a device or where nobody is named. */
export function carerOf(assigned: Element | undefined): Carer | undefined {
  const name = child(assigned, 'assignedPerson', 'name');
  const lastName = textOf(child(name, 'family')) ?? (child(name, 'given') ? undefined : textOf(name));
  if (lastName === undefined) return undefined;
  const national = children(assigned, 'id').find((id) => attribute(id, 'root') === NATIONAL_PROFESSIONAL);
  return stated<Carer>({
    lastName,
    firstName: textOf(child(name, 'given')),
    rpps: rppsOf(attribute(national, 'extension')),
    phone: telecomsOf(assigned, 'tel:')[0],
    email: telecomsOf(assigned, 'mailto:')[0],
  });
}

function withQualifier(names: readonly Element[], qualifier: string | undefined): Element | undefined {
  return names.find((name) => attribute(name, 'qualifier') === qualifier);
}

/** Every first name said, once: the birth list (`ANNE LOUISE`), the first of birth, the one in use. */
function firstNamesOf(names: readonly Element[]): readonly string[] {
  const given = names.flatMap((name) => children(name, 'given')).flatMap((element) => textOf(element) ?? []);
  return [...new Set(given.flatMap((value) => value.split(/[\s,]+/)))].filter((value) => value !== '');
}

function addressOf(address: Element): Address | undefined {
  const part = (...names: string[]) =>
    names.flatMap((name) => children(address, name).flatMap((line) => textOf(line) ?? [])).join(' ') ||
    undefined;
  const line =
    part('streetAddressLine') ??
    part('houseNumber', 'streetNameType', 'streetName', 'unitID', 'additionalLocator');
  const found = stated<Address>({
    line,
    postalCode: part('postalCode'),
    city: part('city'),
    country: part('country'),
  });
  return Object.keys(found).length > 0 ? found : undefined;
}

function telecomsOf(element: Element | undefined, scheme: 'tel:' | 'mailto:'): string[] {
  return children(element, 'telecom')
    .map((telecom) => attribute(telecom, 'value') ?? '')
    .filter((value) => value.toLowerCase().startsWith(scheme) && value.length > scheme.length)
    .map((value) => value.slice(scheme.length));
}

function patientIdentifierOf(id: Element): Identifier | undefined {
  const value = attribute(id, 'extension');
  const oid = attribute(id, 'root');
  if (value === undefined || oid === undefined) return undefined;
  const name = attribute(id, 'assigningAuthorityName');
  return {
    kind: INS.test(oid) ? 'INS' : 'IPP',
    value,
    authority: { oid, ...(name !== undefined && { name }) },
  };
}

/** The national identifier of a professional is a digit for its kind (8: RPPS) before the number. */
function rppsOf(extension: string | undefined): string | undefined {
  return /^8(\d{11})$/.exec(extension ?? '')?.[1] ?? /^\d{11}$/.exec(extension ?? '')?.[0];
}
