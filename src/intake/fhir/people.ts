import { inseeCode } from '../../patients/index.js';
import { hasFictitiousIns, identifierOf, identifiersOf } from './identifiers.js';
import { lineOf, linesOf, listOf, objectOf } from './sent-document.js';

const TEST_DATA = 'http://terminology.hl7.org/CodeSystem/v3-ActReason|HTEST';
const INSEE_CODE = 'https://hl7.fr/ig/fhir/core/StructureDefinition/fr-core-address-insee-code';
const BIRTH_PLACE = 'http://hl7.org/fhir/StructureDefinition/patient-birthPlace';
const RPPS = 'urn:oid:1.2.250.1.71.4.2.1';
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const PHONES: readonly unknown[] = ['phone', 'sms', 'fax', 'pager'];

/** The `patient` of a report event, from a Patient, or from the identifier alone of a logical reference. */
export function patientOf(patient: unknown, reference: unknown): Record<string, unknown> {
  if (!patient) {
    const only = identifierOf(objectOf(reference)['identifier'], 'IPP');
    return { identifiers: only ? [only] : [] };
  }
  const { name, gender, birthDate, address, telecom } = objectOf(patient);
  const contacts = listOf(telecom);
  const birth = lineOf(birthDate);
  return {
    identifiers: identifiersOf(patient, 'IPP').slice(0, 20),
    ...namesOf(listOf(name)),
    sex: gender === 'male' ? 'M' : gender === 'female' ? 'F' : 'U',
    ...(birth && DAY.test(birth) && { birthDate: birth }),
    ...birthPlaceOf(patient),
    addresses: listOf(address).slice(0, 20).map(addressOf),
    phones: contacts
      .filter(({ system }) => PHONES.includes(system))
      .flatMap(({ value }) => lineOf(value, 40) ?? []),
    emails: contacts.filter(({ system }) => system === 'email').flatMap(({ value }) => lineOf(value) ?? []),
    fictitious: isTestData(patient) || hasFictitiousIns(patient),
  };
}

/** RNIV as fr-core writes it: `official` holds the birth name and first names, `usual` the name used. */
function namesOf(names: readonly ReturnType<typeof objectOf>[]): Record<string, unknown> {
  const family = ({ family: value, text }: ReturnType<typeof objectOf>) =>
    lineOf(value, 100) ?? lineOf(text, 100);
  const by = (...uses: unknown[]) => names.find(({ use }) => uses.includes(use));
  const [official, usual] = [by('official', 'maiden'), by('usual')];
  const main = usual ?? official ?? by(undefined) ?? names[0];
  const birth = official && family(official);
  const used = main && family(main);
  const others = names.flatMap((one) => family(one) ?? []).filter((one) => one !== birth && one !== used);
  const given = names.flatMap(({ given: values }) => linesOf(values, 100));
  return {
    ...(used && { lastName: used }),
    ...(birth && { birthName: birth }),
    ...(others.length > 0 && { otherNames: [...new Set(others)].slice(0, 20) }),
    firstNames: [...new Set(given)].slice(0, 20),
  };
}

function addressOf(address: ReturnType<typeof objectOf>): Record<string, string> {
  const parts = {
    line: lineOf(linesOf(address['line']).join(' ')),
    postalCode: lineOf(address['postalCode'], 20),
    city: lineOf(address['city'], 100),
    country: lineOf(address['country'], 60),
  };
  return Object.fromEntries(
    Object.entries(parts).filter((part): part is [string, string] => part[1] !== undefined),
  );
}

function birthPlaceOf(patient: unknown): Record<string, unknown> {
  const extension = listOf(objectOf(patient)['extension']).find(({ url }) => url === BIRTH_PLACE);
  const { city, text, extension: coded } = objectOf(extension?.['valueAddress']);
  const insee = listOf(coded).find(({ url }) => url === INSEE_CODE);
  const code = inseeCode(lineOf(objectOf(insee?.['valueCoding'])['code'], 10));
  const place = lineOf(city, 100) ?? lineOf(text, 100);
  return { ...(place && { birthPlace: place }), ...(code && { birthPlaceCode: code }) };
}

export const isTestData = (resource: unknown): boolean =>
  listOf(objectOf(objectOf(resource)['meta'])['security']).some(
    ({ system, code }) => `${String(system)}|${String(code)}` === TEST_DATA,
  );

/** Practitioners, and those of whom the document gives only a name to show. */
export function carersOf(
  resources: readonly unknown[],
  references: readonly unknown[],
): Record<string, string>[] {
  const known = resources.filter((one) => objectOf(one)['resourceType'] === 'Practitioner').flatMap(carerOf);
  const shown = references.flatMap((one) => lineOf(objectOf(one)['display'], 100) ?? []);
  return [...known, ...shown.map((lastName) => ({ lastName }))].slice(0, 50);
}

function carerOf(practitioner: unknown): Record<string, string>[] {
  const { name, identifier } = objectOf(practitioner);
  const number = listOf(identifier).find(({ system }) => system === RPPS)?.['value'];
  const rpps = lineOf(number, 20);
  return listOf(name).flatMap((one) => {
    const lastName = lineOf(one['family'], 100) ?? lineOf(one['text'], 100);
    const firstName = lineOf(linesOf(one['given'])[0], 100);
    return lastName ? [{ lastName, ...(firstName && { firstName }), ...(rpps && { rpps }) }] : [];
  });
}
