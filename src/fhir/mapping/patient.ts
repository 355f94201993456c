import { type Extension, type HumanName, type Patient } from '@medplum/fhirtypes';
import { type Report } from '../../intake/index.js';
import { type Address, type Identity, qualifiedIns, type Sex } from '../../patients/index.js';
import { clean } from './concepts.js';
import { toDate, toDateTime } from './dates.js';
import { patientIdentifiers } from './identifiers.js';
import { keyIdentifier } from './ids.js';
import { type MappingSettings } from './input.js';
import { personMeta } from './meta.js';
import { EXTENSION, FRENCH } from './systems.js';

const GENDER: Readonly<Record<Sex, Patient['gender']>> = { F: 'female', M: 'male', U: 'unknown' };

/** The patient as the message knows them: no profile claimed, French systems (fr-core). */
export function toPatient(
  id: string,
  report: Pick<Report, 'identity' | 'fictitious'>,
  settings: MappingSettings,
): Patient {
  const identity = report.identity.reveal();
  const extension = [...reliability(identity), ...birthPlace(identity)];
  const name = namesOf(identity);
  const telecom = telecomOf(identity);
  const address = identity.addresses.map(toAddress).filter((one) => Object.keys(one).length > 1);
  const birthDate = toDate(identity.birthDate);
  const deathDate = identity.deceased === false ? undefined : toDateTime(identity.deathDate, settings);
  return {
    resourceType: 'Patient',
    id,
    meta: personMeta(report, settings),
    ...(extension.length > 0 && { extension }),
    identifier: [keyIdentifier(settings, 'Patient', id), ...patientIdentifiers(identity, settings)],
    active: true,
    ...(name.length > 0 && { name }),
    ...(telecom.length > 0 && { telecom }),
    gender: GENDER[identity.sex],
    ...(birthDate && { birthDate }),
    ...(deathDate && { deceasedDateTime: deathDate }),
    ...(identity.deceased && !deathDate && { deceasedBoolean: true }),
    ...(address.length > 0 && { address }),
  };
}

// Birth name and first names are the official identity; the used name is `usual` (RNIV).
function namesOf({ lastName, birthName, firstNames }: Identity): HumanName[] {
  const given = firstNames.map(clean).filter(Boolean);
  const used = clean(lastName ?? '');
  const family = clean(birthName ?? '') || used;
  if (!family && given.length === 0) return [];
  const names = { ...(family && { family }), ...(given.length > 0 && { given }) };
  const official: HumanName = { use: 'official', ...names };
  if (!used || used === family) return [official];
  return [official, { use: 'usual', ...names, family: used }];
}

function telecomOf({ phones, emails }: Identity): NonNullable<Patient['telecom']> {
  return [
    ...phones
      .map(clean)
      .filter(Boolean)
      .map((value) => ({ system: 'phone' as const, value })),
    ...emails
      .map(clean)
      .filter(Boolean)
      .map((value) => ({ system: 'email' as const, value })),
  ];
}

function toAddress({ line, postalCode, city, country }: Address): NonNullable<Patient['address']>[number] {
  const parts = { city, postalCode, country };
  const known = Object.entries(parts).flatMap(([name, value]) =>
    value?.trim() ? [[name, clean(value)]] : [],
  );
  return { use: 'home', ...(line?.trim() && { line: [clean(line)] }), ...Object.fromEntries(known) };
}

function reliability({ status }: Identity): Extension[] {
  return status
    .filter((code) => /^[A-Z]+$/.test(code))
    .map((code) => ({
      url: EXTENSION.identityReliability,
      extension: [{ url: 'identityStatus', valueCoding: { system: FRENCH.identityStatus, code } }],
    }));
}

// The name of the commune as the sender wrote it; its INSEE code as fr-core writes it, with a qualified INS.
function birthPlace(identity: Identity): Extension[] {
  const name = clean(identity.birthPlace ?? '');
  const code = identity.birthPlaceCode;
  const isQualified = code !== undefined && qualifiedIns(identity).length > 0;
  if (!name && !code) return [];
  const coded = { url: EXTENSION.inseeCode, valueCoding: { system: FRENCH.commune, ...(code && { code }) } };
  const valueAddress = {
    ...(isQualified && { extension: [coded] }),
    ...(name ? { city: name, text: name } : !isQualified && { text: code }),
  };
  return [{ url: EXTENSION.birthPlace, valueAddress }];
}
